// Saved messages as the lines of a tree, in the order in which they are shown. Pure; used by saved-tree.tsx.

import type { SavedMessage } from "@/lib/page/state/saved-message";
import { folderOf, isBelow, labelOf } from "@/lib/page/state/saved-path";
import type { SavedPlace } from "@/lib/page/storage/saved-messages";

export type SavedLine = {
  readonly path: string;
  /** The last part of the path. */
  readonly label: string;
  /** From 0. */
  readonly level: number;
} & (
  | {
      readonly kind: "folder";
      /** Messages in it and in the folders below. */
      readonly count: number;
      readonly isOpen: boolean;
    }
  | { readonly kind: "message"; readonly message: SavedMessage }
);

/** A message and a folder can have the same path. */
export const keyOf = ({ kind, path }: SavedPlace): string => `${kind} ${path}`;

/** What the user wants to do with a message or a folder. */
export interface SavedTask {
  readonly verb: "rename" | "delete" | "replace";
  readonly place: SavedPlace;
}

/** All folders, those above others included, in the order of their names. */
export function foldersOf(messages: readonly SavedMessage[]): readonly string[] {
  const folders = new Set<string>();
  for (const { name } of messages) {
    for (let folder = folderOf(name); folder !== ""; folder = folderOf(folder)) folders.add(folder);
  }
  return [...folders].toSorted((a, b) => a.localeCompare(b));
}

/** The messages as the lines of a tree: on each level the folders first. Those in a folded folder are left out. */
export function savedLines(
  messages: readonly SavedMessage[],
  isFolded: (path: string) => boolean,
): readonly SavedLine[] {
  const folders = foldersOf(messages);
  const linesIn = (folder: string, level: number): readonly SavedLine[] => [
    ...folders
      .filter((path) => folderOf(path) === folder)
      .flatMap((path): readonly SavedLine[] => {
        const isOpen = !isFolded(path);
        const count = messages.filter(({ name }) => isBelow(name, path)).length;
        const line: SavedLine = {
          kind: "folder",
          path,
          label: labelOf(path),
          level,
          count,
          isOpen,
        };
        return [line, ...(isOpen ? linesIn(path, level + 1) : [])];
      }),
    ...messages
      .filter(({ name }) => folderOf(name) === folder)
      .map((message): SavedLine => {
        const { name: path } = message;
        return { kind: "message", path, label: labelOf(path), level, message };
      }),
  ];
  return linesIn("", 0);
}
