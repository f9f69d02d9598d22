// Saved messages as a tree of folders. A press on a message takes it into the send form. The arrow keys move and fold, F2
// renames and Delete deletes; one line at a time can be reached by Tab.

import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { nextIndex } from "@/components/shared/list-keys";
import { escapedText } from "@/lib/page/base/visible-characters";
import { foldKey, foldSaved, panelStore } from "@/lib/page/state/panel-state";
import type { SavedMessage } from "@/lib/page/state/saved-message";
import { folderOf } from "@/lib/page/state/saved-path";
import type { SavedPlace } from "@/lib/page/storage/saved-messages";
import { keyOf, type SavedLine, type SavedTask, savedLines } from "./saved-lines";
import { SavedRow } from "./saved-row";

const PAGE_LINES = 8;

export interface SavedTreeProps {
  readonly label: string;
  readonly messages: readonly SavedMessage[];
  /** Null for those that the instance offers to everyone: they cannot be changed here. */
  readonly onTask: ((task: SavedTask) => void) | null;
}

export function SavedTree({ label, messages, onTask }: SavedTreeProps) {
  const folded = useStore(panelStore, (state) => state.foldedFolders);
  const [active, setActive] = useState({ key: "", index: 0 });
  const tree = onTask === null ? "offered" : "own";
  const lines = savedLines(messages, (path) => folded.has(foldKey(tree, path)));
  const found = lines.findIndex((line) => keyOf(line) === active.key);
  // When it is gone, the one that took its place.
  const current = found >= 0 ? found : Math.min(active.index, lines.length - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const line = lines[current];
    const isOnLine = event.target instanceof Element && event.target.matches("[data-place]");
    if (line === undefined || !isOnLine || event.altKey || event.ctrlKey || event.metaKey) return;
    const goTo = (index: number) => focusPlace(event.currentTarget, lines[index]);
    const handleKey = () => {
      const { key } = event;
      if (key === "ArrowRight" || key === "ArrowLeft") {
        const opens = key === "ArrowRight";
        if (line.kind === "folder" && line.isOpen !== opens) foldSaved(tree, line.path, !opens);
        else if (!opens) goTo(lines.findIndex((one) => isFolder(one, folderOf(line.path))));
        else if (line.kind === "folder") goTo(current + 1);
        return true;
      }
      if (onTask !== null && (key === "F2" || key === "Delete")) {
        onTask({ verb: key === "F2" ? "rename" : "delete", place: line });
        return true;
      }
      const next = nextIndex(key, current, lines.length, PAGE_LINES);
      if (next !== null) goTo(next);
      return next !== null;
    };
    if (!handleKey()) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const currentLine = lines[current];
  const rowOf = (line: SavedLine) => (
    <SavedRow
      line={line}
      isActive={line === currentLine}
      onFocus={() => setActive({ key: keyOf(line), index: lines.indexOf(line) })}
      onTask={onTask}
    />
  );
  return <Level label={label} lines={lines} rowOf={rowOf} onKeyDown={onKeyDown} />;
}

interface LevelProps {
  readonly label: string;
  /** Each folder is followed by what is below it. */
  readonly lines: readonly SavedLine[];
  readonly rowOf: (line: SavedLine) => ReactNode;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Lists in lists, so that a screen reader hears the folders as the eye sees them. */
function Level({ label, lines, rowOf, onKeyDown }: LevelProps) {
  const level = lines[0]?.level ?? 0;
  return (
    <ul aria-label={label} onKeyDown={onKeyDown}>
      {lines.map((line, index) => {
        if (line.level > level) return null;
        const end = lines.findIndex((one, at) => at > index && one.level <= level);
        const below = lines.slice(index + 1, end < 0 ? undefined : end);
        return (
          <li key={keyOf(line)}>
            {rowOf(line)}
            {below.length === 0 ? null : (
              <Level label={escapedText(line.label)} lines={below} rowOf={rowOf} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Gives the focus to a line, if it is there. */
export function focusPlace(within: Element, place: SavedPlace | undefined): void {
  if (place === undefined) return;
  const wanted = keyOf(place);
  for (const button of within.querySelectorAll<HTMLElement>("[data-place]")) {
    if (button.dataset["place"] === wanted) button.focus();
  }
}

const isFolder = ({ kind, path }: SavedPlace, folder: string): boolean =>
  kind === "folder" && path === folder;
