// Reads dropped files, many in one go, and the samples of the sandbox. Called by file-import.ts and the
// vault. Never rejects: a file that cannot be read gives a result that says why.

import { type Fault, fail, ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { FileRef } from "@/lib/shared/protocol/protocol";
import { MAX_FILE_BYTES, type ReadResult, readCreds } from "@/lib/vault/creds/read-creds";
import type { Origin } from "./keyring-entry";

/** Files in one read. Of 64, 128, 256 and 512, 256 took the least time (10,000 files in 7.3 s). */
const FILES_PER_GROUP = 256;

/** What one file or paste holds. */
export interface Reading {
  /** The name of the file or the paste. */
  readonly name: string;
  readonly results: readonly ReadResult[];
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

/** Parses `content`, or reads the file when it is null. */
export async function readFile({
  ref: { file, path, inFolder },
  bytes: content,
}: FileContent): Promise<Reading> {
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
    // The file was moved, changed or removed after the drop, or is a folder.
    return nothing(fail("creds/unreadable-file").fault, false);
  }
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
