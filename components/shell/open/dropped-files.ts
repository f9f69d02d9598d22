// Turns a drop into File handles and walks dropped folders. Nothing is read here; only the vault reads the
// bytes of a file.

import type { FileRef } from "@/lib/shared/protocol/requests";

/** Stops a disk or a home folder from being read completely; further files are left out. */
export const MAX_FOLDER_FILES = 50_000;

/**
 * Returns a handle for every dropped file. Call it inside the drop event: the items are empty afterwards.
 * Files that the browser cannot open are left out.
 */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly FileRef[]> {
  const entries: FileSystemEntry[] = [];
  const found: FileRef[] = [];
  for (const item of transfer.items) {
    if (item.kind !== "file") continue;
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) entries.push(entry);
    else if (file !== null) found.push({ file, path: file.name, inFolder: false });
  }
  for (const entry of entries) await walk(entry, entry.name, found);
  return found;
}

async function walk(entry: FileSystemEntry, path: string, found: FileRef[]): Promise<void> {
  if (found.length >= MAX_FOLDER_FILES) return;
  if (isFile(entry)) {
    const file = await fileOf(entry);
    if (file !== null) found.push({ file, path, inFolder: true });
  } else if (isDirectory(entry)) {
    const reader = entry.createReader();
    // A reader returns at most a hundred entries at a time, and an empty list at the end.
    for (let part = await readSome(reader); part.length > 0; part = await readSome(reader)) {
      await Promise.all(part.map((child) => walk(child, `${path}/${child.name}`, found)));
    }
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File | null> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

function readSome(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
}
