// One line of the subject tree: a token with the figures of everything at and below it, and buttons to filter by it,
// hide it, or subscribe to it.

import { ChevronRight, EyeOff, ListFilter, Rss } from "lucide-react";
import { memo, type ReactNode } from "react";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { TreeNode } from "@/lib/shared/facts/log-figures";
import { SparkLine } from "./spark-line";
import { deeperSubject } from "./tree-lines";

/** Subject, messages, rate, bytes, last minute, last value, actions. A narrow panel keeps four of them. */
export const TREE_COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_64px_60px_84px] @min-[700px]:grid-cols-[minmax(150px,1.2fr)_76px_64px_66px_84px_minmax(0,1fr)_84px]";
export const WIDE_ONLY = "hidden @min-[700px]:block";

export const TREE_ROW_PX = 29;

export interface TreeRowProps {
  readonly node: TreeNode;
  readonly level: number;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly index: number;
  readonly offset: number;
  /** False while it is not possible to subscribe. */
  readonly canSubscribe: boolean;
  readonly onToggle: (path: string, isOpen: boolean) => void;
  readonly onFilter: (node: TreeNode) => void;
  readonly onHide: (node: TreeNode) => void;
  readonly onSubscribe: (subject: string) => void;
}

export function treeRowId(path: string): string {
  return `subject-${path}`;
}

export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { node, level, isOpen, isActive, index, offset } = props;
  const { path, token, children } = node;
  const deeper = deeperSubject(node);
  const shown = escapedText(token);
  const tabIndex = isActive ? 0 : -1;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and refers to its active row.
    // biome-ignore lint/a11y/useSemanticElements: a positioned row; a table cannot be virtual.
    <div
      role="row"
      id={treeRowId(path)}
      aria-level={level}
      aria-rowindex={index + 1}
      aria-expanded={children > 0 ? isOpen : undefined}
      data-subject={path}
      data-messages={node.messages}
      ref={(row) => {
        if (row !== null) row.style.transform = `translateY(${offset}px)`;
      }}
      className={cx(
        TREE_COLUMNS,
        "absolute inset-x-0 top-0 h-[29px] items-center border-b border-line/55 hover:bg-sunken",
        isActive && "group-focus:bg-accent-soft",
      )}
    >
      <Cell className="flex min-w-0 items-center pl-1.5">
        <span
          aria-hidden
          className="shrink-0"
          ref={(space) => {
            if (space !== null) space.style.width = `${(level - 1) * 16}px`;
          }}
        />
        <button
          type="button"
          tabIndex={tabIndex}
          disabled={children === 0}
          aria-label={isOpen ? `Close ${shown}` : `Open ${shown}`}
          onClick={() => props.onToggle(path, !isOpen)}
          className="grid size-6 shrink-0 place-items-center text-ink-2 disabled:invisible"
        >
          <ChevronRight aria-hidden className={cx("size-3.5", isOpen && "rotate-90")} />
        </button>
        <span className="mono truncate" title={escapedText(path)}>
          {shown}
        </span>
        {children > 0 ? (
          <span className="ml-2 shrink-0 text-hint text-ink-3">{formatCount(children)} below</span>
        ) : null}
      </Cell>
      <Cell className="text-right">{formatCount(node.messages)}</Cell>
      <Cell className="text-right">{formatCount(Math.round(node.rate))}/s</Cell>
      <Cell className={cx(WIDE_ONLY, "text-right text-ink-2")}>{formatBytes(node.bytes)}</Cell>
      <Cell className={cx(WIDE_ONLY, "pr-1 pl-4")}>
        <SparkLine values={node.spark} />
      </Cell>
      <Cell className={cx(WIDE_ONLY, "mono truncate px-2 text-ink-2")}>
        {node.lastDecodedAs === undefined ? null : (
          <span className="mr-1.5 text-ink-3">{node.lastDecodedAs}</span>
        )}
        {node.lastPreviewKind === "binary"
          ? `‹ ${escapedText(node.lastPreview)} ›`
          : escapedText(node.lastPreview)}
      </Cell>
      <Cell className="flex justify-end pr-1">
        <Action
          label={`Filter by ${shown}`}
          tabIndex={tabIndex}
          onPress={() => props.onFilter(node)}
        >
          <ListFilter aria-hidden className="size-3.5" />
        </Action>
        <Action label={`Hide ${shown}`} tabIndex={tabIndex} onPress={() => props.onHide(node)}>
          <EyeOff aria-hidden className="size-3.5" />
        </Action>
        {props.canSubscribe && deeper !== null ? (
          <Action
            label={`Subscribe to ${escapedText(deeper)}`}
            tabIndex={tabIndex}
            onPress={() => props.onSubscribe(deeper)}
          >
            <Rss aria-hidden className="size-3.5" />
          </Action>
        ) : null}
      </Cell>
    </div>
  );
});

function Cell({
  className,
  children,
}: {
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a positioned row.
    // biome-ignore lint/a11y/useFocusableInteractive: cells are read as part of their row.
    <div role="gridcell" className={className}>
      {children}
    </div>
  );
}

interface ActionProps {
  readonly label: string;
  readonly tabIndex: number;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Action({ label, tabIndex, onPress, children }: ActionProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      tabIndex={tabIndex}
      onClick={onPress}
      className="grid size-6.5 place-items-center rounded-md text-ink-2 hover:bg-panel hover:text-accent focus-visible:-outline-offset-2"
    >
      {children}
    </button>
  );
}
