// Keys of a table that is a grid, as in the message grid: the table has the focus, arrows move its active row, and
// Enter opens it. Used by the keys of a bucket and the objects of a store.

import { type KeyboardEvent, useId, useState } from "react";
import { nextIndex } from "@/components/shared/list-keys";

export interface RowKeysOptions {
  /** Of the rows, in order. */
  readonly keys: readonly string[];
  readonly onOpen: (index: number) => void;
  readonly onMove?: (index: number) => void;
  /** True when it closed something. Else the row is no longer active. */
  readonly onEscape?: () => boolean;
}

/** Around the table, which it scrolls below its headings. */
export const GRID_BOX =
  "min-h-0 min-w-0 overflow-auto scroll-pt-7 has-[>table:focus-visible]:outline-2 has-[>table:focus-visible]:-outline-offset-2 has-[>table:focus-visible]:outline-accent";
export const GRID_TABLE = "group w-full text-left text-data outline-none";
/** A row, which is marked while it is the one that the keys act on. */
export const GRID_ROW =
  "border-t border-line/55 hover:bg-sunken group-focus-visible:data-active:outline-2 group-focus-visible:data-active:-outline-offset-2 group-focus-visible:data-active:outline-accent";

export type RowProps = ReturnType<ReturnType<typeof useRowKeys>["rowProps"]>;

/** `gridProps` go to the table, and `rowProps` to each row. */
export function useRowKeys({ keys, onOpen, onMove, onEscape }: RowKeysOptions) {
  const id = useId();
  const [active, setActive] = useState<string | null>(null);
  const at = active === null ? -1 : keys.indexOf(active);
  const rowId = (index: number) => `${id}-${index}`;
  const moveTo = (index: number) => {
    setActive(keys[index] ?? null);
    document.getElementById(rowId(index))?.scrollIntoView({ block: "nearest" });
    onMove?.(index);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, target, currentTarget: grid } = event;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isInRow = target !== grid;
    const next = nextIndex(key, at, keys.length, rowsInView(grid, rowId(0)));
    if (next !== null && next >= 0) {
      // A button of the row that was active is none to stay at.
      if (isInRow) grid.focus();
      moveTo(next);
    } else if (isInRow) return;
    else if (key === "Enter" && at >= 0) onOpen(at);
    else if (key !== "Escape" || at < 0) return;
    else if (!onEscape?.()) setActive(null);
    event.preventDefault();
  };
  return {
    gridProps: {
      tabIndex: 0,
      "aria-activedescendant": at < 0 ? undefined : rowId(at),
      onKeyDown,
    },
    rowProps: (index: number) => ({
      id: rowId(index),
      "data-active": index === at ? "" : undefined,
      onFocus: () => setActive(keys[index] ?? null),
      onMouseDown: () => setActive(keys[index] ?? null),
    }),
    activeIndex: at,
  };
}

/** Rows to move by for Page Up and Page Down. */
function rowsInView(grid: HTMLElement, firstRow: string): number {
  const rowPx = document.getElementById(firstRow)?.offsetHeight ?? 0;
  const viewPx = grid.parentElement?.clientHeight ?? 0;
  return rowPx === 0 ? 1 : Math.max(1, Math.floor(viewPx / rowPx) - 1);
}
