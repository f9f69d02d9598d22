// Which seed in creds is more dangerous than a user's. Called by the identity panel. The kind comes
// from the fault of the seed, or else from the first letter of its public key.

import type { CredsFacts, SeedDanger as FoundDanger } from "@/lib/shared/facts/creds";

export type DangerousSeed = FoundDanger["kind"];

export interface SeedDanger extends FoundDanger {
  /** The seed fits the user JWT, which servers accept (jwt/subject-kind), so it is kept until Forget. */
  readonly isKept: boolean;
  /** It is in the same file as the creds, which have a seed of their own. */
  readonly isBeside: boolean;
}

const KINDS: readonly string[] = [
  "account",
  "operator",
  "cluster",
  "server",
  "curve",
] satisfies readonly DangerousSeed[];

const isDangerous = (kind: unknown): kind is DangerousSeed =>
  typeof kind === "string" && KINDS.includes(kind);

const BY_LETTER = new Map<string | undefined, DangerousSeed>([
  ["A", "account"],
  ["O", "operator"],
  ["C", "cluster"],
  ["N", "server"],
  ["X", "curve"],
]);

export function seedDangerOf({ seed }: CredsFacts): SeedDanger | null {
  const { fault, publicKey, signer } = seed;
  const named = fault?.params?.["reason"] === "kind" ? fault.params["kind"] : undefined;
  const kind = isDangerous(named) ? named : BY_LETTER.get(publicKey?.[0]);
  return kind === undefined ? null : { kind, publicKey, isKept: signer !== null, isBeside: false };
}

/** That of the creds themselves first, then those that are beside them. */
export function seedDangersOf(facts: CredsFacts): readonly SeedDanger[] {
  const own = seedDangerOf(facts);
  const beside = (facts.dangers ?? []).map((danger) => ({
    ...danger,
    isKept: false,
    isBeside: true,
  }));
  return own === null ? beside : [own, ...beside];
}
