// A table with one column for each of the compared creds. It scrolls sideways where the page is narrow.

import type { ReactNode } from "react";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { letterOf, type Side } from "./side";

export interface SideTableProps {
  readonly sides: readonly Side[];
  /** Says what the table holds. */
  readonly caption: string;
  /** The columns before the creds, each with a class of its width. */
  readonly first: readonly (readonly [title: string, width: string])[];
  /** The rows. */
  readonly children: ReactNode;
}

export function SideTable({ sides, caption, first, children }: SideTableProps) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling part must be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto focus-visible:-outline-offset-2"
    >
      <table className="w-full min-w-130 table-fixed border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line bg-sunken text-left text-hint text-ink-3">
            {first.map(([title, width]) => (
              <th key={title} scope="col" className={cx("px-3 py-1 font-medium", width)}>
                {title}
              </th>
            ))}
            {sides.map(({ entry }, index) => (
              <th key={entry.id} scope="col" className="truncate px-3 py-1 font-medium">
                {letterOf(index)} <VisibleText>{entry.label}</VisibleText>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
