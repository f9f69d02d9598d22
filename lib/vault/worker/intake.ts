// Reads files, pastes and samples into the keyring. Called by the vault. Thousands of files at once:
// some are read at a time, they are entered in the order they came, and the page hears of it in
// chunks. A file that cannot be read becomes an entry that says why.

import { type Fault, fail, ok, type Result } from "@/lib/base/result";
import { MAX_FILE_BYTES, type ReadResult, readCreds } from "@/lib/creds/read-creds";
import type { ActionFault } from "@/lib/facts/action-fault";
import type { CauseCode } from "@/lib/facts/causes";
import type { EntryId, SourceRef } from "@/lib/facts/creds";
import type { BatchReport, FileRef, VaultEvent } from "@/lib/vault/protocol";
import type { Keyring } from "@/lib/vault/worker/keyring";
import type { Origin } from "@/lib/vault/worker/keyring-entry";

const AT_ONCE = 64;
const TELL_EVERY_MS = 400;

interface Reading {
  readonly results: readonly ReadResult[];
  readonly origin: (result: ReadResult) => Origin | null;
  /** Found in a folder: what holds no creds is no entry. */
  readonly isOptional: boolean;
}

type Emit = (event: VaultEvent) => void;

export async function takeFiles(
  keyring: Keyring,
  files: readonly FileRef[],
  emit: Emit,
): Promise<BatchReport> {
  const batch = new Batch(keyring, emit, files.length);
  const groups = groupsOf(files);
  let next = groups[0] === undefined ? null : readTogether(groups[0]);
  for (let index = 1; next !== null; index++) {
    // The next group's bytes are on their way while this one is verified.
    const contents = await next;
    const group = groups[index];
    next = group === undefined ? null : readTogether(group);
    const readings = contents.map(({ ref, bytes }) => readFile(ref, bytes));
    for (const reading of readings) batch.enter(await reading);
  }
  return batch.finish();
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
  keyring: Keyring,
  bytes: Uint8Array,
  from: Omit<SourceRef, "part" | "bytes">,
  emit: Emit,
): Promise<BatchReport> {
  const copy = bytes.slice();
  const results = await readCreds(bytes, { ...from, bytes: copy.length });
  const batch = new Batch(keyring, emit, 1);
  const origin = (result: ReadResult): Origin | null =>
    result.kind === "creds" && result.facts.form.length > 0
      ? { kind: "bytes", bytes: copy.slice() }
      : null;
  batch.enter({ results, origin, isOptional: false });
  copy.fill(0);
  return batch.finish();
}

/** A sample of the sandbox: a path of the page's own host, under /sandbox/ and nowhere else. */
export async function fetchSample(
  path: string,
  pageOrigin: string,
): Promise<Result<Uint8Array, ActionFault>> {
  try {
    const url = new URL(path, pageOrigin);
    if (url.origin !== pageOrigin || !url.pathname.startsWith("/sandbox/"))
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
    return { results: await readCreds(bytes, source), origin, isOptional: inFolder };
  } catch {
    // Moved, changed or removed since it was dropped, or a folder.
    return nothing(fail("creds/unreadable-file").fault, false);
  }
}

class Batch {
  private readonly added: EntryId[] = [];
  private readonly recognised: { id: EntryId; source: SourceRef }[] = [];
  private trust = 0;
  private skipped = 0;
  private done = 0;
  private toTell = new Set<EntryId>();
  private toldAt = performance.now();

  constructor(
    private readonly keyring: Keyring,
    private readonly emit: Emit,
    private readonly total: number,
  ) {}

  enter({ results, origin, isOptional }: Reading): void {
    this.done += 1;
    for (const result of results) {
      if (result.kind === "nothing" && isOptional) {
        this.skipped += 1;
        continue;
      }
      const arrival = this.keyring.add(result, origin(result));
      if (arrival.kind === "trust") {
        this.trust += 1;
        continue;
      }
      const { id, source } = arrival;
      if (arrival.kind === "added") this.added.push(id);
      else this.recognised.push({ id, source });
      this.toTell.add(id);
    }
    if (performance.now() - this.toldAt >= TELL_EVERY_MS) this.tell();
  }

  finish(): BatchReport {
    this.tell();
    if (this.trust > 0) this.emit({ kind: "trustChanged", trust: this.keyring.trust() });
    const { added, recognised, trust, skipped } = this;
    return { added, recognised, trust, skipped };
  }

  private tell(): void {
    const entries = [...this.toTell].flatMap((id) => this.keyring.summary(id) ?? []);
    if (entries.length > 0) this.emit({ kind: "entriesChanged", entries });
    if (this.total > 1) this.emit({ kind: "batchProgressed", done: this.done, total: this.total });
    this.toTell = new Set();
    this.toldAt = performance.now();
  }
}
