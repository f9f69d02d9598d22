// Asks the server for the JWT of an account, which a user of its system account may do. Called by
// account-fetch.ts after a click. A refusal is the answer to that click, not a notice.
//
// Observed with nats-server 2.9.10, 2.10.27 and 2.15.1 (account-jwt.test.ts):
// - A full resolver answers $SYS.REQ.ACCOUNT.<key>.CLAIMS.LOOKUP with the bare JWT. If it does not have the
//   JWT, it answers with an empty payload from 2.10 on, and 2.9 does not answer. With a MEMORY or cache
//   resolver there are no responders (503).
// - Every server answers $SYS.REQ.ACCOUNT.<key>.INFO, with any resolver. The JWT is in data.jwt once a user
//   of the account has tried to connect, even if the attempt failed; before that the answer is error 500
//   "Account … does not exist". $SYS.REQ.SERVER.PING.ACCOUNTZ gives the same and nothing else.
// - A user of any other account gets 503 for both.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { Connection } from "./connection";
import type { MessageParts } from "./wire/message-parts";

export type AccountSilence =
  /** A resolver was asked and does not have the account. */
  | "account-unknown"
  /** There is no resolver to ask, and the server has not loaded the account since it started. */
  | "account-not-loaded"
  | "not-system-account"
  | "permissions-violation"
  | "no-answer"
  | "connection-ended";

const TIMEOUT_MS = 2000;
/** How long to wait for other servers of a cluster when the first answer has no JWT. */
const OTHERS_MS = 400;
const MAX_SERVERS = 64;

type Answer =
  | { readonly kind: "jwt"; readonly jwt: string }
  | { readonly kind: "without-jwt" | "no-responders" | "no-answer" | "ended" }
  | { readonly kind: "denied"; readonly text: string };

/** `account` must be a public key. The JWT is returned unread. */
export async function askAccountJwt(
  connection: Connection,
  account: string,
): Promise<Result<string, AccountSilence>> {
  const lookup = await ask(connection, `$SYS.REQ.ACCOUNT.${account}.CLAIMS.LOOKUP`, textOf);
  if (lookup.kind === "jwt") return ok(lookup.jwt);
  const info = await ask(connection, `$SYS.REQ.ACCOUNT.${account}.INFO`, jwtOfInfo);
  if (info.kind === "jwt") return ok(info.jwt);
  if (lookup.kind === "ended" || info.kind === "ended") return fail("connection-ended");
  if (lookup.kind === "without-jwt") return fail("account-unknown");
  if (info.kind === "without-jwt") {
    return fail(lookup.kind === "no-answer" ? "account-unknown" : "account-not-loaded");
  }
  const denied = [lookup, info].find((answer) => answer.kind === "denied");
  if (denied?.kind === "denied") return fail("permissions-violation", { text: denied.text });
  return fail(info.kind === "no-responders" ? "not-system-account" : "no-answer");
}

/** Returns the first answer that has a JWT, or else what its absence means. */
function ask(
  connection: Connection,
  subject: string,
  read: (reply: MessageParts) => string | null,
): Promise<Answer> {
  return new Promise((resolve) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    void connection
      .request(
        { subject, payload: new Uint8Array(0), headers: [] },
        {
          timeoutMs: TIMEOUT_MS,
          maxReplies: MAX_SERVERS,
          isSilent: true,
          onReply: (reply, _, isAnswer) => {
            if (!isAnswer) return;
            const jwt = read(reply);
            if (jwt !== null) resolve({ kind: "jwt", jwt });
            else waiting ??= setTimeout(() => resolve({ kind: "without-jwt" }), OTHERS_MS);
          },
        },
      )
      .then((end) => {
        if (waiting !== undefined) return;
        if (end.ok)
          resolve({ kind: end.value === "no-responders" ? "no-responders" : "no-answer" });
        else if (end.fault.code !== "permissions-violation") resolve({ kind: "ended" });
        else resolve({ kind: "denied", text: String(end.fault.params?.["text"] ?? "") });
      });
  });
}

function textOf({ payload }: MessageParts): string | null {
  const text = new TextDecoder().decode(payload).trim();
  return text === "" || text.startsWith("{") ? null : text;
}

function jwtOfInfo({ payload }: MessageParts): string | null {
  try {
    const reply: unknown = JSON.parse(new TextDecoder().decode(payload));
    const jwt = fieldOf(fieldOf(reply, "data"), "jwt");
    return typeof jwt === "string" && jwt !== "" ? jwt : null;
  } catch {
    return null;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
