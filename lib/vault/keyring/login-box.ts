// Holds the token, or the user and password, that the user added to one entry. Made by the vault's handlers, owned
// by the keyring. The bytes are the fields of CONNECT, ready to send; attempts send them, and nothing else can
// read them. After `wipe` they are zero.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { LoginKind } from "@/lib/shared/facts/creds";
import type { LoginRequest } from "@/lib/shared/protocol/requests";
import { type ConnectLogin, loginFields } from "@/lib/vault/nats/connect-login";

/** Longer than any CONNECT that a server takes (lib/shared/diagnosis/connect-size.ts, and its own setting). */
const MAX_BYTES = 32_768;

export class LoginBox implements ConnectLogin {
  #fields: Uint8Array<ArrayBuffer> | null;

  private constructor(
    readonly kind: LoginKind,
    fields: Uint8Array<ArrayBuffer>,
  ) {
    this.#fields = fields;
  }

  /** Takes the login out of a request of the page. Zeroes its bytes, whatever the result. */
  static take(login: LoginRequest["login"]): Result<LoginBox, ActionFault> {
    const values = login.kind === "token" ? [login.token] : [login.user, login.password];
    const bytes = values.reduce((sum, value) => sum + value.length, 0);
    const [name] = values;
    try {
      if (name === undefined || name.length === 0) {
        return fail("login-invalid", { reason: "empty", kind: login.kind });
      }
      if (bytes > MAX_BYTES) return fail("login-invalid", { reason: "too-long", limit: MAX_BYTES });
      const pairs =
        login.kind === "token"
          ? ([["auth_token", login.token]] as const)
          : ([
              ["user", login.user],
              ["pass", login.password],
            ] as const);
      return ok(new LoginBox(login.kind, loginFields(pairs)));
    } finally {
      for (const value of values) value.fill(0);
    }
  }

  fields(): Uint8Array<ArrayBuffer> | null {
    return this.#fields;
  }

  /** Another box with the same login, for renewed creds of the same user; null after `wipe`. */
  copy(): LoginBox | null {
    return this.#fields && new LoginBox(this.kind, this.#fields.slice());
  }

  wipe(): void {
    this.#fields?.fill(0);
    this.#fields = null;
  }
}
