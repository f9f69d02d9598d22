// The File handles that the page passed on to the vault, unread. With them "Undo" reads a forgotten file
// again, and a restarted vault gets back the files that the former one had. A file that was being read when
// the vault stopped may have stopped it, so it is set aside until the user decides.

import type { FileRef } from "@/lib/shared/protocol/requests";

type Progress = "waiting" | "begun" | "read" | "set-aside";

/** By path, in the order in which the files were opened. */
const handles = new Map<string, { readonly ref: FileRef; progress: Progress }>();
/** The paths that the vault reported last. */
let begun: readonly string[] = [];

/** Call before the files are passed on. */
export function expectFiles(files: readonly FileRef[]): void {
  for (const ref of files) handles.set(ref.path, { ref, progress: "waiting" });
}

/** The vault reads these files now, and has read those that it reported before. */
export function setBegun(paths: readonly string[]): void {
  setProgress(begun, "read");
  setProgress(paths, "begun");
  begun = paths;
}

/** The vault has answered for these files. */
export function keepHandles(files: readonly FileRef[]): void {
  setProgress(
    files.map(({ path }) => path),
    "read",
  );
}

/** Call after the vault stopped. The files that were being read are set aside, and not read again unasked. */
export function recoverHandles(): {
  readonly readable: readonly FileRef[];
  readonly setAside: readonly FileRef[];
} {
  setProgress(
    [...handles].flatMap(([path, { progress }]) => (progress === "begun" ? path : [])),
    "set-aside",
  );
  begun = [];
  const all = [...handles.values()];
  const refs = (isAside: boolean) =>
    all.filter(({ progress }) => (progress === "set-aside") === isAside).map(({ ref }) => ref);
  return { readable: refs(false), setAside: refs(true) };
}

/** The handles of the files among these paths that were set aside. */
export function setAsideOf(paths: readonly string[]): readonly FileRef[] {
  return handlesIn(paths, "set-aside");
}

/** The handles of the files among these paths that were read. */
export function handlesOf(paths: readonly string[]): readonly FileRef[] {
  return handlesIn(paths, "read");
}

function handlesIn(paths: readonly string[], progress: Progress): readonly FileRef[] {
  return paths.flatMap((path) => {
    const handle = handles.get(path);
    return handle?.progress === progress ? handle.ref : [];
  });
}

export function dropHandlesOf(paths: readonly string[]): void {
  for (const path of paths) handles.delete(path);
}

export function dropHandles(): void {
  handles.clear();
}

function setProgress(paths: readonly string[], progress: Progress): void {
  for (const path of paths) {
    const handle = handles.get(path);
    if (handle !== undefined) handle.progress = progress;
  }
}
