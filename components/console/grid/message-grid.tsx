// The message grid of one session or recording, oldest row on top. Only the rows around the viewport are in
// the page; message-grid-controller.ts decides which and where. Keyed by entry, so its state belongs to one log.

import { ArrowDownToLine } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { LogEmpty } from "@/components/console/toolbar/log-empty";
import { PausedStrip } from "@/components/console/toolbar/log-strips";
import { useVault } from "@/components/shared/use-vault";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import type { MessageRow } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { type GridHint, MessageGridController, type OnMessageKey } from "./message-grid-controller";
import { iconsIn, RowIconSet } from "./row-icons";
import { COLUMNS, rowId } from "./row-look";
import type { ModifierKeys } from "./row-selection";

export interface MessageGridProps {
  readonly id: EntryId;
  /** The same function for as long as the grid is shown. */
  readonly onMessageKey: OnMessageKey;
  /** A right click on a message, or the menu key while it is active. The point is in pixels of the window. */
  readonly onMessageMenu: (row: MessageRow, at: { readonly x: number; readonly y: number }) => void;
}

export function MessageGrid({ id, onMessageKey, onMessageMenu }: MessageGridProps) {
  const frameRef = useRef<HTMLDivElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const sizerRef = useRef<HTMLDivElement>(null);
  const layerRef = useRef<HTMLDivElement>(null);
  const iconsRef = useRef<HTMLDivElement>(null);
  const controllerRef = useRef<MessageGridController>(null);
  const [hint, setHint] = useState<GridHint>({ below: 0, reason: null });

  useEffect(() => {
    const frame = frameRef.current;
    const grid = gridRef.current;
    const sizer = sizerRef.current;
    const layer = layerRef.current;
    const icons = iconsRef.current;
    if (!frame || !grid || !sizer || !layer || !icons) return;
    const elements = { frame, grid, sizer, layer, icons: iconsIn(icons) };
    const controller = new MessageGridController(id, elements, { onHint: setHint, onMessageKey });
    controllerRef.current = controller;
    return () => {
      controllerRef.current = null;
      controller.dispose();
    };
  }, [id, onMessageKey]);

  const isStored = useVault(({ storedLog }) => storedLog?.id === id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    if (controllerRef.current?.onKeyDown(event.key, keysOf(event))) event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest("[role=row]") : null;
    if (row !== null) controllerRef.current?.onClick(row, keysOf(event));
  };
  const onContextMenu = (event: MouseEvent) => {
    // Who has selected text wants the browser's menu.
    if (getSelection()?.isCollapsed === false) return;
    const row = event.target instanceof Element ? event.target.closest("[role=row]") : null;
    const message = controllerRef.current?.messageAt(row) ?? null;
    if (message === null) return;
    event.preventDefault();
    const drawn = document.getElementById(rowId(message.seq))?.getBoundingClientRect();
    const at =
      row === null && drawn !== undefined
        ? { x: drawn.left + 96, y: drawn.bottom }
        : { x: event.clientX, y: event.clientY };
    onMessageMenu(message, at);
  };
  // The browser would select the page's text between the two clicks. Without its default the grid gets no focus.
  const onMouseDown = (event: MouseEvent) => {
    if (!event.shiftKey) return;
    event.preventDefault();
    gridRef.current?.focus({ preventScroll: true });
  };

  return (
    <div
      ref={frameRef}
      className="relative grid min-h-0 grid-rows-[auto_minmax(0,1fr)] overflow-hidden"
      onPointerMove={(event) => controllerRef.current?.onPointerMove(event.clientX, event.clientY)}
      onPointerLeave={() => controllerRef.current?.onPointerLeave()}
    >
      <GridHead />
      <PausedStrip />
      {/* Not a grid item itself: those are laid out together with everything around them at each new row. */}
      <div className="relative">
        {/* biome-ignore lint/a11y/useSemanticElements: a grid of rows that are drawn as they scroll into view. */}
        <div
          ref={gridRef}
          role="grid"
          tabIndex={0}
          data-hotkey="m"
          aria-label={isStored ? "Stored messages" : "Messages"}
          aria-multiselectable
          aria-colcount={isStored ? 5 : 4}
          onScroll={() => controllerRef.current?.onScroll()}
          onKeyDown={onKeyDown}
          onMouseDown={onMouseDown}
          onClick={onClick}
          onContextMenu={onContextMenu}
          onBlur={() => controllerRef.current?.onBlur()}
          className="group absolute inset-0 overflow-x-hidden overflow-y-scroll contain-strict [overflow-anchor:none] focus-visible:-outline-offset-2"
        >
          <div ref={sizerRef} role="presentation" className="relative overflow-hidden">
            <div ref={layerRef} role="presentation" className="absolute inset-x-0 top-0" />
          </div>
        </div>
      </div>
      <LogEmpty />
      <RowIconSet ref={iconsRef} />
      <HintPill hint={hint} onJump={() => controllerRef.current?.follow()} />
    </div>
  );
}

function keysOf({ ctrlKey, metaKey, shiftKey }: KeyboardEvent | MouseEvent): ModifierKeys {
  return { adds: ctrlKey || metaKey, extends: shiftKey };
}

// Outside the grid: aria-rowcount counts messages only, and each cell is clear without its heading.
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
      <span className="max-[800px]:hidden">Payload</span>
      <span className="hidden text-right @min-[560px]:block max-[800px]:block">Size</span>
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
        {hint.reason === "keyboard" ? `Holding while a row has focus · ${count} new` : null}
      </span>
    </button>
  );
}
