// The head of a table with one column for each of the compared creds.

import { VisibleText } from "@/components/ui/visible-text";
import { letterOf, type Side } from "./side";

export interface SideHeadsProps {
  readonly sides: readonly Side[];
  /** The titles of the columns before the creds. */
  readonly first: readonly string[];
}

export function SideHeads({ sides, first }: SideHeadsProps) {
  return (
    <thead>
      <tr className="border-b border-line bg-sunken text-left text-hint text-ink-3">
        {first.map((title, index) => (
          <th
            key={title}
            scope="col"
            className={`px-3 py-1 font-medium ${first.length === 2 && index === 0 ? "w-22" : first.length === 2 ? "w-[22%]" : "w-44"}`}
          >
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
  );
}
