// The reasons of a verdict: what is proven, likely or possible in full, what is ruled out folded beneath.

import { CauseCard } from "@/components/connect/cause-card";
import type { Evidence } from "@/lib/diagnosis/findings";
import type { Cause } from "@/lib/facts/causes";

export interface CauseListProps {
  readonly causes: readonly Cause[];
  /** Who they are about, for the lines to copy. */
  readonly names: Evidence;
}

export function CauseList({ causes, names }: CauseListProps) {
  const ruledOut = causes.filter(({ certainty }) => certainty === "ruled-out");
  const open = causes.filter(({ certainty }) => certainty !== "ruled-out");
  return (
    <>
      {open.length > 0 ? (
        <ul className="mt-2.25 grid gap-2.25">
          {open.map((cause) => (
            <CauseCard key={cause.code} cause={cause} names={names} />
          ))}
        </ul>
      ) : null}
      {ruledOut.length > 0 ? (
        <details className="mt-2.25 text-data">
          <summary className="cursor-pointer text-ink-2">{ruledOut.length} ruled out</summary>
          <ul className="mt-1.5 grid gap-1">
            {ruledOut.map((cause) => (
              <CauseCard key={cause.code} cause={cause} isBrief />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
