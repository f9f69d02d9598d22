// What a user JWT carries that a user of a scoped signing key must not. Called by user-claims.ts. The
// server compares with Go's zero value, so an empty list is too much already, while `"pub": {}` is not
// (nats-io/jwt v2 signingkeys.go, ValidateScopedSigner; observed with nats-server 2.9.10 and 2.15.1:
// lib/vault/session/verdict-table.test.ts).

import type { Fields } from "./claim-fields";

const LIMITS = ["subs", "payload", "data"];
const OTHERS = ["resp", "src", "times", "allowed_connection_types"];

/** Names of the claims as a JWT spells them; empty for a user that a scoped key may have signed. */
export function carriedRights(nats: Fields, version: number): readonly string[] {
  const has = (name: string) => nats.value(name) !== undefined;
  const hasList = (name: string) => {
    const rules = nats.object(name);
    return rules !== null && (rules.list("allow") !== null || rules.list("deny") !== null);
  };
  // What version 1 leaves out means "no limit", and that is a limit of its own (-1).
  const hasLimit = (name: string) => (nats.value(name) ?? (version === 1 ? -1 : 0)) !== 0;
  return [
    ...["pub", "sub"].filter(hasList),
    ...LIMITS.filter(hasLimit),
    ...OTHERS.filter(has),
    ...(nats.string("times_location") ? ["times_location"] : []),
    ...(nats.boolean("bearer_token") ? ["bearer_token"] : []),
  ];
}
