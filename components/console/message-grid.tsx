// The stream of one session, oldest on top. Only the rows around the viewport are in the page; which
// ones and where is decided in grid-core.ts. Keyed by session, so its state belongs to one stream.

import { ArrowDownToLine } from "lucide-react";
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cx } from "@/lib/base/cx";
import { formatCount } from "@/lib/console/format";
import type { Row } from "@/lib/facts/console";
import type { EntryId } from "@/lib/facts/creds";
import { GridCore, type GridHint, NO_ROWS, type ShownRows } from "./grid-core";
import { COLUMNS, MessageRow, NoticeRow, rowId } from "./message-row";
import { StreamEmpty } from "./stream-empty";
import { PausedStrip } from "./stream-strips";
import { useView } from "./use-view";

export function MessageGrid({ id }: { id: EntryId }) {
  const gridRef = useRef<HTMLDivElement>(null);
  const sizerRef = useRef<HTMLDivElement>(null);
  const layerRef = useRef<HTMLDivElement>(null);
  const coreRef = useRef<GridCore>(null);
  const [shown, setShown] = useState<ShownRows>(NO_ROWS);
  const [hint, setHint] = useState<GridHint>({ below: 0, reason: null });
  const [active, setActive] = useState<number | null>(null);
  const selected = useView((view) => view.selected);

  useEffect(() => {
    const grid = gridRef.current;
    const sizer = sizerRef.current;
    const layer = layerRef.current;
    if (grid === null || sizer === null || layer === null) return;
    const listener = { showRows: setShown, showHint: setHint, showActive: setActive };
    const core = new GridCore(id, { grid, sizer, layer }, listener);
    coreRef.current = core;
    return () => {
      coreRef.current = null;
      core.stop();
    };
  }, [id]);

  useLayoutEffect(() => coreRef.current?.rendered(shown), [shown]);

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (coreRef.current?.pressed(event.key)) event.preventDefault();
  };
  const click = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest("[role=row]") : null;
    if (row !== null) coreRef.current?.clicked(row);
  };

  const activeSeq = active === null ? undefined : shown.rows[active - shown.firstPlace]?.seq;
  return (
    <div
      className="relative grid min-h-0 grid-rows-[auto_minmax(0,1fr)] overflow-hidden"
      onPointerMove={(event) => coreRef.current?.pointerMoved(event.clientX, event.clientY)}
      onPointerLeave={() => coreRef.current?.pointerLeft()}
    >
      <GridHead />
      <PausedStrip />
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of rows that are drawn as they scroll into view. */}
      <div
        ref={gridRef}
        role="grid"
        tabIndex={0}
        data-hotkey="m"
        aria-label="Messages"
        aria-rowcount={shown.matching}
        aria-colcount={4}
        aria-activedescendant={activeSeq === undefined ? undefined : rowId(activeSeq)}
        onScroll={() => coreRef.current?.scrolled()}
        onKeyDown={press}
        onClick={click}
        onBlur={() => coreRef.current?.focusLeft()}
        className="group relative min-h-0 overflow-x-hidden overflow-y-scroll [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div ref={sizerRef} role="presentation" className="relative overflow-hidden">
          <div ref={layerRef} role="presentation" className="absolute inset-x-0 top-0">
            <Rows shown={shown} selected={selected} active={active} />
          </div>
        </div>
      </div>
      <StreamEmpty matching={shown.matching} />
      <HintPill hint={hint} onJump={() => coreRef.current?.follow()} />
    </div>
  );
}

interface RowsProps {
  readonly shown: ShownRows;
  readonly selected: number | null;
  readonly active: number | null;
}

function Rows({ shown, selected, active }: RowsProps) {
  const { rows, firstPlace } = shown;
  return rows.map((row, index) => {
    const place = firstPlace + index;
    // The place modulo the number of rows: a row that leaves gives its elements to the one that comes.
    const key = place % rows.length;
    return drawRow(row, key, row.seq === selected, place === active);
  });
}

function drawRow(row: Row, key: number, isSelected: boolean, isActive: boolean) {
  const marks = { isSelected, isActive };
  if (row.kind === "notice") {
    const { seq, at, code, subject, detail } = row;
    return <NoticeRow key={key} {...{ seq, at, code, subject, detail }} {...marks} />;
  }
  return (
    <MessageRow
      key={key}
      seq={row.seq}
      at={row.at}
      subject={row.subject}
      preview={row.preview}
      previewKind={row.previewKind}
      payloadBytes={row.payloadBytes}
      colour={row.colour}
      hasReply={row.hasReply}
      status={row.status}
      {...marks}
    />
  );
}

// Outside the grid: aria-rowcount counts the messages alone, and every cell says what it is.
function GridHead() {
  return (
    <div
      aria-hidden
      className={cx(
        COLUMNS,
        "h-7 items-center border-b border-line pr-(--gutter) text-hint font-medium text-ink-3 *:px-2 @min-[560px]:*:px-2.5",
      )}
    >
      <span>Time</span>
      <span>Subject</span>
      <span>Payload</span>
      <span className="hidden text-right @min-[560px]:block">Size</span>
    </div>
  );
}

function HintPill({ hint, onJump }: { hint: GridHint; onJump: () => void }) {
  if (hint.reason === null) return null;
  const count = formatCount(hint.below);
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute bottom-2.5 left-1/2 flex -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-strong bg-panel px-3 py-1 text-data whitespace-nowrap shadow-card hover:bg-sunken"
    >
      <ArrowDownToLine aria-hidden className="size-3.5 text-accent" />
      <span className="tabular-nums">
        {hint.reason === "away" ? `${count} below` : null}
        {hint.reason === "pointer" ? `Holding while you point · ${count} new` : null}
        {hint.reason === "keyboard" ? `Holding while a row has the focus · ${count} new` : null}
      </span>
    </button>
  );
}
