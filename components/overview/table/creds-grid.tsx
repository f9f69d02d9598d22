// A table of creds: of the overview, and of "Who may". Only the rows in view are in the document. The grid has the
// focus and the keys: arrows move, Enter opens in the workbench, Space and x select, Shift extends.

import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from "react";
import { useStore } from "zustand";
import { cellClass, type GridLook, ROW_HEIGHT } from "@/components/overview/table/creds-columns";
import { CredsRow, rowId } from "@/components/overview/table/creds-row";
import { nextIndex } from "@/components/shared/list-keys";
import { GridHead, useVirtualRows, VirtualRows } from "@/components/shared/virtual-rows";
import { forgetMany } from "@/lib/page/actions/entry-actions";
import { openCreds } from "@/lib/page/actions/overview-actions";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { overviewStore } from "@/lib/page/overview/overview-store";
import type { EntryId } from "@/lib/shared/facts/creds";

const PAGE_STEP = 20;
/** Keys that move as an arrow does. */
const ARROWS = new Map([
  ["j", "ArrowDown"],
  ["J", "ArrowDown"],
  ["k", "ArrowUp"],
  ["K", "ArrowUp"],
]);
/** The grid has the focus and the keys; its cells are parts of it. */
const AS_HEADER = { role: "columnheader" } as const;

export interface Sorting<T extends string> {
  readonly column: T;
  readonly isDescending: boolean;
  readonly onSort: (column: T) => void;
}

export interface CredsGridProps<T extends string> {
  readonly label: string;
  readonly look: GridLook<T>;
  /** Those that match, in order. */
  readonly rows: readonly OverviewRow[];
  /** The cells after the name. */
  readonly drawCells: (row: OverviewRow) => ReactNode;
  readonly factsOf?: (row: OverviewRow) => Readonly<Record<string, string>>;
  /** Without it, the order is not the user's to choose. */
  readonly sorting?: Sorting<T>;
}

export function CredsGrid<T extends string>(props: CredsGridProps<T>) {
  const { label, look, rows, drawCells, factsOf, sorting } = props;
  const anchor = useRef<EntryId | null>(null);
  const [active, setActive] = useState<EntryId | null>(null);
  const chosen = useStore(overviewStore, (state) => state.chosen);
  const at = active === null ? -1 : rows.findIndex(({ id }) => id === active);
  const { scroller, virtual } = useVirtualRows(rows, ROW_HEIGHT);

  const moveTo = (index: number, extends_: boolean) => {
    const row = rows[index];
    if (row === undefined) return;
    if (extends_) choose([rows[at]?.id, row.id], true);
    setActive(row.id);
    virtual.scrollToIndex(index, { align: "auto" });
  };
  const toggle = (id: EntryId) => {
    choose([id], !chosen.has(id));
    anchor.current = id;
  };
  const toggleRange = (to: number) => {
    const from = rows.findIndex(({ id }) => id === anchor.current);
    const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    choose(
      rows.slice(first, last + 1).map(({ id }) => id),
      true,
    );
  };
  const open = (id: EntryId) => {
    openCreds(id);
    // The grid leaves; the row of the keyring is the same thing there.
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>('[data-key][data-selected="true"]')?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== "a") return;
      event.preventDefault();
      return choose(
        rows.map(({ id }) => id),
        true,
      );
    }
    const next = nextIndex(ARROWS.get(event.key) ?? event.key, at, rows.length, PAGE_STEP);
    const row = rows[at];
    if (next !== null) moveTo(next, event.shiftKey);
    else if (event.key === "Escape" && chosen.size > 0)
      overviewStore.setState({ chosen: new Set() });
    else if (event.key === "Delete" && (chosen.size > 0 || row)) {
      void forgetMany(chosen.size > 0 ? [...chosen] : row ? [row.id] : []);
    } else if (row === undefined) return;
    else if (event.key === "Enter") open(row.id);
    else if (event.key === " " || event.key === "x") toggle(row.id);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target : null;
    const id = element?.closest("[data-creds]")?.getAttribute("data-creds") ?? null;
    if (id === null) return;
    setActive(id);
    if (event.shiftKey) toggleRange(rows.findIndex((row) => row.id === id));
    else if (element?.closest("[data-box]") || event.ctrlKey || event.metaKey) toggle(id);
    else if (element?.closest("[data-open]")) open(id);
  };
  const areAllChosen = rows.every(({ id }) => chosen.has(id));
  return (
    // biome-ignore lint/a11y/useSemanticElements: its rows are laid out as grids, which a table is not.
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length}
      aria-multiselectable
      aria-activedescendant={active !== null && at >= 0 ? rowId(active) : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={() => {
        if (active !== null) open(active);
      }}
      className="min-h-0 min-w-0 overflow-x-hidden overflow-y-auto focus-visible:-outline-offset-2"
    >
      <GridHead className={look.rowClass}>
        <div {...AS_HEADER} className="grid pl-4">
          <input
            type="checkbox"
            aria-label="Select all listed creds"
            className="size-3.5"
            checked={areAllChosen}
            onChange={() =>
              choose(
                rows.map(({ id }) => id),
                !areAllChosen,
              )
            }
          />
        </div>
        {look.columns.map((head) => (
          <div
            key={head.column}
            {...AS_HEADER}
            {...(sorting && { "aria-sort": directionOf(head.column, sorting) })}
            className={cellClass(look, head.column)}
          >
            {sorting === undefined ? (
              head.label
            ) : (
              <SortButton
                label={head.label}
                direction={directionOf(head.column, sorting)}
                onPress={() => {
                  sorting.onSort(head.column);
                  scroller.current?.scrollTo({ top: 0 });
                }}
              />
            )}
          </div>
        ))}
      </GridHead>
      <VirtualRows
        virtual={virtual}
        rows={rows}
        draw={(row, position, offset) => (
          <CredsRow
            row={row}
            position={position}
            offset={offset}
            isActive={row.id === active}
            isChosen={chosen.has(row.id)}
            rowClass={look.rowClass}
            drawCells={drawCells}
            factsOf={factsOf}
          />
        )}
      />
    </div>
  );
}

function choose(ids: readonly (EntryId | undefined)[], isOn: boolean): void {
  const chosen = new Set(overviewStore.getState().chosen);
  for (const id of ids) {
    if (id === undefined) continue;
    if (isOn) chosen.add(id);
    else chosen.delete(id);
  }
  overviewStore.setState({ chosen });
}

type Direction = "ascending" | "descending" | "none";

function directionOf<T extends string>(
  column: T,
  { column: sorted, isDescending }: Sorting<T>,
): Direction {
  if (column !== sorted) return "none";
  return isDescending ? "descending" : "ascending";
}

interface SortButtonProps {
  readonly label: string;
  readonly direction: Direction;
  readonly onPress: () => void;
}

function SortButton({ label, direction, onPress }: SortButtonProps) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="inline-flex h-[29px] max-w-full items-center gap-1 hover:text-ink focus-visible:-outline-offset-2"
    >
      <span className="truncate">{label}</span>
      {direction === "none" ? null : direction === "descending" ? (
        <ArrowDown aria-hidden className="size-3" />
      ) : (
        <ArrowUp aria-hidden className="size-3" />
      )}
    </button>
  );
}
