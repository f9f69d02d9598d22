// Moves the border between the messages and the dock, by pointer or arrow keys. The height is a custom property of
// the panel, because the content security policy allows no style attributes.

import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from "react";

const DEFAULT_PX = 276;
const MIN_PX = 160;
const STEP_PX = 24;
/** Kept free for the messages and everything above them. */
const ABOVE_PX = 280;

export function DockSplitter({ panel }: { panel: RefObject<HTMLElement | null> }) {
  const [height, setHeight] = useState(DEFAULT_PX);
  const [maxPx, setMaxPx] = useState(DEFAULT_PX * 2);

  const resize = (px: number) => {
    const max = Math.max(MIN_PX, (panel.current?.clientHeight ?? 0) - ABOVE_PX);
    const next = Math.round(Math.max(MIN_PX, Math.min(max, px)));
    setMaxPx(max);
    panel.current?.style.setProperty("--dock", `${next}px`);
    setHeight(next);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const bottom = panel.current?.getBoundingClientRect().bottom ?? 0;
    resize(bottom - event.clientY);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? STEP_PX : event.key === "ArrowDown" ? -STEP_PX : 0;
    if (step !== 0) resize(height + step);
    else if (event.key === "Home") resize(DEFAULT_PX);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a splitter is a separator that moves; <hr> cannot.
    <div
      role="separator"
      tabIndex={0}
      aria-label="Height of the dock"
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={MIN_PX}
      aria-valuemax={maxPx}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => resize(DEFAULT_PX)}
      onKeyDown={onKeyDown}
      className="relative z-[2] -mb-1 hidden h-1.5 cursor-row-resize touch-none border-t border-line-strong hover:border-accent focus-visible:outline-offset-0 lg:block"
    />
  );
}
