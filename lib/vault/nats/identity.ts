// Asks the server which user the connection belongs to and what that user may do: once for each connection,
// right after the first PONG, and again on a click. The second INFO names the account (nats-server 2.12 and
// newer); $SYS.REQ.USER.INFO also names the user and the permissions (2.10 and newer). Called by
// server-watch.ts. The request is silent, because the user did not make it.

import type { IdentityAnswer } from "@/lib/shared/facts/attempt";
import type { RightsResult } from "@/lib/shared/facts/permission-tries";
import { USER_INFO_SUBJECT } from "@/lib/shared/grammar/system-subjects";
import type { Connection } from "./connection";
import { readUserInfo, type UserInfoReply } from "./user-info";

/** It is asked once, and silence is kept, so a slow server gets time. One without the service says so at once. */
const TIMEOUT_MS = 5000;
/** In a cluster another node may answer, which cannot tell the permissions. The next answer may be the own one. */
const MAX_QUESTIONS = 5;

/** `serverId`: the id in the INFO of this connection. */
export async function askIdentity(connection: Connection, serverId: string): Promise<RightsResult> {
  let known: IdentityAnswer | null = null;
  for (let question = 1; question <= MAX_QUESTIONS; question += 1) {
    const { reply, ...silence } = await askOnce(connection, serverId);
    if (reply === null) return known === null ? { answer: null, ...silence } : told(known);
    known = reply.answer;
    if (reply.isOwn) break;
  }
  return known === null ? silent("timed-out") : told(known);
}

const told = (answer: IdentityAnswer): RightsResult => ({ answer, silence: null, text: "" });

/** `reply` null: `silence` and `text` say why. */
async function askOnce(
  connection: Connection,
  serverId: string,
): Promise<Omit<RightsResult, "answer"> & { readonly reply: UserInfoReply | null }> {
  let reply: UserInfoReply | null = null;
  const end = await connection.request(
    { subject: USER_INFO_SUBJECT, payload: new Uint8Array(0), headers: [] },
    {
      timeoutMs: TIMEOUT_MS,
      maxReplies: 1,
      isSilent: true,
      onReply: ({ payload }, elapsedMs) => {
        reply = readUserInfo(payload, elapsedMs, serverId);
      },
    },
  );
  if (!end.ok) {
    const { code, params } = end.fault;
    if (code !== "permissions-violation") return { reply: null, silence: "timed-out", text: "" };
    return { reply: null, silence: "not-permitted", text: String(params?.["text"] ?? "") };
  }
  const silence = end.value === "timed-out" ? "timed-out" : "no-service";
  return { reply, silence, text: "" };
}

function silent(silence: RightsResult["silence"]): RightsResult {
  return { answer: null, silence, text: "" };
}
