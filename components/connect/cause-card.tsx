// One cause of what is loaded: what is wrong with the actual values and what to do next.

import { CauseView } from "@/components/shared/cause-view";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { Cause } from "@/lib/shared/facts/causes";

export interface CauseCardProps {
  readonly cause: Cause;
  /** Only its name: where the same cause stands in full in the verdict. */
  readonly isBrief?: boolean;
  /** Who it is about, for the lines to copy. */
  readonly names?: Evidence;
  /** Nothing was sent yet: says what comes of connecting all the same. */
  readonly isAhead?: boolean;
}

export function CauseCard({ cause, isBrief = false, names, isAhead = false }: CauseCardProps) {
  const text = causeText(cause, Date.now(), names);
  const { code, certainty } = cause;
  return (
    <CauseView code={code} certainty={certainty} text={text} isBrief={isBrief} isAhead={isAhead} />
  );
}
