// Imports files, pastes and samples into the keyring. Called by the vault. Thousands of creds may come at
// once: files are read in groups, entered in the order in which they came, and the page is notified a few
// times a second. The vault's other work runs in between (work-pace.ts). A file that cannot be read becomes
// an entry that says why.

import type { SourceRef } from "@/lib/shared/facts/creds";
import type { ImportResult } from "@/lib/shared/protocol/protocol";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { cleanedCopy } from "@/lib/vault/creds/cleaned-copy";
import { encodeSeed } from "@/lib/vault/creds/nkeys";
import { readCredsInBatches } from "@/lib/vault/creds/read-creds";
import { type ReadBatch, type ReadResult, wipeReading } from "@/lib/vault/creds/readings";
import { WorkPace } from "@/lib/vault/creds/work-pace";
import { enterBatch, type ImportTarget, newResult } from "./enter-batch";
import { ProgressReporter } from "./import-progress";
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
  private stopping = new AbortController();

  constructor(private readonly target: ImportTarget) {
    this.progress = new ProgressReporter(target);
  }

  /** Ends all imports: from here on they enter nothing, and wipe what they have read. Their results end early. */
  stop(): void {
    this.stopping.abort();
    this.stopping = new AbortController();
    this.progress.stop();
  }

  /** Never rejects. */
  async importFiles(
    files: readonly FileRef[],
    { before, total }: DropPosition,
  ): Promise<ImportResult> {
    const result = newResult();
    const { signal } = this.stopping;
    let done = before;
    const enter = async ({ readings, batches, isAlone }: StartedChunk) => {
      for (const [i, reading] of readings.entries()) {
        for await (const batch of (await batches)[i] ?? []) {
          if (signal.aborted) {
            wipeBatch(batch);
            // What a file alone has not given yet, its reader wipes.
            if (isAlone) break;
            continue;
          }
          this.progress.add(enterBatch(this.target, reading, batch.results, result));
          // The progress of a single file is that of its parts.
          if (total === 1 && batch.done < batch.total) {
            this.progress.onProgress(batch.done, batch.total);
          } else if (batch.done < batch.total) this.progress.onProgress(done, total);
          if (this.pace.add("entries", batch.results.length)) await this.pace.rest();
        }
        done += 1;
      }
      if (!signal.aborted) this.progress.onProgress(done, total);
    };
    await Promise.all(toGroups(files).map((group) => this.importGroup(group, enter, signal)));
    if (files.length === 0) this.progress.onProgress(done, total);
    return result;
  }

  /** Aborted when imports that began before are ended. */
  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  /** For a paste or a sample. `bytes` are zeroed. `signal`: of the moment when the user asked for it. */
  async importBytes(
    bytes: Uint8Array,
    from: Omit<SourceRef, "part" | "bytes">,
    signal = this.signal,
  ): Promise<ImportResult> {
    const pace = new WorkPace();
    const batches = readCredsInBatches(bytes, { ...from, bytes: bytes.length }, { pace });
    const reading = { name: from.name, batches, origin: cleanedOrigin, isOptional: false };
    const result = newResult();
    const progress = new ProgressReporter(this.target);
    for await (const batch of batches) {
      if (signal.aborted) {
        wipeBatch(batch);
        return result;
      }
      const { results, done, total } = batch;
      progress.add(enterBatch(this.target, reading, results, result));
      if (done < total) progress.onProgress(done, total);
      if (pace.add("entries", results.length)) await pace.rest();
    }
    if (!signal.aborted) progress.onProgress(1, 1);
    return result;
  }

  private importGroup(
    group: readonly FileRef[],
    enter: (chunk: StartedChunk) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const previousGroup = this.recentGroups.at(-1);
    const isQueueFull = this.recentGroups.length >= READ_AHEAD;
    const oldestGroup = isQueueFull ? this.recentGroups.shift() : undefined;
    const contents = Promise.resolve(oldestGroup).then(() =>
      signal.aborted ? [] : readTogether(group),
    );
    const entered = Promise.all([contents, previousGroup]).then(([ready]) =>
      this.enterGroup(toChunks(ready), enter, signal),
    );
    this.recentGroups.push(entered);
    return entered;
  }

  /** Parses some chunks while WebCrypto verifies those before them, and enters them in order. */
  private async enterGroup(
    chunks: readonly (readonly FileContent[])[],
    enter: (chunk: StartedChunk) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const started: StartedChunk[] = [];
    let next = 0;
    while (next < chunks.length || started.length > 0) {
      if (signal.aborted) {
        for (const { bytes } of chunks.slice(next).flat()) bytes?.fill(0);
        next = chunks.length;
      }
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

/** For what was read after its import was ended. */
function wipeBatch({ results }: ReadBatch): void {
  for (const result of results) if (result.kind === "creds") wipeReading(result);
}

/** Pasted text is not kept, so the cleaned copy of creds with format issues is made while the seed is known. */
function cleanedOrigin(result: ReadResult): Origin | null {
  if (result.kind !== "creds") return null;
  const { facts, jwt, secret } = result;
  // The JWT of a seed alone may come later.
  if (jwt === null) return secret ? { kind: "cleaned", bytes: encodeSeed(secret) } : null;
  return facts.form.length === 0 ? null : { kind: "cleaned", bytes: cleanedCopy(jwt, secret) };
}
