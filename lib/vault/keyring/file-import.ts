// Imports files, pastes and samples into the keyring. Called by the vault. Thousands of creds may come at
// once: files are read in groups, entered in the order in which they came, and the page is notified a few
// times a second. The vault's other work runs in between (work-pace.ts). A file that cannot be read becomes
// an entry that says why.

import type { Result } from "@/lib/shared/base/result";
import type { EntryId, Renewal, SourceRef } from "@/lib/shared/facts/creds";
import {
  MAX_REPORTS,
  type Report,
  type ReportFault,
  type SavedReport,
} from "@/lib/shared/facts/report";
import type { ImportResult, VaultEvent } from "@/lib/shared/protocol/protocol";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { cleanedCopy } from "@/lib/vault/creds/cleaned-copy";
import { encodeSeed } from "@/lib/vault/creds/nkeys";
import { readCredsInBatches } from "@/lib/vault/creds/read-creds";
import type { ReadBatch, ReadResult } from "@/lib/vault/creds/readings";
import { WorkPace } from "@/lib/vault/creds/work-pace";
import type { Keyring } from "./keyring";
import type { Origin } from "./keyring-entry";
import {
  type FileContent,
  type Reading,
  readFile,
  readTogether,
  toChunks,
  toGroups,
} from "./read-files";

/** Groups whose bytes are read while one is verified, because the disk is slower than the verification. */
const READ_AHEAD = 3;
/** Chunks that are parsed or verified at the same time. They are set aside together if the vault stops. */
const CHUNKS_AT_ONCE = 3;
/** The progress of so many is shown from the beginning. */
const LONG = 500;
const NOTIFY_EVERY_MS = 400;
/** Changed entries in one event, because the page and the vault spend time on each. */
const MAX_CHANGED = 256;
/** Findings that are listed even if the file was found in a folder. */
const ALWAYS_LISTED: readonly string[] = ["creds/unreadable-file", "creds/too-many"];

/** Receives what was read. */
export interface ImportTarget {
  readonly keyring: Keyring;
  readonly emit: (event: VaultEvent) => void;
  /** Starts a renewal when these creds renew loaded ones; null when they renew none. */
  renew(id: EntryId): Renewal | null;
  /** These entries have a JWT or a seed that they lacked. */
  onJoined(ids: readonly EntryId[]): void;
}

/** The position of some files in the drop that they are part of. */
export interface DropPosition {
  readonly before: number;
  readonly total: number;
}

/** The vault has one. It enters files in the order of its calls, whatever was read first. */
export class FileImporter {
  private readonly progress: ProgressReporter;
  private readonly pace = new WorkPace();
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
    const enter = async ({ readings, batches }: StartedChunk) => {
      for (const [i, reading] of readings.entries()) {
        for await (const batch of (await batches)[i] ?? []) {
          this.progress.add(enterBatch(this.target, reading, batch.results, result));
          // The progress of a single file is that of its parts.
          if (total === 1 && batch.done < batch.total) {
            this.progress.onProgress(batch.done, batch.total);
          } else if (batch.done < batch.total) this.progress.onProgress(done, total);
          if (this.pace.add("entries", batch.results.length)) await this.pace.rest();
        }
        done += 1;
      }
      this.progress.onProgress(done, total);
    };
    await Promise.all(toGroups(files).map((group) => this.importGroup(group, enter)));
    if (files.length === 0) this.progress.onProgress(done, total);
    return result;
  }

  private importGroup(
    group: readonly FileRef[],
    enter: (chunk: StartedChunk) => Promise<void>,
  ): Promise<void> {
    const previousGroup = this.recentGroups.at(-1);
    const isQueueFull = this.recentGroups.length >= READ_AHEAD;
    const oldestGroup = isQueueFull ? this.recentGroups.shift() : undefined;
    const contents = Promise.resolve(oldestGroup).then(() => readTogether(group));
    const entered = Promise.all([contents, previousGroup]).then(([ready]) =>
      this.enterGroup(toChunks(ready), enter),
    );
    this.recentGroups.push(entered);
    return entered;
  }

  /** Parses some chunks while WebCrypto verifies those before them, and enters them in order. */
  private async enterGroup(
    chunks: readonly (readonly FileContent[])[],
    enter: (chunk: StartedChunk) => Promise<void>,
  ): Promise<void> {
    const started: StartedChunk[] = [];
    let next = 0;
    while (next < chunks.length || started.length > 0) {
      while (next < chunks.length && canStart(started, chunks[next])) {
        started.push(this.startChunk(chunks[next] ?? []));
        next += 1;
        // The page names these files if the vault stops while it reads them.
        this.target.emit({ kind: "filesBegun", paths: started.flatMap(({ paths }) => paths) });
      }
      const [first] = started;
      if (first === undefined) continue;
      await enter(first);
      started.shift();
    }
  }

  private startChunk(chunk: readonly FileContent[]): StartedChunk {
    const readings = chunk.map((content) => readFile(content, this.pace));
    const isAlone = chunk.length === 1;
    return {
      paths: chunk.map(({ ref }) => ref.path),
      readings,
      isAlone,
      // A large file is alone in its chunk, and its parts are entered as they are read.
      batches: isAlone
        ? Promise.resolve(readings.map(({ batches }) => batches))
        : Promise.all(readings.map(({ batches }) => collect(batches))),
    };
  }
}

