// The values of a list claim: subjects, addresses, hours, types, tags. A long list shows its first values
// and a button for all of them.

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";

const MAX_COLLAPSED = 150;

export interface ValueChipsProps {
  readonly values: readonly string[];
}

export function ValueChips({ values }: ValueChipsProps) {
  const [isExpanded, setIsExpanded] = useState(false);
  const shown = isExpanded ? values : values.slice(0, MAX_COLLAPSED);
  let index = 0;
  return (
    <div>
      <ul className="flex flex-wrap gap-1">
        {shown.map((value) => {
          // A list may hold the same value twice.
          index += 1;
          return (
            <li
              key={`${index} ${value}`}
              className="mono rounded-[5px] border border-line bg-sunken px-1.5 py-px break-all whitespace-pre-wrap text-ink"
            >
              <VisibleText>{value}</VisibleText>
            </li>
          );
        })}
      </ul>
      {shown.length < values.length ? (
        <Button size="sm" tone="quiet" className="mt-1" onClick={() => setIsExpanded(true)}>
          Show all {formatCount(values.length)}
        </Button>
      ) : null}
    </div>
  );
}
