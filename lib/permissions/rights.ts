// The permissions in force for loaded creds, as far as the JWTs at hand tell; and as the server told them.

import type { IdentityAnswer } from "@/lib/facts/attempt";
import type { CredsFacts, TrustFacts } from "@/lib/facts/creds";
import type { Rights } from "@/lib/permissions/rule-set";

/** Null for what is no user JWT. */
export function rightsOf(_facts: CredsFacts, _trust: readonly TrustFacts[]): Rights | null {
  throw new Error("not yet");
}

/** Null where the server was not asked or did not say. Resolves what its answer leaves open with `own`. */
export function rightsFromServer(
  _answer: IdentityAnswer | null,
  _own: Rights | null,
  _version: string | null,
): Rights | null {
  throw new Error("not yet");
}
