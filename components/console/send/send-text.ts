// The result of a send in words. "No responders" is an answer that the server gives at once. "No reply" means that
// there is a subscriber and it did not answer in time. Pure.

import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { formatCount } from "@/lib/page/format/count";
import { formatMs } from "@/lib/page/format/duration";
import type { LastSend } from "@/lib/page/state/console-store";
import type { RequestResult } from "@/lib/shared/facts/console";

export interface SendResultText {
  readonly tone: "good" | "warn" | "bad" | "wait";
  readonly title: string;
  /** Shown after the title. */
  readonly subject: string | null;
  readonly detail: string | null;
  /** What to do about it, on a separate line. */
  readonly next: string | null;
}

export function sendResultText(last: LastSend): SendResultText {
  const { mode, subject, result } = last;
  switch (result?.kind) {
    case undefined:
      return {
        tone: "wait",
        title: mode === "request" ? "Waiting for a reply from" : "Sending to",
        subject,
        detail: null,
        next: null,
      };
    case "accepted":
      return {
        tone: "good",
        title: "Sent to",
        subject,
        detail: `in ${formatMs(result.elapsedMs)},`,
        next: null,
      };
    case "repeated":
      return {
        tone: "wait",
        title: `Repeat of ${formatCount(result.times)} messages to`,
        subject,
        detail: null,
        next: null,
      };
    case "answered":
      return requestResultText(last, result.report);
    case "failed": {
      const text = actionText(result.fault);
      return {
        tone: "bad",
        title: `${text.title}:`,
        subject,
        detail: text.meaning,
        next: text.next,
      };
    }
  }
}

/** The title where the subject stands before it. */
export function shortTitle(title: string): string {
  return title.replace(/(?: from| to| on|:)$/u, "");
}

function requestResultText(
  { subject, timeoutMs, ownSubscription }: LastSend,
  report: RequestResult,
): SendResultText {
  const { replies, elapsedMs, noResponders, timedOut } = report;
  const limit = `${formatCount(timeoutMs)} ms`;
  if (noResponders) {
    return {
      tone: "warn",
      title: "No responders: no subscriber on",
      subject,
      detail: "The server answered at once, with status 503.",
      next: "Start a responder, or check the subject.",
    };
  }
  const first = elapsedMs[0];
  if (replies.length === 0 || first === undefined) {
    return {
      tone: "warn",
      title: `No reply within ${limit} from`,
      subject,
      ...(ownSubscription === null
        ? {
            detail: "There is a subscriber, but it did not answer in time.",
            next: "Try a longer timeout, or check the responder.",
          }
        : {
            detail: `Your own subscription to ${ownSubscription} received the request, so the server cannot say that there are no responders.`,
            next: "Unsubscribe from it and send again to see whether anyone else listens.",
          }),
    };
  }
  if (replies.length === 1 && !timedOut) {
    return {
      tone: "good",
      title: `Reply in ${formatMs(first)} from`,
      subject,
      detail: null,
      next: null,
    };
  }
  const last = elapsedMs[elapsedMs.length - 1] ?? first;
  const count = replies.length === 1 ? "1 reply" : `${formatCount(replies.length)} replies`;
  return {
    tone: "good",
    title: timedOut ? `${count} within ${limit} from` : `${count} from`,
    subject,
    detail: `first after ${formatMs(first)}, last after ${formatMs(last)}`,
    next: null,
  };
}
