// Reads files, pastes and samples into the keyring. Called by the vault. Thousands of files at once:
// some are read at a time, they are entered in the order they came, and the page hears of it in
// chunks. A file that cannot be read becomes an entry that says why.

import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { EntryId, SourceRef } from "@/lib/shared/facts/creds";
import {
  MAX_REPORTS,
  type Report,
  type ReportFault,
  type SavedReport,
} from "@/lib/shared/facts/report";
import type { FileRef, ImportResult, Renewal, VaultEvent } from "@/lib/shared/protocol/protocol";
import { MAX_FILE_BYTES, type ReadResult, readCreds } from "@/lib/vault/creds/read-creds";
import type { Keyring } from "./keyring";
import type { Origin } from "./keyring-entry";

/** As parts of one read; of 64, 128, 256 and 512 at once, 256 took the least time (10,000 in 7.3 s). */
const AT_ONCE = 256;
/** Groups of files whose bytes are on their way while one is verified: the disk is the slower part. */
const READ_AHEAD = 3;
const TELL_EVERY_MS = 400;

interface Reading {
  /** Of the file or the paste. */
  readonly name: string;
  readonly results: readonly ReadResult[];
  readonly origin: (result: ReadResult) => Origin | null;
  /** Found in a folder: what holds no creds is no entry. */
  readonly isOptional: boolean;
}

type Emit = (event: VaultEvent) => void;

/** Where what was read goes. */
export interface ImportTarget {
  readonly keyring: Keyring;
  readonly emit: Emit;
  /** Called for each creds that came; not null when they renew others, which it then has seen to. */
  renew(id: EntryId): Renewal | null;
}

/** Where some files stand in the drop that they are part of. */
export interface DropPart {
  readonly before: number;
  readonly total: number;
}

/** One for the vault: files are entered in the order they were passed on, whatever was read first. */
export class FileImporter {
  private readonly teller: ProgressReporter;
  /** When each of the groups taken last is entered, newest at the end. */
  private readonly lately: Promise<void>[] = [];

  constructor(private readonly target: ImportTarget) {
    this.teller = new ProgressReporter(target);
  }

  /** Never rejects. */
  async take(files: readonly FileRef[], { before, total }: DropPart): Promise<ImportResult> {
    const report = newReport();
    let done = before;
    const enter = (reading: Reading) => {
      this.teller.note(enterReading(this.target, reading, report));
      done += 1;
      this.teller.progress(done, total);
    };
    await Promise.all(groupsOf(files).map((group) => this.takeGroup(group, enter)));
    if (files.length === 0) this.teller.progress(done, total);
    return report;
  }

  private takeGroup(group: readonly FileRef[], enter: (reading: Reading) => void): Promise<void> {
    const former = this.lately.at(-1);
    const room = this.lately.length < READ_AHEAD ? undefined : this.lately.shift();
    const contents = Promise.resolve(room).then(() => readTogether(group));
    const entered = Promise.all([contents, former]).then(async ([ready]) => {
      const readings = ready.map(({ ref, bytes }) => readFile(ref, bytes));
      for (const reading of readings) enter(await reading);
    });
    this.lately.push(entered);
    return entered;
  }
}

interface Content {
  readonly ref: FileRef;
  /** Null when the file is too large or could not be read together with others. */
  readonly bytes: Uint8Array | null;
}

/** At most so many files, and so many bytes, are held unread by the parser at a time. */
function groupsOf(files: readonly FileRef[]): readonly (readonly FileRef[])[] {
  const groups: FileRef[][] = [];
  let bytes = 0;
  for (const ref of files) {
    const group = groups.at(-1);
    bytes += ref.file.size;
    if (group === undefined || group.length >= AT_ONCE || bytes > MAX_FILE_BYTES) {
      groups.push([ref]);
      bytes = ref.file.size;
    } else group.push(ref);
  }
  return groups;
}

/**
 * The bytes of several files in one read. Chromium spends about a millisecond on each read of a file,
 * whatever its size; as parts of one Blob, many cost as much as one.
 */
async function readTogether(group: readonly FileRef[]): Promise<readonly Content[]> {
  const apart = group.map((ref) => ({ ref, bytes: null }));
  if (group.length === 1) return apart;
  try {
    const whole = new Uint8Array(await new Blob(group.map(({ file }) => file)).arrayBuffer());
    let at = 0;
    const contents = group.map((ref) => {
      const bytes = whole.slice(at, at + ref.file.size);
      at += ref.file.size;
      return { ref, bytes };
    });
    whole.fill(0);
    return contents;
  } catch {
    // One of them cannot be read: each is tried by itself, and that one will say so.
    return apart;
  }
}

