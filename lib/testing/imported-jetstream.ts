// An account that exports its JetStream, and another one that imports it under an API prefix. For tests of what goes
// through a prefix.

import { identities, makeWorld } from "./real-server";

export const API_PREFIX = "JS.acme.API";

/** `other` imports what the account of `world` exports. */
export async function makeImportedWorld() {
  const exported = { name: "js", subject: "$JS.API.>", type: "service" };
  const world = await makeWorld({
    limits: identities.jetStreamLimits,
    claims: { exports: [exported] },
  });
  const { operator, account } = world;
  const imported = { ...exported, account: account.publicKey, local_subject: `${API_PREFIX}.>` };
  const claims = { imports: [imported] };
  const other = await identities.makeAccount({ name: "OTHER", operator, claims });
  world.accounts.push(other);
  return { world, other };
}
