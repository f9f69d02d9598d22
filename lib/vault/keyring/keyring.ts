// The loaded creds, in order of arrival, and the account and operator JWTs kept beside them. Owned by
// the vault. Invariants: a seed is only inside a SeedBox; the same creds are one entry, however often
// they come; the row that goes by a user's key alone has the newest sound creds of that user, unless
// they are still on trial (renewals.ts); forgetting wipes.

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
  isRenewalOf,
  markOf,
  type Origin,
  summaryOf,
  toEntry,
  toUnreadableEntry,
  wipe,
} from "./keyring-entry";

/** A report is read and goes by: it is nothing to keep. */
export type KeyringResult = Exclude<ReadResult, { readonly kind: "report" }>;

/** What one reading led to. */
export type Arrival =
  | { readonly kind: "added" | "recognised"; readonly id: EntryId; readonly source: SourceRef }
  | { readonly kind: "trust" };

export class Keyring {
  private readonly entries = new Map<EntryId, Entry>();
  private readonly byMark = new Map<string, EntryId>();
  /** Entries of one subject, in order. */
  private readonly bySubject = new Map<string, EntryId[]>();
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

  /** `origin` is what a cleaned copy would be made from; null when there is no need to keep it. */
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
    const known = this.known(result);
    if (known === undefined) return this.addNew(result, origin);
    result.secret?.raw.fill(0);
    result.signer?.wipe();
    if (known.origin?.kind === "bytes") known.origin.bytes.fill(0);
    known.origin = origin;
    known.facts = { ...known.facts, form: result.facts.form };
    known.sources = [...known.sources.filter((one) => !isSame(one, result.source)), result.source];
    return { kind: "recognised", id: known.id, source: result.source };
  }

  summary(id: EntryId): EntrySummary | undefined {
    const entry = this.entries.get(id);
    return entry && summaryOf(entry, Date.now());
  }

  facts(id: EntryId): CredsFacts | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    const others = this.bySubject.get(entry.facts.jwt?.subject ?? "") ?? [];
    const sameUserAs = others.find((other) => other !== id) ?? null;
    return { ...entry.facts, id, sources: entry.sources, sameUserAs };
  }

  forget(id: EntryId): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    wipe(entry);
    this.entries.delete(id);
    if (entry.mark !== null) this.byMark.delete(entry.mark);
    const subject = entry.facts.jwt?.subject ?? "";
    const left = this.bySubject.get(subject)?.filter((other) => other !== id) ?? [];
    if (left.length > 0) this.bySubject.set(subject, left);
    else this.bySubject.delete(subject);
  }

  /** The row whose creds these would renew; null when they renew none. */
  renewedBy(id: EntryId): EntryId | null {
    const entry = this.entries.get(id);
    const base = entry?.facts.jwt?.subject ?? id;
    const former = base === id ? undefined : this.entries.get(base);
    return entry && former && isRenewalOf(former, entry, Date.now()) ? base : null;
  }

  /** Two rows of one user change places, so that the newer creds go by the user's key alone. */
  exchange(one: EntryId, other: EntryId): void {
    const [first, second] = [this.entries.get(one), this.entries.get(other)];
    if (first === undefined || second === undefined) return;
    for (const entry of [
      { ...first, id: other },
      { ...second, id: one },
    ]) {
      this.entries.set(entry.id, entry);
      if (entry.mark !== null) this.byMark.set(entry.mark, entry.id);
    }
  }

  /** The last that came of an account or operator counts. */
  keepTrust(facts: TrustFacts): void {
    this.trustById.set(facts.id, facts);
  }

  forgetTrust(): void {
    this.trustById.clear();
  }

  private known(reading: CredsReading): Entry | undefined {
    const mark = markOf(reading);
    const id = mark === null ? undefined : this.byMark.get(mark);
    return id === undefined ? undefined : this.entries.get(id);
  }

  private addNew(reading: CredsReading, origin: Origin | null): Arrival {
    const subject = reading.facts.jwt?.subject ?? null;
    const entry = toEntry(this.newId(subject), reading, origin);
    this.entries.set(entry.id, entry);
    if (entry.mark !== null) this.byMark.set(entry.mark, entry.id);
    if (subject !== null) {
      this.bySubject.set(subject, [...(this.bySubject.get(subject) ?? []), entry.id]);
    }
    return { kind: "added", id: entry.id, source: reading.source };
  }

  /** The subject where it is a key; other creds of the same user get "~2", "~3" behind it. */
  private newId(subject: string | null): EntryId {
    if (subject === null || !/^[A-Z2-7]{56}$/.test(subject)) return this.nextUnreadable();
    if (!this.entries.has(subject)) return subject;
    let number = 2;
    while (this.entries.has(`${subject}~${number}`)) number += 1;
    return `${subject}~${number}`;
  }

  private nextUnreadable(): EntryId {
    this.unreadableCount += 1;
    return `unreadable-${this.unreadableCount}`;
  }
}

function isSame(one: SourceRef, other: SourceRef): boolean {
  return one.kind === other.kind && one.name === other.name && one.part === other.part;
}
