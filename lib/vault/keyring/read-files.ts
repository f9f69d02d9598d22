// Reads dropped files, many in one go, and the samples of the sandbox. Called by file-import.ts and the
// vault. Never rejects: a file that cannot be read gives a result that says why.

import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { FileRef } from "@/lib/shared/protocol/requests";
import {
  BUNDLE_HEAD_BYTES,
  beginsWithCreds,
  MAX_BUNDLE_BYTES,
  MAX_FILE_BYTES,
  readCredsInBatches,
  tooLargeParams,
} from "@/lib/vault/creds/read-creds";
import type { ReadBatch, ReadResult } from "@/lib/vault/creds/readings";
import type { WorkPace } from "@/lib/vault/creds/work-pace";
import type { Origin } from "./keyring-entry";

/** Files in one read. Of 64, 128, 256 and 512, 256 took the least time (10,000 files in 7.3 s). */
const FILES_PER_GROUP = 256;
/** Files, and their bytes, that are parsed at the same time. */
const FILES_PER_CHUNK = 16;
const BYTES_PER_CHUNK = 64 * 1024;

/** What one file or paste holds. */
export interface Reading {
  /** The name of the file or the paste. */
  readonly name: string;
  readonly batches: AsyncIterable<ReadBatch>;
  readonly origin: (result: ReadResult) => Origin | null;
  /** The file is from a folder: then it becomes an entry only if it holds creds. */
  readonly isOptional: boolean;
}

export interface FileContent {
  readonly ref: FileRef;
  /** Null when the file is too large or could not be read together with others. */
  readonly bytes: Uint8Array | null;
}

/** Limits the files, and the bytes, that are in memory before they are parsed. */
export function toGroups(files: readonly FileRef[]): readonly (readonly FileRef[])[] {
  const groups: FileRef[][] = [];
  let bytes = 0;
  for (const ref of files) {
    const group = groups.at(-1);
    bytes += ref.file.size;
    if (group === undefined || group.length >= FILES_PER_GROUP || bytes > MAX_FILE_BYTES) {
      groups.push([ref]);
      bytes = ref.file.size;
    } else group.push(ref);
  }
  return groups;
}

/** Small files together, each large file alone. */
export function toChunks(contents: readonly FileContent[]): readonly (readonly FileContent[])[] {
  const chunks: FileContent[][] = [];
  let bytes = 0;
  for (const content of contents) {
    const chunk = chunks.at(-1);
    bytes += content.ref.file.size;
    if (!chunk || chunk.length >= FILES_PER_CHUNK || bytes > BYTES_PER_CHUNK) {
      chunks.push([content]);
      bytes = content.ref.file.size;
    } else chunk.push(content);
  }
  return chunks;
}

/**
 * Reads the bytes of several files at once. Chromium spends about a millisecond on each read of a file,
 * whatever its size; as parts of one Blob, many files cost as much as one.
 */
export async function readTogether(group: readonly FileRef[]): Promise<readonly FileContent[]> {
  const unread = group.map((ref) => ({ ref, bytes: null }));
  if (group.length === 1) return unread;
  try {
    const whole = new Uint8Array(await new Blob(group.map(({ file }) => file)).arrayBuffer());
    let offset = 0;
    const contents = group.map((ref) => {
      const bytes = whole.slice(offset, offset + ref.file.size);
      offset += ref.file.size;
      return { ref, bytes };
    });
    whole.fill(0);
    return contents;
  } catch {
    // One of the files cannot be read. Each is then read separately, which finds the one that fails.
    return unread;
  }
}

/** Parses `content`, or reads the file when it is null. Nothing is read before the batches are taken. */
export function readFile(content: FileContent, pace: WorkPace): Reading {
  const { file, path, inFolder } = content.ref;
  const origin = (result: ReadResult): Origin | null =>
    result.kind === "creds" ? { kind: "file", file } : null;
  return { name: path, batches: readBatches(content, pace), origin, isOptional: inFolder };
}

async function* readBatches(
  { ref: { file, path }, bytes: content }: FileContent,
  pace: WorkPace,
): AsyncGenerator<ReadBatch, void> {
  const source = { kind: "file", name: path, bytes: file.size } as const;
  const nothing = (fault: Fault<CauseCode>): ReadBatch => ({
    results: [{ kind: "nothing", source: { ...source, part: 0 }, fault }],
    done: 1,
    total: 1,
  });
  try {
    if (file.size > MAX_FILE_BYTES && !(await isBundle(file))) {
      yield nothing(fail("creds/too-large", tooLargeParams(file.size)).fault);
      return;
    }
    const bytes = content ?? new Uint8Array(await file.arrayBuffer());
    yield* readCredsInBatches(bytes, source, { pace });
  } catch {
    // The file was moved, changed or removed after the drop, or is a folder.
    yield nothing(fail("creds/unreadable-file").fault);
  }
}

/** Whether a large file may hold many creds. Only its first bytes are read. */
async function isBundle(file: File): Promise<boolean> {
  if (file.size > MAX_BUNDLE_BYTES) return false;
  const head = new Uint8Array(await file.slice(0, BUNDLE_HEAD_BYTES).arrayBuffer());
  const isFound = await beginsWithCreds(head);
  head.fill(0);
  return isFound;
}

/** A sample of the sandbox. Only a file of the page's host in a folder named "sandbox" is fetched. */
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
