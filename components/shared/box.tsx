// A part of a page with a title: an account's limits, the permissions of compared creds.

import type { ReactNode } from "react";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";

export interface BoxProps {
  readonly title: ReactNode;
  /** Names the region, where the title is not a text. */
  readonly label?: string;
  /** A number is how many things the box holds. */
  readonly count?: number | string;
  /** At the end of the title's line. */
  readonly end?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

export function Box({ title, label, count, end, children, className }: BoxProps) {
  return (
    <section
      aria-label={label ?? (typeof title === "string" ? title : undefined)}
      className={cx("min-w-0 overflow-hidden rounded-[10px] border border-line", className)}
    >
      <div className="flex min-h-9 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1">
        <h3 className="min-w-0 text-small font-semibold wrap-anywhere">{title}</h3>
        {count === undefined ? null : (
          <span className="text-small text-ink-3 tabular-nums">
            {typeof count === "number" ? formatCount(count) : count}
          </span>
        )}
        {end === undefined ? null : (
          <span className="ml-auto flex flex-wrap items-center gap-1.5">{end}</span>
        )}
      </div>
      {children}
    </section>
  );
}
