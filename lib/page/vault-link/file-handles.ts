// The File handles that the page passed on to the vault, unread. With them "Undo" reads a forgotten file
// again, and a restarted vault gets back the files that the former one had.

import type { FileRef } from "@/lib/shared/protocol/protocol";

const handles = new Map<string, FileRef>();

export function keepHandles(files: readonly FileRef[]): void {
  for (const ref of files) handles.set(ref.path, ref);
}

export function keptHandles(): readonly FileRef[] {
  return [...handles.values()];
}

/** The kept handles among these paths. */
export function handlesOf(paths: readonly string[]): readonly FileRef[] {
  return paths.flatMap((path) => handles.get(path) ?? []);
}

export function dropHandlesOf(paths: readonly string[]): void {
  for (const path of paths) handles.delete(path);
}

export function dropHandles(): void {
  handles.clear();
}
