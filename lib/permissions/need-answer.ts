// Can this user do it? One plain line for a ready-made list, and what to change where it cannot.

import type { Decision } from "@/lib/permissions/decision";
import type { NeedId, NeedPart, NeedValues } from "@/lib/permissions/needs";
import type { RuleSet } from "@/lib/permissions/rule-set";

export interface AnsweredPart {
  readonly part: NeedPart;
  readonly decision: Decision;
}

export interface NeedAnswer {
  readonly id: NeedId;
  /** partly: all that must be is there, something optional is not. */
  readonly verdict: "yes" | "partly" | "no" | "unknown";
  /** "Yes: may consume stream ORDERS." */
  readonly sentence: string;
  readonly parts: readonly AnsweredPart[];
  /** What would have to change; null when nothing has to, or it cannot be said. */
  readonly fix: Fix | null;
}

/** Names for the command line; "" where not known, and a placeholder stands there. */
export interface FixNames {
  readonly account: string;
  readonly user: string;
  /** Public key of the scoped signing key, or "". */
  readonly signingKey: string;
}

export interface Fix {
  /** One line, ready to paste; shell-quoted. */
  readonly command: string;
  /** What to know before running it: one sentence each. */
  readonly notes: readonly string[];
}

export function answerNeed(
  _rules: RuleSet,
  _id: NeedId,
  _values: NeedValues,
  _names: FixNames,
): NeedAnswer {
  throw new Error("not yet");
}

/** The same for any refused decisions, such as one line of the tester. Null when there is nothing to add. */
export function fixFor(
  _rules: RuleSet,
  _parts: readonly { readonly decision: Decision; readonly rule: string }[],
  _names: FixNames,
): Fix | null {
  throw new Error("not yet");
}
