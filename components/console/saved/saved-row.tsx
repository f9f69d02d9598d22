// One line of the saved messages: a folder with the number of its messages, or a message that a press takes into the send
// form; and beside it the buttons that rename and delete.

import { ChevronRight, Pencil, X } from "lucide-react";
import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { fillFormWith } from "@/lib/page/actions/send/saved-message-actions";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatCount } from "@/lib/page/format/count";
import { foldSaved } from "@/lib/page/state/panel-state";
import { keyOf, type SavedLine, type SavedTask } from "./saved-lines";

const INDENT_PX = 16;

export interface SavedRowProps {
  readonly line: SavedLine;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  /** Null for a message that cannot be changed. */
  readonly onTask: ((task: SavedTask) => void) | null;
}

export function SavedRow({ line, isActive, onFocus, onTask }: SavedRowProps) {
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
          kind === "folder"
            ? foldSaved(onTask === null ? "offered" : "own", path, line.isOpen)
            : fillFormWith(line.message)
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
  readonly onTask: SavedRowProps["onTask"];
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
