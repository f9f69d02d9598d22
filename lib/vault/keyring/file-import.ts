// Imports files, pastes and samples into the keyring. Called by the vault. Thousands of files may come at
// once: they are read in groups, entered in the order in which they came, and the page is notified a few
// times a second. A file that cannot be read becomes an entry that says why.

import type { Result } from "@/lib/shared/base/result";
import type { EntryId, SourceRef } from "@/lib/shared/facts/creds";
import {
  MAX_REPORTS,
  type Report,
  type ReportFault,
  type SavedReport,
} from "@/lib/shared/facts/report";
import type { FileRef, ImportResult, Renewal, VaultEvent } from "@/lib/shared/protocol/protocol";
import { type ReadResult, readCreds } from "@/lib/vault/creds/read-creds";
import type { Keyring } from "./keyring";
import type { Origin } from "./keyring-entry";
import { type Reading, readFile, readTogether, toGroups } from "./read-files";

/** Groups whose bytes are read while one is verified, because the disk is slower than the verification. */
const READ_AHEAD = 3;
const NOTIFY_EVERY_MS = 400;

/** Receives what was read. */
export interface ImportTarget {
  readonly keyring: Keyring;
  readonly emit: (event: VaultEvent) => void;
  /** Starts a renewal when these creds renew loaded ones; null when they renew none. */
  renew(id: EntryId): Renewal | null;
}

/** The position of some files in the drop that they are part of. */
export interface DropPosition {
  readonly before: number;
  readonly total: number;
}

/** The vault has one. It enters files in the order of its calls, whatever was read first. */
export class FileImporter {
  private readonly progress: ProgressReporter;
  /** The last groups; each settles when its files are in the keyring. The newest is last. */
  private readonly recentGroups: Promise<void>[] = [];

  constructor(private readonly target: ImportTarget) {
    this.progress = new ProgressReporter(target);
  }

  /** Never rejects. */
  async importFiles(
    files: readonly FileRef[],
    { before, total }: DropPosition,
  ): Promise<ImportResult> {
    const result = newResult();
    let done = before;
    const enter = (reading: Reading) => {
      this.progress.add(enterReading(this.target, reading, result));
      done += 1;
      this.progress.onProgress(done, total);
    };
    await Promise.all(toGroups(files).map((group) => this.importGroup(group, enter)));
    if (files.length === 0) this.progress.onProgress(done, total);
    return result;
  }

  private importGroup(group: readonly FileRef[], enter: (reading: Reading) => void): Promise<void> {
    const previousGroup = this.recentGroups.at(-1);
    const isQueueFull = this.recentGroups.length >= READ_AHEAD;
    const oldestGroup = isQueueFull ? this.recentGroups.shift() : undefined;
    const contents = Promise.resolve(oldestGroup).then(() => readTogether(group));
    const entered = Promise.all([contents, previousGroup]).then(async ([ready]) => {
      const readings = ready.map(readFile);
      for (const reading of readings) enter(await reading);
    });
    this.recentGroups.push(entered);
    return entered;
  }
}

/** `bytes` are zeroed. */
export async function importBytes(
  target: ImportTarget,
  bytes: Uint8Array,
  from: Omit<SourceRef, "part" | "bytes">,
): Promise<ImportResult> {
  const copy = bytes.slice();
  const results = await readCreds(bytes, { ...from, bytes: copy.length });
  const origin = (result: ReadResult): Origin | null =>
    result.kind === "creds" && result.facts.form.length > 0
      ? { kind: "bytes", bytes: copy.slice() }
      : null;
  const result = newResult();
  const progress = new ProgressReporter(target);
  progress.add(
    enterReading(target, { name: from.name, results, origin, isOptional: false }, result),
  );
  progress.onProgress(1, 1);
  copy.fill(0);
  return result;
}

type GrowingResult = {
  -readonly [Key in keyof ImportResult]: ImportResult[Key] extends readonly (infer Item)[]
    ? Item[]
    : ImportResult[Key];
};

const newResult = (): GrowingResult => ({
  added: [],
  recognised: [],
  renewed: [],
  trust: 0,
  reports: [],
  skipped: 0,
});

/** Enters what one file holds into the keyring and adds it to `result`. */
function enterReading(
  { keyring, renew }: ImportTarget,
  { name, results, origin, isOptional }: Reading,
  result: GrowingResult,
): Changes {
  const ids: EntryId[] = [];
  let hasTrust = false;
  for (const found of results) {
    if (found.kind === "nothing" && isOptional) {
      result.skipped += 1;
      continue;
    }
    if (found.kind === "report") {
      if (result.reports.length < MAX_REPORTS) result.reports.push(toSavedReport(name, found.read));
      continue;
    }
    const arrival = keyring.add(found, origin(found));
    if (arrival.kind === "trust") {
      result.trust += 1;
      hasTrust = true;
      continue;
    }
    const { id, source } = arrival;
    const renewal = renew(id);
    if (renewal !== null) {
      result.renewed.push(renewal);
      ids.push(renewal.id, renewal.other);
      continue;
    }
    if (arrival.kind === "added") result.added.push(id);
    else result.recognised.push({ id, source });
    ids.push(id);
  }
  return { ids, hasTrust };
}

function toSavedReport(name: string, read: Result<Report, ReportFault>): SavedReport {
  return read.ok ? { name, report: read.value } : { name, fault: read.fault };
}

interface Changes {
  readonly ids: readonly EntryId[];
  readonly hasTrust: boolean;
}

/** Notifies the page of changed entries: every NOTIFY_EVERY_MS during a drop, and at its end. */
class ProgressReporter {
  private changedIds = new Set<EntryId>();
  private hasTrust = false;
  private notifiedAt = performance.now();

  constructor(private readonly target: ImportTarget) {}

  add({ ids, hasTrust }: Changes): void {
    for (const id of ids) this.changedIds.add(id);
    this.hasTrust ||= hasTrust;
  }

  onProgress(done: number, total: number): void {
    const now = performance.now();
    if (done < total && now - this.notifiedAt < NOTIFY_EVERY_MS) return;
    this.notifiedAt = now;
    const { keyring, emit } = this.target;
    const entries = [...this.changedIds].flatMap((id) => keyring.summary(id) ?? []);
    if (entries.length > 0) emit({ kind: "entriesChanged", entries });
    if (total > 1) emit({ kind: "batchProgressed", done, total });
    if (this.hasTrust) emit({ kind: "trustChanged", trust: keyring.trust() });
    this.changedIds = new Set();
    this.hasTrust = false;
  }
}
