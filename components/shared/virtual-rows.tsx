// A grid: a header that stays in view, and the rows below it. Only the rows in view are in the document.

import { useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { Fragment, type ReactNode, type RefObject, useRef } from "react";
import { cx } from "@/lib/page/base/cx";

type RowVirtualizer = Virtualizer<HTMLDivElement, Element>;

/** `rowHeight`: pixels of each row, and of the header. */
export function useVirtualRows(
  rows: readonly { readonly id: string }[],
  rowHeight: number,
): { readonly scroller: RefObject<HTMLDivElement | null>; readonly virtual: RowVirtualizer } {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: rowHeight,
    scrollPaddingStart: rowHeight,
    overscan: 6,
  });
  return { scroller, virtual };
}

const AS_ROW = { role: "row" };

/** The header of a grid. `className`: the columns, as those of the rows. */
export function GridHead({ className, children }: GridHeadProps) {
  return (
    <div
      {...AS_ROW}
      className={cx(
        className,
        "sticky top-0 z-10 border-b border-line bg-sunken text-hint font-medium text-ink-2",
      )}
    >
      {children}
    </div>
  );
}

interface GridHeadProps {
  readonly className: string;
  readonly children: ReactNode;
}

export interface VirtualRowsProps<T> {
  readonly virtual: RowVirtualizer;
  readonly rows: readonly T[];
  /** `position` counts from 1, `offset` is in pixels below the header. */
  readonly draw: (row: T, position: number, offset: number) => ReactNode;
}

export function VirtualRows<T>({ virtual, rows, draw }: VirtualRowsProps<T>) {
  const size = virtual.getTotalSize();
  return (
    <div
      role="presentation"
      className="relative"
      ref={(box) => {
        if (box !== null) box.style.height = `${size}px`;
      }}
    >
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <Fragment key={key}>
            {draw(row, index + 1, start - virtual.options.scrollMargin)}
          </Fragment>
        );
      })}
    </div>
  );
}
