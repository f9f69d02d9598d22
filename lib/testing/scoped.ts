// An account whose scoped signing key was edited after a user was made: the account JWT that the owner of the
// creds still has, the newer one that the server has, and creds that carry no rights.

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
  /** The account JWT from before the edit. */
  readonly oldAccountJwt: string;
  readonly newAccountJwt: string;
  /** Configuration of a server that has the newer account JWT. */
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
    // A server refuses a scoped user that carries any limit, even -1.
    user: makeUser({ name: "svc-scoped", account, signer, nats: { subs: 0, data: 0, payload: 0 } }),
    oldAccountJwt: withTemplate(before),
    newAccountJwt,
    config: config(newAccountJwt),
  };
}
