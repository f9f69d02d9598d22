// The entry of one cause beside the page. Not modal: the card that it explains stays readable and usable. Its code is
// fetched when it is first opened.

import { X } from "lucide-react";
import { useEffect, useId, useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { ownPath } from "@/lib/page/base/base-path";
import { causeEntry } from "@/lib/page/help/cause-entries";
import { closeHelp } from "@/lib/page/state/help-store";
import type { CauseCode } from "@/lib/shared/facts/causes";
import { CauseEntryView } from "./cause-entry-view";

const isInTour = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement && element.closest("[data-tour]") !== null;

export function HelpPanel({ code }: { readonly code: CauseCode }) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const entry = causeEntry(code);
  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.show();
    // The tour opened it, and its Next goes on.
    if (isInTour(before)) before.focus();
    // Returns the focus to the link, which a browser does only while the dialog is in the document.
    return () => dialog?.close();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry is read from its start.
  useEffect(() => {
    ref.current?.scrollTo(0, 0);
    if (!isInTour(document.activeElement)) ref.current?.querySelector("button")?.focus();
  }, [code]);
  return (
    <dialog
      ref={ref}
      data-beside
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        closeHelp();
      }}
      className="static m-0 h-full max-h-none min-h-0 w-96 max-w-full overflow-auto max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:left-auto max-lg:z-30 border-l border-line bg-panel p-4 text-ink shadow-card print:hidden"
    >
      <div className="mb-1 flex items-start justify-between gap-4">
        <h2 id={titleId} className="text-answer font-semibold wrap-anywhere">
          {entry.text.title}
        </h2>
        <Button
          tone="quiet"
          size="icon"
          aria-label="Close the help"
          onClick={closeHelp}
          className="-mt-1.5 -mr-2"
        >
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      <CauseEntryView entry={entry} />
      <p className="mt-4 border-t border-line pt-3 text-data text-ink-2">
        This is about the cause in general; the card has the values of these creds.{" "}
        <a
          href={ownPath(`/help/#${entry.id}`)}
          target="_blank"
          rel="noopener"
          className="text-accent underline"
        >
          All help, in a new tab
        </a>
      </p>
    </dialog>
  );
}
