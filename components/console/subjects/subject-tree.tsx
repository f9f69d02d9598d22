// The kept messages by subject: a tree of subject tokens with counts, rates, bytes, the last value and the last
// minute. The figures are read twice a second while the tree is shown.

import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import { useView } from "@/components/console/view/use-view";
import { useBlocker } from "@/components/shared/use-blocker";
import { usePolled } from "@/components/shared/use-polled";
import { Button } from "@/components/ui/button";
import { filterBy, hideSubjects } from "@/lib/page/actions/search-actions";
import { subscribe } from "@/lib/page/actions/send/messaging-actions";
import { readTree, setOpen } from "@/lib/page/actions/tree-actions";
import { changeShownView } from "@/lib/page/actions/view-actions";
import { formatCount } from "@/lib/page/format/count";
import { printQuery } from "@/lib/shared/console/query";
import { EMPTY_QUERY } from "@/lib/shared/console/query-types";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { TreeNode, TreeReply } from "@/lib/shared/facts/log-figures";
import { TreeHead } from "./tree-head";
import { linesOf, parentOf, patternsOf, type TreeLine, visiblePrefixes } from "./tree-lines";
import { TREE_ROW_PX, TreeRow, treeRowId } from "./tree-row";

const POLL_MS = 500;
const FIRST_LIMIT = 200;
const MAX_LIMIT = 1_000;

interface SubjectTreeProps {
  readonly id: EntryId;
  readonly isLive: boolean;
}

export function SubjectTree({ id, isLive }: SubjectTreeProps) {
  const { open, order } = useView((view) => view.tree);
  const [limit, setLimit] = useState(FIRST_LIMIT);
  const read = useCallback(
    () => readTree(id, { prefixes: visiblePrefixes(open), limit, order }),
    [id, open, limit, order],
  );
  const isMuted = useView((view) => view.muted.size > 0 || view.solo !== null);
  const tree = usePolled(read, POLL_MS);
  const lines = useMemo(() => (tree === null ? [] : linesOf(tree, open)), [tree, open]);
  return (
    <div className="relative grid min-h-0 grid-rows-[auto_minmax(0,1fr)] overflow-hidden">
      <div>
        <TreeHead order={order} />
        {isMuted ? (
          <p className="border-b border-line px-3 text-small leading-6 text-ink-2">
            Counted without muted subscriptions.
          </p>
        ) : null}
      </div>
      <Lines
        lines={lines}
        isLive={isLive}
        canShowMore={limit < MAX_LIMIT}
        onMore={() => setLimit(MAX_LIMIT)}
      />
      <EmptyTree tree={tree} isMuted={isMuted} />
    </div>
  );
}

interface LinesProps {
  readonly lines: readonly TreeLine[];
  readonly isLive: boolean;
  readonly canShowMore: boolean;
  readonly onMore: () => void;
}

