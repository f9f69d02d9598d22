// Tells whether a seed belongs to the subject of a JWT. It signs random bytes and verifies them with the
// subject's key, so the key of the seed need not be derived. Called by read-creds.ts. The seed is never exported.
// A seed that cannot log in is zeroed here: one of an account, an operator, a server, a cluster or a curve
// key, unless it fits the subject of a user JWT, which servers accept (jwt/subject-kind).

import type { Fault, Result } from "@/lib/shared/base/result";
import { fail } from "@/lib/shared/base/result";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { JwtFacts, SeedFacts } from "@/lib/shared/facts/creds";
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
  /** Both are null for a seed that cannot log in. */
  readonly signer: Signer | null;
  readonly secret: Secret | null;
}

const NONE = { publicKey: null, fault: null, signer: null };

/** `seed` null = the file has no seed; `jwt` null = there is nothing to compare it with. */
export async function checkSeed(
  seed: Result<Secret, CauseCode> | null,
  jwt: JwtFacts | null,
  subtle: Subtle,
): Promise<SeedCheck> {
  const without = (facts: SeedFacts): SeedCheck => ({ seed: facts, signer: null, secret: null });
  if (!seed) return without({ ...NONE, state: "absent" });
  if (!seed.ok) {
    const state = seed.fault.code === "seed/malformed" ? "malformed" : "wrong-kind";
    return without({ ...NONE, state, fault: seed.fault });
  }
  const secret = seed.value;
  const { kind } = secret;
  if (kind === "curve") {
    secret.raw.fill(0);
    return without({ ...NONE, state: "wrong-kind", fault: wrongKind(kind) });
  }
  const { publicKey, signer, isMatch } = await compare(secret, jwt?.subject ?? null, subtle);
  if (kind !== "user" && !(isMatch && jwt?.kind === "user")) {
    signer.wipe();
    secret.raw.fill(0);
    const fault = isMatch ? null : wrongKind(kind);
    return without({ ...NONE, state: isMatch ? "matches" : "wrong-kind", publicKey, fault });
  }
  const state = isMatch ? "matches" : (jwt?.subject ?? null) === null ? "unmatched" : "mismatch";
  return { seed: { state, publicKey, fault: null, signer: signer.by }, signer, secret };
}

async function compare(secret: Secret, subject: string | null, subtle: Subtle) {
  const signer = await importSigner(secret, subtle);
  // Only the first letter of a key gives its kind, so the kinds of subject and seed must also be equal.
  const isSameKind = subject !== null && decodePublicKey(subject)?.kind === secret.kind;
  // nkeys.js derives a key in the time in which it signs.
  if (isSameKind && signer.by === "webcrypto") {
    const challenge = crypto.getRandomValues(new Uint8Array(32));
    const signature = await signer.sign(challenge);
    if (await verifySignature(subject, challenge, signature, subtle)) {
      return { publicKey: subject, signer, isMatch: true };
    }
  }
  const publicKey = await derivePublicKey(secret, signer, subtle);
  return { publicKey, signer, isMatch: publicKey === subject };
}

const wrongKind = (kind: string): Fault<CauseCode> =>
  fail("seed/not-a-user-seed", { reason: "kind", kind }).fault;
