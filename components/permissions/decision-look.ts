// How each kind of decision looks: always a shape and a word beside the colour.

import { Check, CircleDashed, ListFilter, type LucideIcon, X } from "lucide-react";
import type { Action, DecisionKind } from "@/lib/page/permissions/decision";

export interface DecisionLook {
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
