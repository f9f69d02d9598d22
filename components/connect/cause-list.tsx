// The causes that a verdict on loaded creds names. The list before connecting uses CauseCard alone.

import { CauseGroups } from "@/components/shared/verdict/cause-groups";
import { CauseView } from "@/components/shared/verdict/cause-view";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Cause } from "@/lib/shared/facts/causes";

export interface CauseListProps {
  readonly causes: readonly Cause[];
  /** Names of the user, account and operator, for the commands to copy. */
  readonly names: Evidence;
}

export function CauseList({ causes, names }: CauseListProps) {
  return (
    <CauseGroups
      causes={causes}
      renderCause={(cause, isBrief) => (
        <CauseCard key={cause.code} cause={cause} isBrief={isBrief} names={names} />
      )}
    />
  );
}

export interface CauseCardProps {
  readonly cause: Cause;
  /** Shows the title only, where the verdict explains the same cause in full. */
  readonly isBrief?: boolean;
  readonly names?: Evidence;
  /** Nothing was sent yet: adds what happens if the user connects anyway. */
  readonly isBeforeConnecting?: boolean;
}

export function CauseCard(props: CauseCardProps) {
  const { cause, isBrief = false, names, isBeforeConnecting = false } = props;
  return (
    <CauseView
      code={cause.code}
      certainty={cause.certainty}
      text={causeText(cause, Date.now(), names)}
      isBrief={isBrief}
      isBeforeConnecting={isBeforeConnecting}
    />
  );
}
