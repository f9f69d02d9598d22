// Joins a JWT and the seed of its user that came apart: in two files of one drop, or one after the other. Called by
// keyring.ts, which finds them by the user's key.

import type { FormatIssue, SeedDanger, SourceRef } from "@/lib/shared/facts/creds";
import { unusable } from "@/lib/vault/creds/read-parts";
import type { CredsReading } from "@/lib/vault/creds/readings";
import { type Entry, fingerprintOf, type Origin, toEntry } from "./keyring-entry";
import type { SeedBox } from "./seed-box";

type Parted = Pick<Entry, "jwt" | "facts">;

/** A seed of a user without a JWT. */
export const isSeedOnly = ({ facts }: Pick<Entry, "facts">): boolean =>
  facts.jwtFault?.code === "creds/nkey-only";

/** A user JWT without a seed. */
export const needsSeed = ({ jwt, facts }: Parted): boolean =>
  jwt !== null && facts.jwt?.kind === "user" && facts.seed.state === "absent";

export const isWhole = ({ facts }: Pick<Entry, "facts">): boolean =>
  facts.jwt !== null && facts.seed.state === "matches";

export interface SeedPart {
  /** Owned by the joined entry. */
  readonly box: SeedBox;
  readonly sources: readonly SourceRef[];
  readonly origin: Origin | null;
  readonly facts: Entry["facts"];
}

/** The entry of the JWT with its seed. `box` is of the JWT's subject. */
export function withSeed(entry: Entry, part: SeedPart): Entry {
  const { box } = part;
  const { jwt, jwtFault } = entry.facts;
  const seed = {
    state: "matches",
    publicKey: box.publicKey,
    fault: null,
    signer: box.kind,
  } as const;
  const [first] = entry.sources;
  const apart = part.sources.filter((source) => !isSameFile(source, first));
  const facts = {
    ...entry.facts,
    ...dangersOf(entry.facts, part.facts),
    seed,
    form: apart.length === 0 ? entry.facts.form : joinedForm(entry.facts.form, part.facts.form),
    unusable: unusable(jwt, jwtFault, seed),
    parts: apart.length === 0 ? entry.facts.parts : 2,
  };
  return {
    ...entry,
    fingerprint: fingerprintOf({ jwt: entry.jwt, facts }),
    box,
    facts,
    sources: [...entry.sources.slice(0, 1), ...apart, ...entry.sources.slice(1)],
    seedOrigin: part.origin,
  };
}

/** Whole creds in place of an entry that had only their JWT or only their seed. */
export function inPlaceOf(entry: Entry, reading: CredsReading, origin: Origin | null): Entry {
  const whole = toEntry(entry.id, reading, origin);
  const facts = { ...whole.facts, ...dangersOf(entry.facts, whole.facts) };
  return { ...whole, facts, sources: [...whole.sources, ...entry.sources] };
}

const isSameFile = (one: SourceRef, other: SourceRef | undefined): boolean =>
  other !== undefined && one.kind === "file" && one.kind === other.kind && one.name === other.name;

/** A JWT and a seed in files of their own need no fences. */
function joinedForm(
  jwt: readonly FormatIssue[],
  seed: readonly FormatIssue[],
): readonly FormatIssue[] {
  const kept = [...jwt, ...seed].filter(({ code }) => code === "base64" || code === "foreign-jwt");
  return [...kept, { code: "separate-parts", line: null, refusedBy: [] }];
}

function dangersOf(
  one: Entry["facts"],
  other: Entry["facts"],
): { readonly dangers?: readonly SeedDanger[] } {
  const dangers = [...(one.dangers ?? []), ...(other.dangers ?? [])];
  return dangers.length > 0 ? { dangers } : {};
}
