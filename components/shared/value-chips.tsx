// Plain values of a list: addresses, hours, types, tags. Long lists begin short and open on request;
// nothing is cut.

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { formatCount } from "@/lib/page/format/count";

const MOST_SHOWN = 150;

export interface ValueChipsProps {
  readonly entries: readonly string[];
}

export function ValueChips({ entries }: ValueChipsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const shown = isOpen ? entries : entries.slice(0, MOST_SHOWN);
  let at = 0;
  return (
    <div>
      <ul className="flex flex-wrap gap-1">
        {shown.map((entry) => {
          // Lists may repeat themselves.
          at += 1;
          return (
            <li
              key={`${at} ${entry}`}
              className="mono rounded-[5px] border border-line bg-sunken px-1.5 py-px break-all whitespace-pre-wrap text-ink"
            >
              <VisibleText>{entry}</VisibleText>
            </li>
          );
        })}
      </ul>
      {shown.length < entries.length ? (
        <Button size="sm" tone="quiet" className="mt-1" onClick={() => setIsOpen(true)}>
          Show all {formatCount(entries.length)}
        </Button>
      ) : null}
    </div>
  );
}