/** Files that are being read and verified. */
interface StartedChunk {
  readonly paths: readonly string[];
  readonly readings: readonly Reading[];
  readonly isAlone: boolean;
  readonly batches: Promise<readonly (AsyncIterable<ReadBatch> | readonly ReadBatch[])[]>;
}

/** A large file is read by itself, because it needs memory. */
function canStart(started: readonly StartedChunk[], next: readonly FileContent[] = []): boolean {
  if (started.length === 0) return true;
  const isAlone = next.length === 1 || started.some((chunk) => chunk.isAlone);
  return !isAlone && started.length < CHUNKS_AT_ONCE;
}

/** Reads everything at once, so that several files are verified at the same time. */
async function collect(batches: AsyncIterable<ReadBatch>): Promise<readonly ReadBatch[]> {
  const all: ReadBatch[] = [];
  for await (const batch of batches) all.push(batch);
  return all;
}

/** `bytes` are zeroed. */
export async function importBytes(
  target: ImportTarget,
  bytes: Uint8Array,
  from: Omit<SourceRef, "part" | "bytes">,
): Promise<ImportResult> {
  const pace = new WorkPace();
  const batches = readCredsInBatches(bytes, { ...from, bytes: bytes.length }, { pace });
  const reading = { name: from.name, batches, origin: cleanedOrigin, isOptional: false };
  const result = newResult();
  const progress = new ProgressReporter(target);
  for await (const { results, done, total } of batches) {
    progress.add(enterBatch(target, reading, results, result));
    if (done < total) progress.onProgress(done, total);
    if (pace.add("entries", results.length)) await pace.rest();
  }
  progress.onProgress(1, 1);
  return result;
}

/** Pasted text is not kept, so the cleaned copy of creds with format issues is made while the seed is known. */
function cleanedOrigin(result: ReadResult): Origin | null {
  if (result.kind !== "creds") return null;
  const { facts, jwt, secret } = result;
  // The JWT of a seed alone may come later.
  if (jwt === null) return secret ? { kind: "cleaned", bytes: encodeSeed(secret) } : null;
  return facts.form.length === 0 ? null : { kind: "cleaned", bytes: cleanedCopy(jwt, secret) };
}

type GrowingResult = {
  -readonly [Key in keyof ImportResult]: ImportResult[Key] extends readonly (infer Item)[]
    ? Item[]
    : ImportResult[Key];
};

const newResult = (): GrowingResult => ({
  added: [],
  recognised: [],
  joined: [],
  renewed: [],
  trust: 0,
  reports: [],
  skipped: 0,
});

/** Enters what one file holds, or a part of it, into the keyring and adds it to `result`. */
function enterBatch(
  { keyring, renew, onJoined }: ImportTarget,
  { name, origin, isOptional }: Reading,
  results: readonly ReadResult[],
  result: GrowingResult,
): Changes {
  const ids: EntryId[] = [];
  let hasTrust = false;
  for (const found of results) {
    if (found.kind === "nothing" && isOptional && !ALWAYS_LISTED.includes(found.fault.code)) {
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
    if (arrival.kind === "joined") {
      onJoined(arrival.ids);
      result.joined.push(...arrival.ids);
      ids.push(...arrival.ids);
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

/** Notifies the page of changed entries: every NOTIFY_EVERY_MS during a drop, after MAX_CHANGED, and at its end. */
class ProgressReporter {
  private changedIds = new Set<EntryId>();
  private hasTrust = false;
  private notifiedAt = performance.now();
  /** The page shows progress that has not come to its end. */
  private isShown = false;

  constructor(private readonly target: ImportTarget) {}

  add({ ids, hasTrust }: Changes): void {
    for (const id of ids) this.changedIds.add(id);
    this.hasTrust ||= hasTrust;
  }

  onProgress(done: number, total: number): void {
    const now = performance.now();
    const isLongAhead = !this.isShown && total - done >= LONG;
    const isDue =
      isLongAhead ||
      now - this.notifiedAt >= NOTIFY_EVERY_MS ||
      this.changedIds.size >= MAX_CHANGED;
    if (done < total && !isDue) return;
    this.notifiedAt = now;
    const { keyring, emit } = this.target;
    const entries = [...this.changedIds].flatMap((id) => keyring.summary(id) ?? []);
    if (entries.length > 0) emit({ kind: "entriesChanged", entries });
    if (total > 1 || this.isShown) emit({ kind: "batchProgressed", done, total });
    this.isShown = total > 1 && done < total;
    if (this.hasTrust) emit({ kind: "trustChanged", trust: keyring.trust() });
    this.changedIds = new Set();
    this.hasTrust = false;
  }
}
