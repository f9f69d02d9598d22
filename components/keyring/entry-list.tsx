// The entries of the keyring. Past sixty entries only those in view are in the document, and the selected one, so that Tab can reach it.

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useCallback, useEffect, useRef } from "react";
import { nextIndex } from "@/components/shared/list-keys";
import { useVault } from "@/components/shared/use-vault";
import { select } from "@/lib/page/actions/keyring-actions";
import type { EntryId } from "@/lib/shared/facts/creds";
import { EntryRow, ROW_HEIGHT } from "./entry-row";

const MAX_PLAIN_ROWS = 60;
const PAGE_STEP = 10;
/** Keys that move as an arrow does. */
const ARROWS = new Map([
  ["ArrowRight", "ArrowDown"],
  ["ArrowLeft", "ArrowUp"],
]);

export interface EntryListProps {
  readonly ids: readonly EntryId[];
  readonly selected: EntryId | null;
}

export function EntryList({ ids, selected }: EntryListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const current = selected === null ? -1 : ids.indexOf(selected);
  const tabStop = Math.max(current, 0);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = nextIndex(ARROWS.get(event.key) ?? event.key, tabStop, ids.length, PAGE_STEP);
    const id = next === null ? undefined : ids[next];
    if (id === undefined) return;
    event.preventDefault();
    select(id);
    // The row may have to be rendered first.
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`)?.focus();
    });
  };

  const List = ids.length > MAX_PLAIN_ROWS ? VirtualRows : PlainRows;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons inside; each is usable without.
    <div
      ref={scroller}
      onKeyDown={onKeyDown}
      className="relative min-h-14 shrink overflow-x-hidden overflow-y-auto px-2 py-0.5 @max-[120px]:px-1.5 @max-[120px]:[scrollbar-width:none]"
    >
      <List ids={ids} current={current} tabStop={tabStop} scroller={scroller} />
    </div>
  );
}

interface RowsProps {
  readonly ids: readonly EntryId[];
  readonly current: number;
  readonly tabStop: number;
  readonly scroller: { readonly current: HTMLDivElement | null };
}

function PlainRows({ ids, current, tabStop, scroller }: RowsProps) {
  const shown = ids[current];
  useEffect(() => {
    const box = scroller.current;
    const row = shown && box?.querySelector(`[data-key="${CSS.escape(shown)}"]`);
    if (box && row) reveal(box, row);
  }, [shown, scroller]);
  return (
    <ul className="flex flex-col gap-0.5">
      {ids.map((id, index) => (
        <EntryRow key={id} id={id} isTabStop={index === tabStop} />
      ))}
    </ul>
  );
}

function VirtualRows({ ids, current, tabStop, scroller }: RowsProps) {
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
    rangeExtractor: useCallback(
      (range: Parameters<typeof defaultRangeExtractor>[0]) => {
        const shown = defaultRangeExtractor(range);
        return tabStop < range.count && !shown.includes(tabStop) ? [...shown, tabStop] : shown;
      },
      [tabStop],
    ),
  });

  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: "auto" });
  }, [current, virtual]);

  // While files are read the total changes many times a second; rows do not render again for that.
  const isReading = useVault((state) => state.batch !== null);
  const size = virtual.getTotalSize();
  return (
    <ul
      className="relative"
      ref={(list) => {
        if (list === null) return;
        list.style.height = `${size}px`;
      }}
    >
      {virtual.getVirtualItems().map((item) => {
        const id = ids[item.index];
        return id === undefined ? null : (
          <EntryRow
            key={item.key}
            id={id}
            isTabStop={item.index === tabStop}
            position={item.index + 1}
            total={isReading ? -1 : ids.length}
            offset={item.start}
          />
        );
      })}
    </ul>
  );
}

/** Scrolls the box only. */
function reveal(box: Element, row: Element): void {
  const view = box.getBoundingClientRect();
  const { top, bottom, left, right } = row.getBoundingClientRect();
  const dy = Math.min(0, top - view.top) + Math.max(0, bottom - view.bottom);
  const dx = Math.min(0, left - view.left) + Math.max(0, right - view.right);
  if (dy !== 0 || dx !== 0) box.scrollBy(dx, dy);
}
