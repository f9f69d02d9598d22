// An account whose scoped signing key was edited after a user was made: the account JWT as the user's
// owner still has it, the newer one that the server goes by, and creds that carry no rights at all.

import { makeWorld } from "./account-world";
import { makeUser, type User } from "./jwt";
import { makeKey } from "./nkey";

interface Rules {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

export interface Template {
  readonly pub: Rules;
  readonly sub: Rules;
}

export interface ScopedWorld {
  readonly user: User;
  /** Before the edit: what lies beside the creds. */
  readonly oldAccountJwt: string;
  readonly newAccountJwt: string;
  /** Of a server that goes by the newer one. */
  readonly config: string;
}

export function makeScopedWorld(before: Template, after: Template): ScopedWorld {
  const { account, accountJwt, config } = makeWorld();
  const signer = makeKey("account");
  const withTemplate = (template: Template) =>
    accountJwt({
      signing_keys: [{ kind: "user_scope", key: signer.publicKey, role: "service", template }],
    });
  const newAccountJwt = withTemplate(after);
  return {
    // Any limit of its own, even -1, makes a server refuse a scoped user.
    user: makeUser({ name: "svc-scoped", account, signer, nats: { subs: 0, data: 0, payload: 0 } }),
    oldAccountJwt: withTemplate(before),
    newAccountJwt,
    config: config(newAccountJwt),
  };
}
