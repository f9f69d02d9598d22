// Describes the problem of a field in the send form. Pure.

import { payloadText, subjectText } from "@/lib/page/console/input-text";
import { formatCount } from "@/lib/page/format/count";
import { type DraftProblem, MAX_PER_SECOND, MAX_TIMES } from "@/lib/page/state/send-draft";

export function problemOf(
  problems: readonly DraftProblem[],
  field: DraftProblem["field"],
): string | null {
  const problem = problems.find((one) => one.field === field);
  switch (problem?.field) {
    case undefined:
      return null;
    case "subject":
    case "reply":
      return subjectText(problem.fault);
    case "payload":
      return payloadText(problem.fault);
    case "template": {
      const text = String(problem.fault.params?.["text"] ?? "");
      const canHaveValue = !/\w\s+\w/u.test(text);
      return `There is no placeholder ${text}.${canHaveValue ? " Give it a value below." : ""}`;
    }
    case "timeout":
    case "silence":
      return "1 to 600,000";
    case "replies":
      return "1 to 10,000";
    case "times":
      return `1 to ${formatCount(MAX_TIMES)}`;
    case "perSecond":
      return `1 to ${formatCount(MAX_PER_SECOND)}, or empty`;
  }
}
