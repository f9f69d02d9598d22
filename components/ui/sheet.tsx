// A sheet over the lower part of a narrow window. It is a native modal dialog: the browser keeps the focus inside,
// closes it with Escape and makes the rest of the page inert. Pulling its grip down closes it, too, and so does a
// press beside it.

import { type PointerEvent, type ReactNode, useEffect, useRef } from "react";

/** How far a sheet is pulled down before it closes. */
const SWIPE_PX = 60;

export interface SheetProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Sheet({ label, onClose, children }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const startY = useRef<number | null>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog !== null && !dialog.open) dialog.showModal();
  }, []);
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
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it is a shortcut; Escape does the same by keyboard.
    <dialog
      ref={ref}
      aria-label={label}
      onClose={onClose}
      onCancel={(event) => {
        // React removes the element; the browser then returns the focus.
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      className="fixed inset-x-0 top-auto bottom-0 m-0 h-[78%] w-full max-w-none overflow-hidden rounded-t-2xl bg-panel p-0 text-ink shadow-card"
    >
      <div className="@container grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
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
    </dialog>
  );
}
