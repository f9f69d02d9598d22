// The rows of one page of stored messages. Arrow keys move, Enter opens.

import { type KeyboardEvent, type MouseEvent, useRef } from "react";
import { previewText } from "@/components/console/grid/row-text";
import { When } from "@/components/shared/when";
import { VisibleText } from "@/components/ui/visible-text";
import { closeStoredMessage, openStoredMessage } from "@/lib/page/actions/jetstream-actions";
import { cx } from "@/lib/page/base/cx";
import { formatBytes } from "@/lib/page/format/bytes";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";
import type { StoredRow } from "@/lib/shared/facts/stored";

const COLUMNS =
  "grid grid-cols-[84px_minmax(0,1fr)_70px] @min-[500px]:grid-cols-[72px_160px_minmax(90px,28%)_minmax(0,1fr)_70px]";
const CELL = "truncate px-2";
/** These columns leave a narrow list. The open message shows them. */
const WIDE_CELL = cx(CELL, "hidden @min-[500px]:block");

/** The grid has the focus and the keys; rows and cells are parts of it. */
const asRow = (isOpen: boolean) => ({ role: "row", "aria-selected": isOpen });
const AS_CELL = { role: "gridcell" };

export interface StoredGridProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
  /** Null while the first page is read. */
  readonly rows: readonly StoredRow[] | null;
  readonly opened: number | null;
}

export function StoredGrid({ id, stream, rows, opened }: StoredGridProps) {
  const grid = useRef<HTMLDivElement>(null);
  const open = ({ sequence }: StoredRow) => void openStoredMessage(id, stream, sequence);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return closeStoredMessage(id);
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key] ?? 0;
    if (step === 0 || rows === null) return;
    const at = rows.findIndex(({ sequence }) => sequence === opened);
    const next = rows[at < 0 ? 0 : at + step];
    event.preventDefault();
    if (next === undefined) return;
    open(next);
    const row = grid.current?.querySelector(`[data-stored-message="${next.sequence}"]`);
    row?.scrollIntoView({ block: "nearest" });
  };
  const onClick = (event: MouseEvent) => {
    const element = event.target instanceof Element ? event.target.closest("[role=row]") : null;
    const row = rows?.find(({ sequence }) => element?.id === `stored-${sequence}`);
    if (row !== undefined) open(row);
  };
  return (
    <div className="grid min-h-0 min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <div
        aria-hidden
        className={cx(COLUMNS, "h-7 items-center border-b border-line text-hint text-ink-3 *:px-2")}
      >
        <span className="text-right">Sequence</span>
        <span className="hidden @min-[500px]:block">Time</span>
        <span>Subject</span>
        <span className="hidden @min-[500px]:block">Payload</span>
        <span className="text-right">Size</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: its rows are laid out as grids, which a table is not. */}
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        onClick={onClick}
        aria-label="Stored messages"
        aria-rowcount={rows?.length ?? 0}
        aria-activedescendant={opened === null ? undefined : `stored-${opened}`}
        onKeyDown={onKeyDown}
        className="min-h-0 overflow-y-auto focus-visible:-outline-offset-2"
      >
        {rows?.length === 0 ? <p className="p-3.5 text-ink-2">No message from here on.</p> : null}
        {rows?.map((row) => (
          <div
            key={row.sequence}
            id={`stored-${row.sequence}`}
            {...asRow(row.sequence === opened)}
            data-stored-message={row.sequence}
            className={cx(
              COLUMNS,
              "mono h-[27px] cursor-pointer items-center border-b border-line/55 hover:bg-sunken aria-selected:bg-accent-soft",
            )}
          >
            <div {...AS_CELL} className={cx(CELL, "text-right text-ink-3")}>
              {row.sequence}
            </div>
            <div {...AS_CELL} className={cx(WIDE_CELL, "text-ink-3")}>
              <When ms={row.at} precise />
            </div>
            <div {...AS_CELL} className={CELL}>
              <VisibleText>{row.subject}</VisibleText>
            </div>
            <div {...AS_CELL} className={cx(WIDE_CELL, row.previewKind !== "text" && "text-ink-3")}>
              <VisibleText>{previewText({ ...row, status: null })}</VisibleText>
            </div>
            <div {...AS_CELL} className={cx(CELL, "text-right text-ink-3")}>
              {formatBytes(row.payloadBytes)}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
