// One entry of the keyring, and the summary that the page receives. Called by keyring.ts and
// cleaned-copies.ts. Pure except for `toEntry` and `wipe`, which zero seed bytes.

import { isRefusedBySome } from "@/lib/shared/diagnosis/findings";
import { compareIssued } from "@/lib/shared/diagnosis/issue-order";
import { soundnessOf } from "@/lib/shared/diagnosis/own-checks";
import type { CredsFacts, EntryId, EntrySummary, SourceRef } from "@/lib/shared/facts/creds";
import type { CredsReading, Nothing } from "@/lib/vault/creds/readings";
import type { LoginBox } from "./login-box";
import { SeedBox } from "./seed-box";

/** Where a cleaned copy gets the text from. */
export type Origin =
  | { readonly kind: "file"; readonly file: File }
  /** The copy itself, of a paste or a sample, kept only while it has format issues. */
  | { readonly kind: "cleaned"; readonly bytes: Uint8Array };

export interface Entry {
  readonly id: EntryId;
  /** Equal for the same creds; null = the entry equals no other. */
  readonly fingerprint: string | null;
  readonly jwt: string | null;
  readonly box: SeedBox | null;
  /** What the user added to these creds; null = nothing. */
  login: LoginBox | null;
  facts: Omit<CredsFacts, "id" | "sources" | "sameUserAs" | "login">;
  sources: readonly SourceRef[];
  origin: Origin | null;
  /** Of a seed that came apart from its JWT. */
  seedOrigin: Origin | null;
}

const NO_SEED: CredsFacts["seed"] = {
  state: "absent",
  publicKey: null,
  fault: null,
  signer: null,
};

/** The entry owns the signer of the reading from now on. The seed bytes of the reading are zeroed. */
export function toEntry(id: EntryId, reading: CredsReading, origin: Origin | null): Entry {
  const { facts, jwt, signer, secret, source } = reading;
  secret?.raw.fill(0);
  const key = facts.seed.publicKey;
  const box = signer !== null && key !== null ? new SeedBox(signer, key) : null;
  if (box === null) signer?.wipe();
  return {
    id,
    fingerprint: fingerprintOf(reading),
    jwt,
    box,
    login: null,
    facts,
    sources: [source],
    origin,
    seedOrigin: null,
  };
}

/** An entry for a file that holds nothing readable, so that the user sees the fault. */
export function toUnreadableEntry(
  id: EntryId,
  { source, fault, dangers, context }: Nothing,
): Entry {
  const facts = {
    form: [],
    jwt: null,
    jwtFault: fault,
    seed: NO_SEED,
    unusable: fault,
    parts: 1,
    ...(dangers ? { dangers } : {}),
    ...(context ? { context } : {}),
  };
  return {
    id,
    fingerprint: null,
    jwt: null,
    box: null,
    login: null,
    facts,
    sources: [source],
    origin: null,
    seedOrigin: null,
  };
}

/** Made of the JWT and the state and key of the seed. Null when there is neither a JWT nor a key. */
export function fingerprintOf({ jwt, facts }: Pick<CredsReading, "jwt" | "facts">): string | null {
  const { state, publicKey } = facts.seed;
  return jwt === null && publicKey === null ? null : `${jwt} ${state} ${publicKey}`;
}

export function wipe(entry: Entry): void {
  entry.box?.wipe();
  entry.login?.wipe();
  entry.login = null;
  for (const origin of [entry.origin, entry.seedOrigin]) wipeOrigin(origin);
  entry.origin = null;
  entry.seedOrigin = null;
}

export function wipeOrigin(origin: Origin | null): void {
  if (origin?.kind === "cleaned") origin.bytes.fill(0);
}

/** What was read, and what was added to it. */
export function factsOf({
  facts,
  login,
}: Entry): Omit<CredsFacts, "id" | "sources" | "sameUserAs"> {
  return login === null ? facts : { ...facts, login: login.kind };
}

/**
 * Whether `newer` can replace `older`: the same user in the same account, issued later or, without a time of
 * issue, valid for longer, and sound now.
 */
export function isRenewalOf(older: Entry, newer: Entry, nowMs: number): boolean {
  const [old, renewed] = [summaryOf(older, nowMs), summaryOf(newer, nowMs)];
  const isBearerOnly = (entry: Entry, { isBearer }: EntrySummary) =>
    isBearer && entry.facts.seed.state === "absent";
  const canSign =
    newer.facts.seed.state === "matches" ||
    (isBearerOnly(older, old) && isBearerOnly(newer, renewed));
  return (
    old.subject !== null &&
    old.subject === renewed.subject &&
    old.account === renewed.account &&
    compareIssued(renewed, old) > 0 &&
    renewed.soundness !== "broken" &&
    canSign
  );
}

/** The user: who the JWT is for or, without a JWT, whose seed it is. Null when neither is readable. */
export function userKeyOf({ jwt, jwtFault, seed }: Entry["facts"]): string | null {
  if (jwt !== null) return jwt.subject;
  return jwtFault?.code === "creds/nkey-only" ? seed.publicKey : null;
}

export function summaryOf(entry: Entry, nowMs: number): EntrySummary {
  const { id, facts, sources } = entry;
  const { jwt } = facts;
  return {
    id,
    label: jwt?.name || (sources[0]?.name ?? id),
    subject: userKeyOf(facts),
    path: sources[0]?.name ?? "",
    account: jwt?.user?.issuerAccount ?? jwt?.issuer ?? null,
    issuer: jwt?.issuer ?? null,
    version: jwt?.version ?? 0,
    issuedAtSec: jwt?.issuedAtSec ?? null,
    expiresAtSec: jwt?.expiresAtSec ?? null,
    isBearer: jwt?.user?.isBearer ?? false,
    unusable: facts.unusable,
    soundness: soundnessOf({ ...factsOf(entry), id, sources, sameUserAs: null }, nowMs),
    isCleanable: jwt !== null && facts.unusable === null && isRefusedBySome(facts),
  };
}
