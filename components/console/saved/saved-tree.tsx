// Saved messages as a tree of folders. A press on a message takes it into the send form. The arrow keys move and fold, F2
// renames and Delete deletes; one line at a time can be reached by Tab.

import { ChevronRight, Pencil, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { nextIndex } from "@/components/shared/list-keys";
import { VisibleText } from "@/components/ui/visible-text";
import { fillFormWith } from "@/lib/page/actions/send/saved-message-actions";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatCount } from "@/lib/page/format/count";
import { foldSaved, panelStore } from "@/lib/page/state/panel-state";
import type { SavedMessage } from "@/lib/page/state/saved-message";
import { folderOf } from "@/lib/page/state/saved-path";
import type { SavedPlace } from "@/lib/page/storage/saved-messages";
import { type SavedLine, savedLines } from "./saved-lines";

const INDENT_PX = 16;
const PAGE_LINES = 8;

/** What the user wants to do with a message or a folder. */
export interface SavedTask {
  readonly verb: "rename" | "delete";
  readonly place: SavedPlace;
}

export interface SavedTreeProps {
  readonly label: string;
  readonly messages: readonly SavedMessage[];
  /** Null for those that the instance offers to everyone: they cannot be changed here. */
  readonly onTask: ((task: SavedTask) => void) | null;
}

export function SavedTree({ label, messages, onTask }: SavedTreeProps) {
  const folded = useStore(panelStore, (state) => state.foldedFolders);
  const [active, setActive] = useState({ key: "", index: 0 });
  const lines = savedLines(messages, folded);
  const found = lines.findIndex((line) => keyOf(line) === active.key);
  // When it is gone, the one that took its place.
  const current = found >= 0 ? found : Math.min(active.index, lines.length - 1);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const line = lines[current];
    if (line === undefined || !(event.target as HTMLElement).matches("[data-place]")) return;
    const goTo = (index: number) => focusPlace(event.currentTarget, lines[index]);
    const handleKey = () => {
      const { key } = event;
      if (key === "ArrowRight" || key === "ArrowLeft") {
        const opens = key === "ArrowRight";
        if (line.kind === "folder" && line.isOpen !== opens) foldSaved(line.path, !opens);
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

interface SavedRowProps {
  readonly line: SavedLine;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onTask: SavedTreeProps["onTask"];
}

function SavedRow({ line, isActive, onFocus, onTask }: SavedRowProps) {
  const { kind, path, level } = line;
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      data-saved={kind === "message" ? path : undefined}
      data-saved-folder={kind === "folder" ? path : undefined}
      className="flex min-w-0 items-center gap-0.5 border-b border-line"
    >
      <button
        type="button"
        tabIndex={tabIndex}
        onFocus={onFocus}
        data-place={keyOf(line)}
        aria-expanded={kind === "folder" ? line.isOpen : undefined}
        onClick={() =>
          kind === "folder" ? foldSaved(path, line.isOpen) : fillFormWith(line.message)
        }
        ref={(button) => {
          if (button !== null) button.style.paddingLeft = `${level * INDENT_PX}px`;
        }}
        className="flex h-7 min-w-0 flex-1 items-center gap-2 text-left text-data focus-visible:-outline-offset-2 pointer-coarse:h-11"
      >
        {kind === "folder" ? (
          <FolderLine line={line} />
        ) : (
          <MessageLine line={line} onTask={onTask} />
        )}
      </button>
      {onTask === null ? null : (
        <>
          <Tool
            label={`Rename or move ${escapedText(path)}`}
            tabIndex={tabIndex}
            onFocus={onFocus}
            onPress={() => onTask({ verb: "rename", place: line })}
          >
            <Pencil aria-hidden className="size-3" />
          </Tool>
          <Tool
            label={`Delete ${kind === "folder" ? "the folder " : ""}${escapedText(path)}`}
            tabIndex={tabIndex}
            onFocus={onFocus}
            onPress={() => onTask({ verb: "delete", place: line })}
          >
            <X aria-hidden className="size-3" />
          </Tool>
        </>
      )}
    </div>
  );
}

function FolderLine({ line }: { readonly line: Extract<SavedLine, { kind: "folder" }> }) {
  return (
    <>
      <ChevronRight
        aria-hidden
        className={cx("size-3.5 shrink-0 text-ink-3", line.isOpen && "rotate-90")}
      />
      <span className="min-w-0 truncate font-medium">
        <VisibleText>{line.label}</VisibleText>
      </span>
      <span className="ml-auto shrink-0 text-small text-ink-2 tabular-nums">
        {formatCount(line.count)}
      </span>
    </>
  );
}

interface MessageLineProps {
  readonly line: Extract<SavedLine, { kind: "message" }>;
  readonly onTask: SavedTreeProps["onTask"];
}

function MessageLine({ line: { label, message }, onTask }: MessageLineProps) {
  return (
    <>
      <span className="min-w-0 truncate pl-5.5 text-accent">
        <VisibleText>{label}</VisibleText>
      </span>
      <code className="min-w-0 truncate text-ink-2">
        <VisibleText>{label === message.subject ? "" : message.subject}</VisibleText>
      </code>
      <span className="ml-auto shrink-0 text-small text-ink-2">
        {onTask === null ? `offered, ${message.mode}` : message.mode}
      </span>
    </>
  );
}

interface ToolProps {
  readonly label: string;
  readonly tabIndex: number;
  readonly onFocus: () => void;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Tool({ label, tabIndex, onFocus, onPress, children }: ToolProps) {
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      aria-label={label}
      title={label}
      onFocus={onFocus}
      onClick={onPress}
      className="grid size-6 shrink-0 place-items-center text-ink-2 hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:size-11"
    >
      {children}
    </button>
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

const keyOf = ({ kind, path }: SavedPlace): string => `${kind} ${path}`;

const isFolder = ({ kind, path }: SavedPlace, folder: string): boolean =>
  kind === "folder" && path === folder;
