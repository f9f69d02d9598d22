// Asks the server which user the connection belongs to and what that user may do: once for each connection,
// right after the first PONG, and again on a click. The second INFO names the account (nats-server 2.12 and
// newer); $SYS.REQ.USER.INFO also names the user and the permissions (2.10 and newer). Called by
// server-watch.ts. The request is silent, because the user did not make it.

import type { IdentityAnswer } from "@/lib/shared/facts/attempt";
import type { RightsResult } from "@/lib/shared/facts/permission-tries";
import { USER_INFO_SUBJECT } from "@/lib/shared/grammar/system-subjects";
import type { Connection } from "./connection";
import { readUserInfo } from "./user-info";

const TIMEOUT_MS = 2000;

export async function askIdentity(connection: Connection): Promise<RightsResult> {
  let answer: IdentityAnswer | null = null;
  const end = await connection.request(
    { subject: USER_INFO_SUBJECT, payload: new Uint8Array(0), headers: [] },
    {
      timeoutMs: TIMEOUT_MS,
      maxReplies: 1,
      isSilent: true,
      onReply: (reply, elapsedMs) => {
        answer = readUserInfo(reply.payload, elapsedMs);
      },
    },
  );
  if (!end.ok) {
    const { code, params } = end.fault;
    if (code !== "permissions-violation") return silent("timed-out");
    return { ...silent("not-permitted"), text: String(params?.["text"] ?? "") };
  }
  if (answer !== null) return { answer, silence: null, text: "" };
  return silent(end.value === "timed-out" ? "timed-out" : "no-service");
}

function silent(silence: RightsResult["silence"]): RightsResult {
  return { answer: null, silence, text: "" };
}
