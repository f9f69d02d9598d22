// Asks the server for the JWT of an account, as a user of its system account may. Called by the vault
// after a click. What the server refuses here is the answer to that click, and no notice.
//
// Observed with nats-server 2.9.10, 2.10.27 and 2.15.1 (account-jwt.test.ts):
// - $SYS.REQ.ACCOUNT.<key>.CLAIMS.LOOKUP is answered by a full resolver with the bare JWT. One that it
//   does not have: an empty answer from 2.10 on, none at all from 2.9. With resolver MEMORY or cache
//   nobody listens (503).
// - $SYS.REQ.ACCOUNT.<key>.INFO is answered by every server, whatever its resolver, with the JWT in
//   data.jwt once anybody of the account has tried to connect, even in vain; before that with error
//   500 "Account … does not exist". $SYS.REQ.SERVER.PING.ACCOUNTZ gives the same and no more.
// - A user of any other account gets 503 for both.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { Connection } from "./connection";
import type { MessageParts } from "./message-parts";

export type AccountSilence =
  /** A resolver was asked, and has no such account. */
  | "account-unknown"
  /** There is no resolver to ask, and the server has not needed the account since it started. */
  | "account-not-loaded"
  | "not-system-account"
  | "permissions-violation"
  | "no-answer"
  | "connection-ended";

const TIMEOUT_MS = 2000;
/** Other servers of a cluster may know what the first to answer does not. */
const OTHERS_MS = 400;
const MAX_SERVERS = 64;

type Answer =
  | { readonly kind: "jwt"; readonly jwt: string }
  | { readonly kind: "without" | "nobody" | "silent" | "ended" }
  | { readonly kind: "denied"; readonly text: string };

/** `account` must be a public key. The JWT is not looked at. */
export async function askAccountJwt(
  connection: Connection,
  account: string,
): Promise<Result<string, AccountSilence>> {
  const lookup = await ask(connection, `$SYS.REQ.ACCOUNT.${account}.CLAIMS.LOOKUP`, textOf);
  if (lookup.kind === "jwt") return ok(lookup.jwt);
  const info = await ask(connection, `$SYS.REQ.ACCOUNT.${account}.INFO`, jwtOfInfo);
  if (info.kind === "jwt") return ok(info.jwt);
  if (lookup.kind === "ended" || info.kind === "ended") return fail("connection-ended");
  if (lookup.kind === "without") return fail("account-unknown");
  if (info.kind === "without") {
    return fail(lookup.kind === "silent" ? "account-unknown" : "account-not-loaded");
  }
  const denied = [lookup, info].find((answer) => answer.kind === "denied");
  if (denied?.kind === "denied") return fail("permissions-violation", { text: denied.text });
  return fail(info.kind === "nobody" ? "not-system-account" : "no-answer");
}

/** The first answer that holds a JWT; else what the lack of one amounts to. */
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
            else waiting ??= setTimeout(() => resolve({ kind: "without" }), OTHERS_MS);
          },
        },
      )
      .then((end) => {
        if (waiting !== undefined) return;
        if (end.ok) resolve({ kind: end.value === "no-responders" ? "nobody" : "silent" });
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
