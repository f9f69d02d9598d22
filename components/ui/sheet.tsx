// A sheet over the lower part of a narrow window. The rest of the page stays as it is behind it.

import { type PointerEvent, type ReactNode, useRef } from "react";

/** How far a sheet is pulled down before it closes. */
const SWIPE_PX = 60;

interface SheetProps {
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Covers the lower part of the window. Pulling its grip down closes it, and so does a press beside it. */
export function Sheet({ onClose, children }: SheetProps) {
  const startY = useRef<number | null>(null);
  const onPointerDown = (event: PointerEvent) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    startY.current = event.clientY;
  };
  const onPointerUp = (event: PointerEvent) => {
    const from = startY.current;
    startY.current = null;
    if (from !== null && event.clientY - from > SWIPE_PX) onClose();
  };
  return (
    <>
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        onClick={onClose}
        className="fixed inset-0 z-30 bg-[rgb(8_12_18/0.45)]"
      />
      <div className="@container fixed inset-x-0 bottom-0 z-30 grid h-[78%] grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] overflow-hidden rounded-t-2xl bg-panel shadow-card">
        <div
          aria-hidden
          onPointerDown={onPointerDown}
          onPointerUp={onPointerUp}
          className="grid h-5 touch-none place-items-center"
        >
          <i className="h-1 w-9 rounded-full bg-line-strong" />
        </div>
        {children}
      </div>
    </>
  );
}
