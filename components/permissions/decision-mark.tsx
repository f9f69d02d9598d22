// The shape of a decision alone, with its word for those who do not see it.

import { DECISION_LOOKS } from "@/components/permissions/decision-look";
import { cx } from "@/lib/page/base/cx";
import type { DecisionKind } from "@/lib/page/permissions/decision";

export function DecisionMark({ kind }: { readonly kind: DecisionKind }) {
  const { icon: Icon, word, className } = DECISION_LOOKS[kind];
  return (
    <span className={cx("mt-0.5 block", className)}>
      <Icon aria-hidden className="size-4" strokeWidth={2.5} />
      <span className="sr-only">{word}</span>
    </span>
  );
}
