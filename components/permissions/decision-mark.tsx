// The look of each kind of decision: a shape and a word always go with the colour. DecisionMark is the shape alone.

import { ArrowLeftRight, Check, CircleDashed, ListFilter, type LucideIcon, X } from "lucide-react";
import { cx } from "@/lib/page/base/cx";
import type { Action, DecisionKind } from "@/lib/page/permissions/decision";

interface DecisionLook {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly className: string;
}

export const DECISION_LOOKS = {
  allowed: { icon: Check, word: "allowed", className: "text-ok" },
  denied: { icon: X, word: "denied", className: "text-bad" },
  filtered: { icon: ListFilter, word: "filtered", className: "text-warn" },
  unknown: { icon: CircleDashed, word: "not known", className: "text-ink-3" },
} satisfies Record<DecisionKind, DecisionLook>;

export const ACTION_WORDS = {
  publish: "Publish",
  subscribe: "Subscribe",
} satisfies Record<Action, string>;

/** The shape, with its word for screen readers. */
export function DecisionMark({ kind }: { readonly kind: DecisionKind }) {
  const { icon: Icon, word, className } = DECISION_LOOKS[kind];
  return (
    <span className={cx("mt-0.5 block", className)}>
      <Icon aria-hidden className="size-4" strokeWidth={2.5} />
      <span className="sr-only">{word}</span>
    </span>
  );
}

interface AnswerMarkProps {
  readonly kind: DecisionKind;
  /** It is allowed as a reply only. */
  readonly isReply: boolean;
}

/** The shape beside its word in a row of a table. */
export function AnswerMark({ kind, isReply }: AnswerMarkProps) {
  const look = DECISION_LOOKS[kind];
  const Icon = isReply ? ArrowLeftRight : look.icon;
  return (
    <Icon
      aria-hidden
      className={cx("size-3.5 shrink-0", isReply ? "text-warn" : look.className)}
      strokeWidth={2.4}
    />
  );
}
