// Whether a message crosses from one to the other, and why, in words. Pure.

import { whyText } from "@/lib/page/permissions/decision-text";
import type { ReachAnswer, ReachReason } from "@/lib/page/permissions/reach";
import type { ReachResult } from "@/lib/shared/facts/permission-tries";

export interface ReachNames {
  /** Who publishes. */
  readonly from: string;
  readonly to: string;
}

export function reachTitle({ kind }: ReachAnswer, { from, to }: ReachNames): string {
  switch (kind) {
    case "reaches":
      return `A message of ${from} reaches ${to}`;
    case "does-not":
      return `A message of ${from} does not reach ${to}`;
    case "unknown":
      return `It is not known whether a message of ${from} reaches ${to}`;
  }
}

const REASONS: Record<ReachReason, (answer: ReachAnswer, names: ReachNames) => string> = {
  "same-account": () => "Both are in the same account, and both may.",
  "stream-import": () => "It crosses between the accounts by a stream import:",
  "service-import": () => "It crosses between the accounts by a service import:",
  "publish-denied": ({ publish }, { from }) => `${from} may not publish it. ${whyText(publish)}`,
  "subscribe-denied": ({ subscribe }, { to }) =>
    `${to} may not subscribe to it. ${whyText(subscribe)}`,
  filtered: ({ subscribe }, { to }) =>
    `${to} may subscribe, and this message is left out in silence. ${whyText(subscribe)}`,
  "no-match": () => "The subscription does not match the subject under which it arrives.",
  "no-import": () => "The accounts differ, and no import brings it over.",
  "no-export": () =>
    "The accounts differ. One imports it, and the other exports nothing of the kind:",
  activation: () =>
    "The accounts differ, and the export asks for an activation, which is not looked at here:",
  "accounts-unknown": () =>
    "The accounts differ. Drop both account JWTs to see whether an export and an import join them.",
  "rights-unknown": ({ publish, subscribe }) =>
    whyText(publish.kind === "unknown" ? publish : subscribe),
};

export function reachReasonText(answer: ReachAnswer, names: ReachNames): string {
  const { kind, reason, publish } = answer;
  const isSplit = kind === "unknown" && publish.mappedTo.length > 1;
  return isSplit
    ? `Account mappings lead to ${publish.mappedTo.join(" or ")}, and not all of them cross.`
    : REASONS[reason](answer, names);
}

/** What came of trying it, by the server's own acts. */
export function reachResultText(report: ReachResult, { from, to }: ReachNames): string {
  const { publish, subscribe, hasArrived, arrivedAs, elapsedMs } = report;
  if (hasArrived) {
    const time = elapsedMs === null ? "" : ` after ${Math.round(elapsedMs * 10) / 10} ms`;
    return `It arrived${time}, as ${arrivedAs}.`;
  }
  if (!subscribe.isAllowed) return `The server denied the subscription of ${to}.`;
  if (publish?.isAllowed === false) return `The server denied the publish of ${from}.`;
  return "The server took the message and the subscription, and nothing arrived within 2 seconds.";
}

/** The finding when a trial and what was expected disagree; null when they do not. */
export function reachMismatchText(answer: ReachAnswer, report: ReachResult): string | null {
  if (answer.kind === "unknown") return null;
  if ((answer.kind === "reaches") === report.hasArrived) return null;
  return report.hasArrived
    ? "It crossed, unlike expected. A mapping, import or newer account JWT of the server may carry it."
    : "It did not cross, unlike expected. The two may be on servers that are not joined, another member of the queue group may have got it, or the permissions have changed.";
}
