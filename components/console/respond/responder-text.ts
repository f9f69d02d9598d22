// The words of the responder. Pure.

import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { formatCount } from "@/lib/page/format/count";
import type { Fault } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ResponderFacts } from "@/lib/shared/facts/console";

/** Parts of a request, and what changes from one answer to the next. */
export const ANSWER_PLACEHOLDERS = [
  "{{payload}}",
  "{{subject}}",
  "{{token 2}}",
  "{{header Name}}",
  "{{seq}}",
  "{{now}}",
  "{{uuid}}",
  "{{random 1 100}}",
];

/** What the responder does beside answering; "" when there is nothing to say. */
export function countsText({ unasked, failed, waiting }: ResponderFacts): string {
  const parts = [
    waiting > 0 ? `${formatCount(waiting)} waiting for the delay` : "",
    unasked > 0 ? `${formatCount(unasked)} without a reply subject` : "",
    failed > 0 ? `${formatCount(failed)} could not be sent` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** Why it does not answer any more. */
export function endText(fault: Fault<ActionFault>): string {
  if (fault.code === "connection-ended") {
    return "Stopped, because the connection ended. It does not start again by itself.";
  }
  const { title, meaning, next } = actionText(fault);
  return [`${title}.`, meaning, next].filter((part) => part !== null && part !== "").join(" ");
}
