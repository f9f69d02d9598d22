// The reasons of a verdict on what is loaded.

import { CauseCard } from "@/components/connect/cause-card";
import { CauseGroups } from "@/components/shared/cause-groups";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Cause } from "@/lib/shared/facts/causes";

export interface CauseListProps {
  readonly causes: readonly Cause[];
  /** Who they are about, for the lines to copy. */
  readonly names: Evidence;
}

export function CauseList({ causes, names }: CauseListProps) {
  return (
    <CauseGroups
      causes={causes}
      show={(cause, isBrief) => (
        <CauseCard key={cause.code} cause={cause} isBrief={isBrief} names={names} />
      )}
    />
  );
}
