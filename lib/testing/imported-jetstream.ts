// An account that exports its JetStream with a subject for deliveries, and others that import it under an API prefix:
// all of it, or no more than reading by message gets needs. For tests of what goes through a prefix.

import { identities, makeWorld } from "./real-server";

export const API_PREFIX = "JS.acme.API";

/** What `narrow` imports of the API. */
const NARROW = ["STREAM.NAMES", "STREAM.INFO.>", "STREAM.MSG.GET.>"];

/** `other` imports what the account of `world` exports, with the bucket "whole" for writing; `narrow` some of it. */
export async function makeImportedWorld() {
  const deliveries = { name: "deliveries", subject: "deliver.acme.>", type: "stream" };
  const values = { name: "values", subject: "$KV.whole.>", type: "service" };
  const world = await makeWorld({
    limits: identities.jetStreamLimits,
    claims: {
      exports: [{ name: "js", subject: "$JS.API.>", type: "service" }, deliveries, values],
    },
  });
  const { operator, account } = world;
  const { publicKey } = account;
  const importOf = (subject: string) => ({
    ...{ name: subject, type: "service", account: publicKey },
    ...{ subject: `$JS.API.${subject}`, local_subject: `${API_PREFIX}.${subject}` },
  });
  const make = (name: string, subjects: readonly string[], ...more: readonly object[]) => {
    const imports = [
      ...subjects.map(importOf),
      ...more.map((one) => ({ ...one, account: publicKey })),
    ];
    return identities.makeAccount({ name, operator, claims: { imports } });
  };
  const other = await make("OTHER", [">"], deliveries, values);
  const narrow = await make("NARROW", NARROW);
  world.accounts.push(other, narrow);
  return { world, other, narrow };
}
