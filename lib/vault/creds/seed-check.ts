// Tells whether a seed belongs to the subject of a JWT. It signs random bytes and verifies them with the
// subject's key, so the key of the seed need not be derived. Called by read-creds.ts. The seed is never exported.

import type { Fault, Result } from "@/lib/shared/base/result";
import { fail } from "@/lib/shared/base/result";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { SeedFacts } from "@/lib/shared/facts/creds";
import {
  decodePublicKey,
  derivePublicKey,
  importSigner,
  type Secret,
  type Signer,
  type Subtle,
  verifySignature,
} from "./nkeys";

export interface SeedCheck {
  readonly seed: SeedFacts;
  readonly signer: Signer | null;
}

const NONE = { publicKey: null, fault: null, signer: null };

/** `seed` null = the file has no seed; `subject` null = there is nothing to compare it with. */
export async function checkSeed(
  seed: Result<Secret, CauseCode> | null,
  subject: string | null,
  subtle: Subtle,
): Promise<SeedCheck> {
  if (!seed) return { seed: { ...NONE, state: "absent" }, signer: null };
  if (!seed.ok) {
    const state = seed.fault.code === "seed/malformed" ? "malformed" : "wrong-kind";
    return { seed: { ...NONE, state, fault: seed.fault }, signer: null };
  }
  const secret = seed.value;
  const { kind } = secret;
  if (kind === "curve")
    return { seed: { ...NONE, state: "wrong-kind", fault: wrongKind(kind) }, signer: null };
  const signer = await importSigner(secret, subtle);
  const checked = (
    state: SeedFacts["state"],
    publicKey: string,
    fault: Fault<CauseCode> | null,
  ) => ({
    seed: { state, publicKey, fault, signer: signer.by },
    signer,
  });
  // Only the first letter of a key gives its kind, so the kinds of subject and seed must also be equal.
  if (subject !== null && decodePublicKey(subject)?.kind === kind) {
    const challenge = crypto.getRandomValues(new Uint8Array(32));
    const signature = await signer.sign(challenge);
    if (await verifySignature(subject, challenge, signature, subtle)) {
      return checked("matches", subject, null);
    }
  }
  const publicKey = await derivePublicKey(secret);
  if (kind !== "user") return checked("wrong-kind", publicKey, wrongKind(kind));
  return checked(subject === null ? "unmatched" : "mismatch", publicKey, null);
}

const wrongKind = (kind: string): Fault<CauseCode> =>
  fail("seed/not-a-user-seed", { reason: "kind", kind }).fault;
