// The loaded creds in order of arrival, and the account and operator JWTs. Owned by the vault. Invariants:
// a seed is only inside a SeedBox; the same creds are one entry, however often they are loaded; the entry
// whose id is the user's key has the newest sound creds of that user, unless the server has still to
// accept them (renewals.ts); forgetting an entry wipes it.

import type {
  ContextFacts,
  CredsFacts,
  EntryId,
  EntrySummary,
  SourceRef,
  TrustFacts,
} from "@/lib/shared/facts/creds";
import {
  type CredsReading,
  type ReadResult,
  type TrustReading,
  wipeReading,
} from "@/lib/vault/creds/readings";
import { inPlaceOf, isSeedOnly, isWhole, needsSeed, withSeed } from "./join-parts";
import {
  type Entry,
  factsOf,
  fingerprintOf,
  isRenewalOf,
  type Origin,
  summaryOf,
  toEntry,
  toUnreadableEntry,
  userKeyOf,
  wipe,
  wipeOrigin,
} from "./keyring-entry";
import type { LoginBox } from "./login-box";

/** A report is shown and not kept. */
export type KeyringResult = Exclude<ReadResult, { readonly kind: "report" }>;

/** What the keyring did with one reading. */
export type Arrival =
  | { readonly kind: "added" | "recognised"; readonly id: EntryId; readonly source: SourceRef }
  /** A JWT and a seed of one user that came apart. `ids` are the entries that this completed. */
  | {
      readonly kind: "joined";
      readonly id: EntryId;
      readonly ids: readonly EntryId[];
      readonly source: SourceRef;
    }
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
  private readonly trustById = new Map<string, TrustReading>();
  /** Entries of contexts of the nats CLI, which point to creds. */
  private readonly contexts = new Set<EntryId>();
  private unreadableCount = 0;

  get(id: EntryId): Entry | undefined {
    return this.entries.get(id);
  }

  ids(): readonly EntryId[] {
    return [...this.entries.keys()];
  }

  /** The account or operator JWT as it was issued; undefined when there is none, or none that may be copied. */
  encodedTrust(id: string): string | undefined {
    return this.trustById.get(id)?.encoded ?? undefined;
  }

  trust(): readonly TrustFacts[] {
    return [...this.trustById.values()].map(({ facts }) => facts);
  }

  /** `origin` is the source of a cleaned copy; null when it need not be kept. */
  add(result: KeyringResult, origin: Origin | null): Arrival {
    if (result.kind === "trust") {
      this.keepTrust(result);
      return { kind: "trust" };
    }
    if (result.kind === "nothing") {
      const entry = toUnreadableEntry(this.nextUnreadable(), result);
      this.entries.set(entry.id, entry);
      if (result.context) this.contexts.add(entry.id);
      return { kind: "added", id: entry.id, source: result.source };
    }
    const known = this.findSame(result) ?? this.findLoaded(result);
    if (known !== undefined) return this.recognise(known, result, origin);
    return this.join(result, origin) ?? this.addNew(result, origin);
  }

  private recognise(known: Entry, result: CredsReading, origin: Origin | null): Arrival {
    const { source } = result;
    wipeReading(result);
    const isSame = known.fingerprint === fingerprintOf(result);
    // Of creds that came in parts, the entry keeps what it was made of.
    if (isSame && known.seedOrigin === null) {
      wipeOrigin(known.origin);
      known.origin = origin;
      known.facts = { ...known.facts, form: result.facts.form };
    } else wipeOrigin(origin);
    known.sources = [
      ...known.sources.filter((one) => !isSameSource(one, source)).slice(1 - MAX_SOURCES),
      source,
    ];
    return { kind: "recognised", id: known.id, source };
  }

  summary(id: EntryId): EntrySummary | undefined {
    const entry = this.entries.get(id);
    return entry && summaryOf(entry, Date.now());
  }

  facts(id: EntryId): CredsFacts | undefined {
    const entry = this.entries.get(id);
    if (entry === undefined) return undefined;
    const [first, second = null] = this.bySubject.get(userKeyOf(entry.facts) ?? "") ?? [];
    const sameUserAs = first === undefined || first === id ? second : first;
    const context = entry.facts.context ?? this.contextOf(entry);
    return {
      ...factsOf(entry),
      id,
      sources: entry.sources,
      sameUserAs,
      ...(context ? { context } : {}),
    };
  }

  /** Replaces what the user added to these creds, and wipes what was there. Null = nothing more is sent. */
  setLogin(id: EntryId, login: LoginBox | null): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    entry.login?.wipe();
    entry.login = login;
  }

  /** Gives renewed creds a copy of what the user added to the former ones, unless they have a login already. */
  passLoginOn(from: EntryId, to: EntryId): void {
    const copy = this.entries.get(from)?.login?.copy() ?? null;
    if (copy === null) return;
    if (this.entries.get(to)?.login === null) this.setLogin(to, copy);
    else copy.wipe();
  }

  /** Of a loaded context that names a file from which the creds came. */
  private contextOf({ facts, sources }: Entry): ContextFacts | undefined {
    if (facts.unusable !== null) return undefined;
    for (const id of this.contexts) {
      const { context } = this.entries.get(id)?.facts ?? {};
      const paths = [context?.credsPath, context?.nkeyPath].filter((path) => path != null);
      const names = paths.map(fileName);
      if (sources.some(({ name }) => names.includes(fileName(name)))) return context;
    }
    return undefined;
  }

  forget(id: EntryId): void {
    const entry = this.entries.get(id);
    if (entry === undefined) return;
    wipe(entry);
    this.entries.delete(id);
    this.contexts.delete(id);
    if (entry.fingerprint !== null) this.byFingerprint.delete(entry.fingerprint);
    const subject = userKeyOf(entry.facts) ?? "";
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
    const base = (entry && userKeyOf(entry.facts)) ?? id;
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
  keepTrust(reading: TrustReading): void {
    this.trustById.set(reading.facts.id, reading);
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

  private entriesOf(facts: Entry["facts"]): readonly Entry[] {
    const ids = this.bySubject.get(userKeyOf(facts) ?? "") ?? [];
    return [...ids].flatMap((id) => this.entries.get(id) ?? []);
  }

  /** An entry that has this part already, and the other one as well. */
  private findLoaded(part: CredsReading): Entry | undefined {
    if (isSeedOnly(part)) {
      const others = this.entriesOf(part.facts);
      return others.some(needsSeed) ? undefined : others.find(isWhole);
    }
    if (!needsSeed(part)) return undefined;
    return this.entriesOf(part.facts).find(({ jwt }) => jwt === part.jwt);
  }

  /** Completes entries that lack what `reading` has. Null when there are none. */
  private join(reading: CredsReading, origin: Origin | null): Arrival | null {
    const { source } = reading;
    const others = this.entriesOf(reading.facts);
    const seedOnly = others.find(isSeedOnly);
    if (isSeedOnly(reading)) {
      const waiting = others.filter(needsSeed);
      const [first] = waiting;
      if (first === undefined) return null;
      const seed = toEntry(first.id, reading, origin);
      this.completeAll(waiting, seed);
      return { kind: "joined", id: first.id, ids: waiting.map(({ id }) => id), source };
    }
    const jwtOnly = others.find((one) => needsSeed(one) && one.jwt === reading.jwt);
    const partial = jwtOnly ?? seedOnly;
    if (isWhole(reading) && partial !== undefined) {
      const entry = inPlaceOf(partial, reading, origin);
      this.replace(partial, entry);
      wipe(partial);
      const waiting = others.filter((one) => one !== partial && needsSeed(one));
      if (waiting.length > 0) this.completeAll(waiting, entry);
      return {
        kind: "joined",
        id: entry.id,
        ids: [entry.id, ...waiting.map(({ id }) => id)],
        source,
      };
    }
    if (!needsSeed(reading) || seedOnly === undefined || seedOnly.box === null) return null;
    const entry = withSeed(toEntry(seedOnly.id, reading, origin), {
      ...seedOnly,
      box: seedOnly.box,
    });
    this.replace(seedOnly, entry);
    return { kind: "joined", id: entry.id, ids: [entry.id], source };
  }

  /** Gives each of the entries the key of `seed`. */
  private completeAll(waiting: readonly Entry[], seed: Entry): void {
    const { box, origin } = seed;
    if (box === null) return;
    for (const entry of waiting) {
      const copied =
        origin?.kind === "cleaned" ? { ...origin, bytes: origin.bytes.slice() } : origin;
      this.replace(entry, withSeed(entry, { ...seed, origin: copied, box: box.copy() }));
    }
    if (seed.jwt !== null) return;
    box.wipe();
    wipeOrigin(origin);
  }

  /** What the user added stays with the entry. */
  private replace(former: Entry, entry: Entry): void {
    entry.login ??= former.login;
    former.login = null;
    if (former.fingerprint !== null) this.byFingerprint.delete(former.fingerprint);
    this.entries.set(entry.id, entry);
    if (entry.fingerprint !== null) this.byFingerprint.set(entry.fingerprint, entry.id);
  }

  private addNew(reading: CredsReading, origin: Origin | null): Arrival {
    const subject = userKeyOf(reading.facts);
    const others = subject === null ? [] : this.entriesOf(reading.facts);
    const entry = toEntry(this.newId(subject), reading, origin);
    this.entries.set(entry.id, entry);
    if (entry.fingerprint !== null) this.byFingerprint.set(entry.fingerprint, entry.id);
    if (subject !== null) {
      const ids = this.bySubject.get(subject) ?? new Set();
      this.bySubject.set(subject, ids.add(entry.id));
    }
    if (others.length > 0) this.completeWith(entry, others);
    return { kind: "added", id: entry.id, source: reading.source };
  }

  /** A user's JWT gets the seed of the user that is loaded, and the other way round. */
  private completeWith(entry: Entry, others: readonly Entry[]): void {
    if (isWhole(entry)) this.completeAll(others.filter(needsSeed), entry);
    const holder = needsSeed(entry) ? others.find(isWhole) : undefined;
    if (holder !== undefined) this.completeAll([entry], holder);
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

/** Without its folders, as Windows and others write them. */
const fileName = (path: string): string => path.replace(/^.*[/\\]/u, "");
