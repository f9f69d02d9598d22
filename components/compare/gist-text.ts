// The gist of a comparison in one sentence. Pure.

import { formatCount } from "@/lib/page/format/count";
import { ANYTHING } from "@/lib/page/permissions/compare";
import type { Extra, Gist } from "@/lib/page/permissions/gist";

export function gistText(gist: Gist, a = "A", b = "B"): string {
  if (!gist.isUnclear) return sentence(gist, a, b);
  return gist.relation === "same"
    ? `Some answers are not known, so ${a} and ${b} may differ.`
    : `As far as is known: ${sentence(gist, a, b)}`;
}

function sentence({ relation, onlyA, onlyB }: Gist, a: string, b: string): string {
  switch (relation) {
    case "same":
      return `${a} and ${b} may do the same.`;
    case "b-more":
      return `${b} may do everything ${a} may, and also ${extrasText(onlyB)}.`;
    case "a-more":
      return `${a} may do everything ${b} may, and also ${extrasText(onlyA)}.`;
    case "each":
      return `Only ${a} may ${extrasText(onlyA)}. Only ${b} may ${extrasText(onlyB)}.`;
  }
}

const extrasText = (extras: readonly Extra[]): string => extras.map(extraText).join(" and ");

function extraText({ action, rules }: Extra): string {
  if (rules.includes(ANYTHING)) {
    return action === "publish" ? "publish anywhere" : "subscribe to anything";
  }
  const [first = ""] = rules;
  const more = rules.length > 1 ? ` and ${formatCount(rules.length - 1)} more` : "";
  return `${action} to ${first}${more}`;
}
