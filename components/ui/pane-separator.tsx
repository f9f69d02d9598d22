// The line between two panes. It is dragged, or moved by the arrow keys while it has the focus; a double click
// restores the default size.

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { cx } from "@/lib/page/base/cx";

const STEP_PX = 16;

export interface PaneSeparatorProps {
  readonly label: string;
  /** "vertical" is a line from top to bottom, which changes a width. */
  readonly orientation: "vertical" | "horizontal";
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The pane is after the line, so that it grows as the line moves up or to the left. */
  readonly isPaneAfter?: boolean;
  /** Null restores the default. */
  readonly onResize: (px: number | null) => void;
  /** Places the line at an edge of the pane, which has to be positioned. */
  readonly className: string;
}

export function PaneSeparator(props: PaneSeparatorProps) {
  const { label, orientation, value, min, max, isPaneAfter = false, onResize, className } = props;
  const isVertical = orientation === "vertical";
  const start = useRef<{ readonly at: number; readonly value: number } | null>(null);
  const sign = isPaneAfter ? -1 : 1;
  const resize = (px: number) => onResize(Math.round(Math.min(max, Math.max(min, px))));
  const place = (event: PointerEvent) => (isVertical ? event.clientX : event.clientY);

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { at: place(event), value };
  };
  const onPointerMove = (event: PointerEvent) => {
    if (start.current === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const moved = place(event) - start.current.at;
    // A click is no drag, so that a double click does not move the line.
    if (Math.abs(moved) > 2) resize(start.current.value + sign * moved);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = isVertical ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key === less) resize(value - sign * STEP_PX);
    else if (event.key === more) resize(value + sign * STEP_PX);
    else if (event.key === "Home") resize(min);
    else if (event.key === "End") resize(max);
    else if (event.key === "Enter") onResize(null);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves; <hr> cannot.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={Math.round(Math.min(max, Math.max(min, value)))}
      aria-valuemin={min}
      aria-valuemax={max}
      title={`${label}: drag, or the arrow keys; a double click restores it`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => onResize(null)}
      onKeyDown={onKeyDown}
      className={cx(
        "absolute z-[5] touch-none after:absolute after:bg-transparent hover:after:bg-accent focus-visible:outline-none focus-visible:after:bg-accent motion-safe:after:transition-colors motion-safe:after:duration-100",
        isVertical
          ? "w-2 cursor-col-resize after:inset-y-0 after:inset-x-[3px]"
          : "h-2 cursor-row-resize after:inset-x-0 after:inset-y-[3px]",
        className,
      )}
    />
  );
}
