// One loaded creds as the keyring keeps it, and what the page may know of it. Pure but for `wipe`.

import { soundnessOf } from "@/lib/shared/diagnosis/own-checks";
import type { CredsFacts, EntryId, EntrySummary, SourceRef } from "@/lib/shared/facts/creds";
import type { CredsReading } from "@/lib/vault/creds/read-creds";
import { SeedBox } from "./seed-box";

/** Where the text can be had again for a cleaned copy. */
export type Origin =
  | { readonly kind: "file"; readonly file: File }
  /** A copy of a paste or a sample, kept only while its form has findings. */
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };

export interface Entry {
  readonly id: EntryId;
  /** Recognises the same creds; null = never the same as others. */
  readonly mark: string | null;
  readonly jwt: string | null;
  readonly box: SeedBox | null;
  facts: Omit<CredsFacts, "id" | "sources" | "sameUserAs">;
  sources: readonly SourceRef[];
  origin: Origin | null;
}

type Nothing = { readonly source: SourceRef; readonly fault: CredsFacts["unusable"] };

const NO_SEED: CredsFacts["seed"] = {
  state: "absent",
  publicKey: null,
  fault: null,
  signer: null,
};

/** Takes over the signer of a reading and zeroes its seed bytes. */
export function toEntry(id: EntryId, reading: CredsReading, origin: Origin | null): Entry {
  const { facts, jwt, signer, secret, source } = reading;
  secret?.raw.fill(0);
  const key = facts.seed.publicKey;
  const box = signer !== null && key !== null ? new SeedBox(signer, key) : null;
  if (box === null) signer?.wipe();
  return { id, mark: markOf(reading), jwt, box, facts, sources: [source], origin };
}

/** A file that holds nothing readable, listed so that its fault can be seen. */
export function toUnreadableEntry(id: EntryId, { source, fault }: Nothing): Entry {
  const facts = { form: [], jwt: null, jwtFault: fault, seed: NO_SEED, unusable: fault };
  return { id, mark: null, jwt: null, box: null, facts, sources: [source], origin: null };
}

/** Same JWT and same outcome for the seed; of creds without a readable JWT, the same seed. */
export function markOf({ jwt, facts }: CredsReading): string | null {
  const { state, publicKey } = facts.seed;
  return jwt === null && publicKey === null ? null : `${jwt} ${state} ${publicKey}`;
}

export function wipe(entry: Entry): void {
  entry.box?.wipe();
  if (entry.origin?.kind === "bytes") entry.origin.bytes.fill(0);
  entry.origin = null;
}

/** Whether `next` can stand in for `former`: the same user in the same account, issued later, sound now. */
export function isRenewalOf(former: Entry, next: Entry, nowMs: number): boolean {
  const [old, young] = [summaryOf(former, nowMs), summaryOf(next, nowMs)];
  const isBearerOnly = (entry: Entry, { isBearer }: EntrySummary) =>
    isBearer && entry.facts.seed.state === "absent";
  const canSign =
    next.facts.seed.state === "matches" || (isBearerOnly(former, old) && isBearerOnly(next, young));
  return (
    old.subject !== null &&
    old.subject === young.subject &&
    old.account === young.account &&
    (young.issuedAtSec ?? 0) > (old.issuedAtSec ?? 0) &&
    young.soundness !== "broken" &&
    canSign
  );
}

export function summaryOf({ id, facts, sources }: Entry, nowMs: number): EntrySummary {
  const { jwt } = facts;
  return {
    id,
    label: jwt?.name || (sources[0]?.name ?? id),
    subject: jwt?.subject ?? null,
    account: jwt?.user?.issuerAccount ?? jwt?.issuer ?? null,
    version: jwt?.version ?? 0,
    issuedAtSec: jwt?.issuedAtSec ?? null,
    expiresAtSec: jwt?.expiresAtSec ?? null,
    isBearer: jwt?.user?.isBearer ?? false,
    unusable: facts.unusable,
    soundness: soundnessOf({ ...facts, id, sources, sameUserAs: null }, nowMs),
  };
}
