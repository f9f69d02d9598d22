// A sheet over the lower part of a narrow window. What it covers is inert; the top bar stays usable. Escape, a press
// beside it, and pulling its grip down close it.

import { type PointerEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from "react";

/** How far a sheet is pulled down before it closes. */
const SWIPE_PX = 60;

export interface SheetProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Whatever has `data-behind-sheet` is inert while a sheet is open. */
export function Sheet({ label, onClose, children }: SheetProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const startY = useRef<number | null>(null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    const behind = [...document.querySelectorAll<HTMLElement>("[data-behind-sheet]")];
    const focused = document.activeElement;
    const isElsewhere =
      focused instanceof HTMLElement &&
      focused !== document.body &&
      focused.closest("[data-behind-sheet]") === null;
    for (const element of behind) element.inert = true;
    // Not modal: the browser would also make the top bar inert.
    dialog?.show();
    // A window that becomes narrow opens the sheet, too. What has the focus then, such as a popover, keeps it.
    if (isElsewhere) focused.focus();
    return () => {
      for (const element of behind) element.inert = false;
      // Returns the focus.
      dialog?.close();
    };
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      // A dialog above the sheet closes first.
      if (document.querySelector("dialog:modal") !== null) return;
      event.preventDefault();
      onClose();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  });
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
        className="fixed inset-x-0 top-11 bottom-0 z-30 min-h-0 bg-[rgb(8_12_18/0.45)]"
      />
      <dialog
        ref={ref}
        aria-label={label}
        className="fixed inset-x-0 top-auto bottom-0 z-30 m-0 h-[78%] w-full max-w-none overflow-hidden rounded-t-2xl bg-panel p-0 text-ink shadow-card"
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
    </>
  );
}
