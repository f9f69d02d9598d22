// The words of a comparison of two messages.

import type { Comparable } from "@/lib/page/console/diff/compare";
import type { Diff } from "@/lib/page/console/diff/diff-rows";
import { formatCount } from "@/lib/page/format/count";

export const COMPARISON_LABELS: Record<Comparable, string> = {
  json: "JSON",
  text: "Text",
  hex: "Hex",
  headers: "Headers",
};

export function differencesText({ differences, unit }: Diff): string {
  if (differences === 0) return "no differences";
  const what = `${unit}${differences === 1 ? "" : "s"}`;
  return `${formatCount(differences)} ${what} ${differences === 1 ? "differs" : "differ"}`;
}