function Lines({ lines, isLive, canShowMore, onMore }: LinesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const isBlocked = useBlocker() !== null;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => TREE_ROW_PX,
    overscan: 8,
  });
  const nodeAt = (index: number) => {
    const line = lines[index];
    return line?.kind === "node" ? line : undefined;
  };
  const current = lines.findIndex((line) => line.kind === "node" && line.node.path === active);

  const goTo = (index: number) => {
    const line = nodeAt(index);
    if (line === undefined) return;
    setActive(line.node.path);
    virtual.scrollToIndex(index, { align: "auto" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current) return;
    const line = nodeAt(current);
    const handleKey = () => {
      switch (event.key) {
        case "ArrowDown":
          return goTo(nodeAt(current + 1) === undefined ? current + 2 : current + 1);
        case "ArrowUp":
          return goTo(
            current < 0 ? 0 : nodeAt(current - 1) === undefined ? current - 2 : current - 1,
          );
        case "Home":
          return goTo(0);
        case "End":
          return goTo(nodeAt(lines.length - 1) === undefined ? lines.length - 2 : lines.length - 1);
        case "ArrowRight":
          if (line === undefined || line.node.children === 0) return;
          if (line.isOpen) return goTo(current + 1);
          return setOpen(line.node.path, true);
        case "ArrowLeft": {
          if (line === undefined) return;
          if (line.isOpen) return setOpen(line.node.path, false);
          const parent = parentOf(line.node.path);
          return goTo(lines.findIndex((one) => one.kind === "node" && one.node.path === parent));
        }
        case "Enter":
          if (line !== undefined) filterByNode(line.node);
          return;
        default:
          return "unhandled";
      }
    };
    if (handleKey() !== "unhandled") event.preventDefault();
  };

  const size = virtual.getTotalSize();
  return (
    <div
      ref={scroller}
      role="treegrid"
      tabIndex={0}
      data-hotkey="m"
      aria-label="Subjects"
      aria-rowcount={lines.length}
      aria-activedescendant={current < 0 || active === null ? undefined : treeRowId(active)}
      onKeyDown={onKeyDown}
      className="group min-h-0 overflow-x-hidden overflow-y-auto text-data tabular-nums focus-visible:-outline-offset-2"
    >
      <div
        role="presentation"
        className="relative"
        ref={(sizer) => {
          if (sizer !== null) sizer.style.height = `${size}px`;
        }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          if (line === undefined) return null;
          return line.kind === "node" ? (
            <TreeRow
              key={line.node.path}
              node={line.node}
              level={line.level}
              isOpen={line.isOpen}
              isActive={line.node.path === active}
              index={index}
              offset={start}
              canSubscribe={isLive && !isBlocked}
              onToggle={setOpen}
              onFilter={filterByNode}
              onHide={hideNode}
              onSubscribe={subscribeTo}
            />
          ) : (
            <MoreLine key={`more ${line.prefix}`} line={line} offset={start} index={index}>
              {canShowMore ? (
                <Button size="sm" onClick={onMore}>
                  Show more
                </Button>
              ) : (
                <span className="truncate text-hint text-ink-3">
                  A level lists {formatCount(MAX_LIMIT)} subjects. Order by another column, or
                  filter, to see others.
                </span>
              )}
            </MoreLine>
          );
        })}
      </div>
    </div>
  );
}

function filterByNode(node: TreeNode): void {
  changeShownView({ pane: "list" });
  filterBy(printQuery({ ...EMPTY_QUERY, subjects: patternsOf(node) }));
}

function hideNode(node: TreeNode): void {
  changeShownView({ pane: "list" });
  hideSubjects(patternsOf(node));
}

function subscribeTo(subject: string): void {
  void subscribe(subject, "");
}

interface MoreLineProps {
  readonly line: Extract<TreeLine, { kind: "more" }>;
  readonly offset: number;
  readonly index: number;
  readonly children: React.ReactNode;
}

function MoreLine({ line, offset, index, children }: MoreLineProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a positioned row; a table cannot be virtual.
    // biome-ignore lint/a11y/useFocusableInteractive: read as part of the tree.
    <div
      role="row"
      aria-level={line.level}
      aria-rowindex={index + 1}
      ref={(row) => {
        if (row !== null) row.style.transform = `translateY(${offset}px)`;
      }}
      className="absolute inset-x-0 top-0 flex h-[29px] items-center border-b border-line/55 px-3 text-ink-2"
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of a positioned row. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: read as part of its row. */}
      <div role="gridcell" className="flex items-center gap-2">
        and {formatCount(line.nodes)} more with {formatCount(line.messages)} messages
        {children}
      </div>
    </div>
  );
}

interface EmptyTreeProps {
  readonly tree: TreeReply | null;
  readonly isMuted: boolean;
}

function EmptyTree({ tree, isMuted }: EmptyTreeProps) {
  if (tree !== null && tree.subjects > 0) return null;
  const title = isMuted ? "No message of a listed subscription" : "No messages kept";
  return (
    <div className="pointer-events-none absolute inset-x-0 top-8 bottom-0 grid place-content-center p-6 text-center text-ink-2">
      <p className="text-answer font-semibold text-ink">{tree === null ? "Counting…" : title}</p>
      {tree === null ? null : <p className="mt-1">Subjects are listed here as messages arrive.</p>}
    </div>
  );
}
