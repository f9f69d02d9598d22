// Subjects of an allow or deny list. Long lists begin short and open on request; nothing is cut.

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/base/cx";

const MOST_SHOWN = 150;

const LOOKS = {
  allow: "bg-ok-soft text-ok",
  deny: "bg-bad-soft text-bad",
  plain: "border-line bg-sunken text-ink",
} as const;

export interface SubjectPillsProps {
  readonly entries: readonly string[];
  readonly look: keyof typeof LOOKS;
}

export function SubjectPills({ entries, look }: SubjectPillsProps) {
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
              className={cx(
                "mono rounded-[5px] border border-transparent px-1.5 py-px break-all whitespace-pre-wrap",
                LOOKS[look],
              )}
            >
              <VisibleText>{entry}</VisibleText>
            </li>
          );
        })}
      </ul>
      {shown.length < entries.length ? (
        <Button size="sm" tone="quiet" className="mt-1" onClick={() => setIsOpen(true)}>
          Show all {entries.length.toLocaleString("en")}
        </Button>
      ) : null}
    </div>
  );
}