/** `bytes` are zeroed. */
export async function takeBytes(
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
  const report = newReport();
  const teller = new ProgressReporter(target);
  teller.note(
    enterReading(target, { name: from.name, results, origin, isOptional: false }, report),
  );
  teller.progress(1, 1);
  copy.fill(0);
  return report;
}

/** A sample of the sandbox: a file of the page's own host in a folder so named, and nowhere else. */
export async function fetchSample(
  path: string,
  pageOrigin: string,
): Promise<Result<Uint8Array, ActionFault>> {
  try {
    const url = new URL(path, pageOrigin);
    if (url.origin !== pageOrigin || !/\/sandbox\/[^/]+$/.test(url.pathname))
      return fail("not-found");
    const response = await fetch(url, { cache: "no-store", redirect: "error" });
    if (!response.ok) return fail("not-found", { status: response.status });
    return ok(new Uint8Array(await response.arrayBuffer()));
  } catch {
    return fail("not-found");
  }
}

async function readFile(
  { file, path, inFolder }: FileRef,
  content: Uint8Array | null,
): Promise<Reading> {
  const source = { kind: "file", name: path, bytes: file.size } as const;
  const origin = (): Origin => ({ kind: "file", file });
  const nothing = (fault: Fault<CauseCode>, isOptional: boolean): Reading => ({
    name: path,
    results: [{ kind: "nothing", source: { ...source, part: 0 }, fault }],
    origin: () => null,
    isOptional,
  });
  if (file.size > MAX_FILE_BYTES) {
    const params = { bytes: file.size, limit: MAX_FILE_BYTES };
    return nothing(fail("creds/too-large", params).fault, inFolder);
  }
  try {
    const bytes = content ?? new Uint8Array(await file.arrayBuffer());
    const results = await readCreds(bytes, source);
    return { name: path, results, origin, isOptional: inFolder };
  } catch {
    // Moved, changed or removed since it was dropped, or a folder.
    return nothing(fail("creds/unreadable-file").fault, false);
  }
}

type GrowingReport = {
  -readonly [Key in keyof ImportResult]: ImportResult[Key] extends readonly (infer Item)[]
    ? Item[]
    : ImportResult[Key];
};

const newReport = (): GrowingReport => ({
  added: [],
  recognised: [],
  renewed: [],
  trust: 0,
  reports: [],
  skipped: 0,
});

/** What of one file is new to the keyring or came again; the report grows by it. */
function enterReading(
  { keyring, renew }: ImportTarget,
  { name, results, origin, isOptional }: Reading,
  report: GrowingReport,
): Changes {
  const ids: EntryId[] = [];
  let hasTrust = false;
  for (const result of results) {
    if (result.kind === "nothing" && isOptional) {
      report.skipped += 1;
      continue;
    }
    if (result.kind === "report") {
      if (report.reports.length < MAX_REPORTS) report.reports.push(toSaved(name, result.read));
      continue;
    }
    const arrival = keyring.add(result, origin(result));
    if (arrival.kind === "trust") {
      report.trust += 1;
      hasTrust = true;
      continue;
    }
    const { id, source } = arrival;
    const renewal = renew(id);
    if (renewal !== null) {
      report.renewed.push(renewal);
      ids.push(renewal.id, renewal.other);
      continue;
    }
    if (arrival.kind === "added") report.added.push(id);
    else report.recognised.push({ id, source });
    ids.push(id);
  }
  return { ids, hasTrust };
}

function toSaved(name: string, read: Result<Report, ReportFault>): SavedReport {
  return read.ok ? { name, report: read.value } : { name, fault: read.fault };
}

interface Changes {
  readonly ids: readonly EntryId[];
  readonly hasTrust: boolean;
}

/** Tells the page what is new: at the end of a drop, and every so often before. */
class ProgressReporter {
  private toTell = new Set<EntryId>();
  private hasTrust = false;
  private toldAt = performance.now();

  constructor(private readonly target: ImportTarget) {}

  note({ ids, hasTrust }: Changes): void {
    for (const id of ids) this.toTell.add(id);
    this.hasTrust ||= hasTrust;
  }

  progress(done: number, total: number): void {
    const now = performance.now();
    if (done < total && now - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = now;
    const { keyring, emit } = this.target;
    const entries = [...this.toTell].flatMap((id) => keyring.summary(id) ?? []);
    if (entries.length > 0) emit({ kind: "entriesChanged", entries });
    if (total > 1) emit({ kind: "batchProgressed", done, total });
    if (this.hasTrust) emit({ kind: "trustChanged", trust: keyring.trust() });
    this.toTell = new Set();
    this.hasTrust = false;
  }
}
