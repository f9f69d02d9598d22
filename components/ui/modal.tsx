// A modal dialog on the native <dialog>. Focus trap, Escape and inert background come from the browser,
// and it injects no style that a strict policy would block.

import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/lib/page/base/cx";

export interface ModalProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

export function Modal({ title, isOpen, onClose, children, wide = false }: ModalProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (isOpen && !dialog.open) {
      dialog.showModal();
      // The browser gives the focus to the first button, which is Close. React's autoFocus comes before the
      // dialog is open and sets no attribute.
      const first = dialog.querySelector("[data-focus-first]");
      if (first instanceof HTMLElement) first.focus();
    }
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click on the backdrop is a shortcut; Escape does the same by keyboard.
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
      className={cx(
        "m-auto w-[calc(100%-2rem)] rounded-2xl border border-line bg-panel p-0 text-left text-ink shadow-card",
        wide ? "max-w-3xl" : "max-w-lg",
      )}
    >
      {isOpen ? (
        <div className="p-5">
          <div className="mb-3 flex items-start justify-between gap-4">
            <h2 id={titleId} className="text-answer font-semibold">
              {title}
            </h2>
            <Button
              tone="quiet"
              size="icon"
              aria-label="Close"
              onClick={onClose}
              className="-mt-1.5 -mr-2"
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
          {children}
        </div>
      ) : null}
    </dialog>
  );
}
