// The loaded creds in order of arrival, and the account and operator JWTs. Owned by the vault. Invariants:
// a seed is only inside a SeedBox; the same creds are one entry, however often they are loaded; the entry
// whose id is the user's key has the newest sound creds of that user, unless the server has still to
// accept them (renewals.ts); forgetting an entry wipes it.

import type {
  CredsFacts,
  EntryId,
  EntrySummary,
  SourceRef,
  TrustFacts,
} from "@/lib/shared/facts/creds";
import type { CredsReading, ReadResult } from "@/lib/vault/creds/read-creds";
import {
  type Entry,
  fingerprintOf,
  isRenewalOf,
  type Origin,
  summaryOf,
  toEntry,
  toUnreadableEntry,
  wipe,
} from "./keyring-entry";

/** A report is shown and not kept. */
export type KeyringResult = Exclude<ReadResult, { readonly kind: "report" }>;

/** What the keyring did with one reading. */
export type Arrival =
  | { readonly kind: "added" | "recognised"; readonly id: EntryId; readonly source: SourceRef }
  | { readonly kind: "trust" };

/** Kept of one entry. The oldest are left out. */
const MAX_SOURCES = 200;

export class Keyring {
  private readonly entries = new Map<EntryId, Entry>();
  private readonly byFingerprint = new Map<string, EntryId>();
  /** Entries of one user, in order of arrival. */
  private readonly bySubject = new Map<string, Set<EntryId>>();
  /** No smaller number is free for further creds of a user. */
  private readonly nextNumbers = new Map<string, number>();
  private readonly trustById = new Map<string, TrustFacts>();
  private unreadableCount = 0;

  get(id: EntryId): Entry | undefined {
    return this.entries.get(id);
  }

  ids(): readonly EntryId[] {
    return [...this.entries.keys()];
  }

  trust(): readonly TrustFacts[] {
    return [...this.trustById.values()];
  }

  /** `origin` is the source of a cleaned copy; null when it need not be kept. */
  add(result: KeyringResult, origin: Origin | null): Arrival {
    if (result.kind === "trust") {
      this.keepTrust(result.facts);
      return { kind: "trust" };
    }
    if (result.kind === "nothing") {
      const entry = toUnreadableEntry(this.nextUnreadable(), result);
      this.entries.set(entry.id, entry);
      return { kind: "added", id: entry.id, source: result.source };
    }
    const known = this.findSame(result);
    if (known === undefined) return this.addNew(result, origin);
    result.secret?.raw.fill(0);
    result.signer?.wipe();
    if (known.origin?.kind === "cleaned") known.origin.bytes.fill(0);
    known.origin = origin;
    known.facts = { ...known.facts, form: result.facts.form };
    known.sources = [
      ...known.sources.filter((one) => !isSameSource(one, result.source)).slice(1 - MAX_SOURCES),
      result.source,
    ];
    return { kind: "recognised", id: known.id, source: result.source };
  }

  summary(id: EntryId): EntrySummary | undefined {
    const entry = this.entries.get(id);
    return entry && summaryOf(entry, Date.now());
  }

  facts(id: EntryId): CredsFacts | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    const [first, second = null] = this.bySubject.get(entry.facts.jwt?.subject ?? "") ?? [];
    const sameUserAs = first === undefined || first === id ? second : first;
    return { ...entry.facts, id, sources: entry.sources, sameUserAs };
  }

  forget(id: EntryId): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    wipe(entry);
    this.entries.delete(id);
    if (entry.fingerprint !== null) this.byFingerprint.delete(entry.fingerprint);
    const subject = entry.facts.jwt?.subject ?? "";
    const left = this.bySubject.get(subject);
    left?.delete(id);
    const number = Number(id.split("~")[1] ?? Number.NaN);
    if (number < (this.nextNumbers.get(subject) ?? 0)) this.nextNumbers.set(subject, number);
    if (left?.size !== 0) return;
    this.bySubject.delete(subject);
    this.nextNumbers.delete(subject);
  }

  /** The entry that the creds of `id` would renew; null when they renew none. */
  findRenewedBy(id: EntryId): EntryId | null {
    const entry = this.entries.get(id);
    const base = entry?.facts.jwt?.subject ?? id;
    const older = base === id ? undefined : this.entries.get(base);
    return entry && older && isRenewalOf(older, entry, Date.now()) ? base : null;
  }

  /** Swaps the ids of two entries of one user, so that the newer creds have the user's key as id. */
  exchange(one: EntryId, other: EntryId): void {
    const [first, second] = [this.entries.get(one), this.entries.get(other)];
    if (first === undefined || second === undefined) return;
    for (const entry of [
      { ...first, id: other },
      { ...second, id: one },
    ]) {
      this.entries.set(entry.id, entry);
      if (entry.fingerprint !== null) this.byFingerprint.set(entry.fingerprint, entry.id);
    }
  }

  /** The JWT that arrives last replaces an earlier one of the same account or operator. */
  keepTrust(facts: TrustFacts): void {
    this.trustById.set(facts.id, facts);
  }

  forgetTrust(): void {
    this.trustById.clear();
  }

  /** False when there is none. */
  forgetOneTrust(id: string): boolean {
    return this.trustById.delete(id);
  }

  private findSame(reading: CredsReading): Entry | undefined {
    const mark = fingerprintOf(reading);
    const id = mark === null ? undefined : this.byFingerprint.get(mark);
    return id === undefined ? undefined : this.entries.get(id);
  }

  private addNew(reading: CredsReading, origin: Origin | null): Arrival {
    const subject = reading.facts.jwt?.subject ?? null;
    const entry = toEntry(this.newId(subject), reading, origin);
    this.entries.set(entry.id, entry);
    if (entry.fingerprint !== null) this.byFingerprint.set(entry.fingerprint, entry.id);
    if (subject !== null) {
      const ids = this.bySubject.get(subject) ?? new Set();
      this.bySubject.set(subject, ids.add(entry.id));
    }
    return { kind: "added", id: entry.id, source: reading.source };
  }

  /** The subject when it is a key; further creds of the same user get "~2", "~3" appended. */
  private newId(subject: string | null): EntryId {
    if (subject === null || !/^[A-Z2-7]{56}$/.test(subject)) return this.nextUnreadable();
    if (!this.entries.has(subject)) return subject;
    let number = this.nextNumbers.get(subject) ?? 2;
    while (this.entries.has(`${subject}~${number}`)) number += 1;
    this.nextNumbers.set(subject, number + 1);
    return `${subject}~${number}`;
  }

  private nextUnreadable(): EntryId {
    this.unreadableCount += 1;
    return `unreadable-${this.unreadableCount}`;
  }
}

function isSameSource(one: SourceRef, other: SourceRef): boolean {
  return one.kind === other.kind && one.name === other.name && one.part === other.part;
}
