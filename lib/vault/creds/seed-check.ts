// Whether a seed belongs to a JWT's subject: by signing a random text and verifying it with that
// public key, which needs no derived key. Called by read-creds.ts. The seed is never exported.

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

/** `seed` null = there is none in the file; `subject` null = there is nothing to compare with. */
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
    return { seed: { ...NONE, state: "wrong-kind", fault: wrong(kind) }, signer: null };
  const signer = await importSigner(secret, subtle);
  const about = (state: SeedFacts["state"], publicKey: string, fault: Fault<CauseCode> | null) => ({
    seed: { state, publicKey, fault, signer: signer.by },
    signer,
  });
  // The kind of a key stands only in its letter, so the subject must have the seed's kind, too.
  if (subject !== null && decodePublicKey(subject)?.kind === kind) {
    const probe = crypto.getRandomValues(new Uint8Array(32));
    const signature = await signer.sign(probe);
    if (await verifySignature(subject, probe, signature, subtle)) {
      return about("matches", subject, null);
    }
  }
  const publicKey = await derivePublicKey(secret);
  if (kind !== "user") return about("wrong-kind", publicKey, wrong(kind));
  return about(subject === null ? "unmatched" : "mismatch", publicKey, null);
}

const wrong = (kind: string): Fault<CauseCode> =>
  fail("seed/not-a-user-seed", { reason: "kind", kind }).fault;
