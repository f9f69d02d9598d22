// Asks the server who it takes us for, once per connection, right after the first PONG: the second
// INFO names the account (nats-server 2.12 and newer), $SYS.REQ.USER.INFO the user too (2.10 and
// newer). Called by the session. What the server refuses here was our question, not the user's.

import type { IdentityAnswer, IdentitySilence } from "@/lib/facts/attempt";
import type { UserPermissions } from "@/lib/facts/creds";
import { chooseInbox, mayPublish } from "@/lib/grammar/inbox";
import type { Connection } from "@/lib/nats/connection";
import type { MessageParts } from "@/lib/nats/message-parts";
import { fieldsOf, textOf } from "@/lib/nats/reply-fields";

export const USER_INFO_SUBJECT = "$SYS.REQ.USER.INFO";

const TIMEOUT_MS = 2000;

/** `permissions`: those of the JWT; null when it says nothing about them. */
export async function askIdentity(
  connection: Connection,
  permissions: UserPermissions | null,
): Promise<IdentityAnswer | IdentitySilence> {
  // Asking for what the JWT itself rules out would only put a violation into the server's log.
  if (permissions !== null) {
    if (!mayPublish(permissions, USER_INFO_SUBJECT)) return "no-permission-subject";
    if (!chooseInbox(permissions.subscribe).isAllowed) return "no-permission-subject";
  }
  let answer: IdentityAnswer | null = null;
  const end = await connection.request(
    { subject: USER_INFO_SUBJECT, payload: new Uint8Array(0), headers: [] },
    {
      timeoutMs: TIMEOUT_MS,
      maxReplies: 1,
      isQuiet: true,
      onReply: (reply, elapsedMs) => {
        answer = readAnswer(reply, elapsedMs);
      },
    },
  );
  if (!end.ok) return end.fault.code === "permissions-violation" ? "not-permitted" : "timed-out";
  return answer ?? (end.value === "timed-out" ? "timed-out" : "no-service");
}

function readAnswer({ payload }: MessageParts, elapsedMs: number): IdentityAnswer | null {
  try {
    const reply: unknown = JSON.parse(new TextDecoder().decode(payload));
    const data = fieldsOf(fieldsOf(reply)["data"]);
    const user = textOf(data["user"]);
    const account = textOf(data["account"]);
    if (user === null && account === null) return null;
    const time = textOf(fieldsOf(fieldsOf(reply)["server"])["time"]);
    const serverTimeMs = Date.parse(time ?? "");
    const halfMs = Math.ceil(elapsedMs / 2);
    return {
      from: "user-info",
      user,
      account,
      accountName: textOf(data["account_name"]),
      userName: textOf(data["user_name"]),
      clock: Number.isNaN(serverTimeMs)
        ? null
        : {
            aheadMs: Math.round(serverTimeMs - (Date.now() - halfMs)),
            // A timer of the page may be a few milliseconds late.
            accuracyMs: halfMs + 10,
            from: "server",
          },
    };
  } catch {
    return null;
  }
}
