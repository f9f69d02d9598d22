// Finds the claims of a user JWT that a user of a scoped signing key must not have. Called by user-claims.ts.
// The server compares with Go's zero value, so it rejects an empty list and accepts `"pub": {}`
// (nats-io/jwt v2 signingkeys.go, ValidateScopedSigner; observed with nats-server 2.9.10 and 2.15.1:
// lib/vault/session/verdict-table.test.ts).

import type { Fields } from "./claim-fields";

const LIMITS = ["subs", "payload", "data"];
const OTHERS = ["resp", "src", "times", "allowed_connection_types"];

/** The names of the claims as in the JWT; empty for a user that a scoped key may have signed. */
export function findCarriedRights(nats: Fields, version: number): readonly string[] {
  const has = (name: string) => nats.value(name) !== undefined;
  const hasList = (name: string) => {
    const rules = nats.object(name);
    return rules !== null && (rules.list("allow") !== null || rules.list("deny") !== null);
  };
  // In version 1 an absent limit means "no limit", which is the value -1 and not zero.
  const hasLimit = (name: string) => (nats.value(name) ?? (version === 1 ? -1 : 0)) !== 0;
  return [
    ...["pub", "sub"].filter(hasList),
    ...LIMITS.filter(hasLimit),
    ...OTHERS.filter(has),
    ...(nats.string("times_location") ? ["times_location"] : []),
    ...(nats.boolean("bearer_token") ? ["bearer_token"] : []),
  ];
}
