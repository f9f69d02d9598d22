// A line that opens: a native <details> with its mark and summary.

import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/lib/page/base/cx";

export interface FoldProps {
  readonly mark?: ReactNode;
  readonly title: ReactNode;
  /** Beside the title, quieter. */
  readonly note?: ReactNode;
  /** At the end of the line. */
  readonly end?: ReactNode;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

export function Fold({ mark, title, note, end, isOpen = false, children }: FoldProps) {
  return (
    <details open={isOpen} className="group/fold border-line not-first:border-t">
      <summary className="flex min-h-9.5 list-none items-center gap-2.25 px-3.5 py-1.5 focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 text-ink-3 group-open/fold:rotate-90 motion-safe:transition-transform motion-safe:duration-100"
        />
        {mark}
        <span className="min-w-0 flex-1 wrap-anywhere">
          <b className="font-semibold">{title}</b>
          {note === undefined ? null : <span className="text-ink-3"> {note}</span>}
        </span>
        {end}
      </summary>
      <div className={cx("px-3.5 pt-0.5 pb-3", "pl-9.25")}>{children}</div>
    </details>
  );
}

/** Folds in one frame. */
export function Folds({ children }: { readonly children: ReactNode }) {
  return (
    <div className="overflow-hidden rounded-[10px] border border-line bg-panel">{children}</div>
  );
}
