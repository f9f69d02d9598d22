// Says whether a message from one creds reaches the other, and why. Pure.

import { whyText } from "@/lib/page/permissions/decision-text";
import type { ReachAnswer, ReachReason } from "@/lib/page/permissions/reach";
import type { ReachResult } from "@/lib/shared/facts/permission-tries";

export interface ReachNames {
  /** The name of the creds that publish. */
  readonly from: string;
  readonly to: string;
}

export function reachTitle({ kind }: ReachAnswer, { from, to }: ReachNames): string {
  switch (kind) {
    case "reaches":
      return `A message from ${from} reaches ${to}`;
    case "does-not":
      return `A message from ${from} does not reach ${to}`;
    case "unknown":
      return `It is not known whether a message from ${from} reaches ${to}`;
  }
}

const REASONS: Record<ReachReason, (answer: ReachAnswer, names: ReachNames) => string> = {
  "same-account": () => "Both are in the same account, and the permissions of both allow it.",
  "stream-import": () => "It crosses the accounts through a stream import:",
  "service-import": () => "It crosses the accounts through a service import:",
  "publish-denied": ({ publish }, { from }) => `${from} may not publish to it. ${whyText(publish)}`,
  "subscribe-denied": ({ subscribe }, { to }) =>
    `${to} may not subscribe to it. ${whyText(subscribe)}`,
  filtered: ({ subscribe }, { to }) =>
    `${to} may subscribe, but the server leaves this message out without an error. ${whyText(subscribe)}`,
  "no-match": () => "The subscription does not match the subject on which the message arrives.",
  "no-import": () => "The accounts differ, and no import matches.",
  "no-export": () => "The accounts differ. One imports it, but the other does not export it:",
  activation: () =>
    "The accounts differ, and the export requires an activation token, which is not checked here:",
  "accounts-unknown": () =>
    "The accounts differ. Add both account JWTs to see whether an export and an import connect them.",
  "rights-unknown": ({ publish, subscribe }) =>
    whyText(publish.kind === "unknown" ? publish : subscribe),
};

export function reachReasonText(answer: ReachAnswer, names: ReachNames): string {
  const { kind, reason, publish } = answer;
  const isSplit = kind === "unknown" && publish.mappedTo.length > 1;
  return isSplit
    ? `Account mappings change the subject to ${publish.mappedTo.join(" or ")}, and not all of them arrive.`
    : REASONS[reason](answer, names);
}

/** The result of a live test, from what the servers did. */
export function reachResultText(result: ReachResult, { from, to }: ReachNames): string {
  const { publish, subscribe, hasArrived, arrivedAs, elapsedMs } = result;
  if (hasArrived) {
    const time = elapsedMs === null ? "" : ` after ${Math.round(elapsedMs * 10) / 10} ms`;
    return `It arrived${time}, as ${arrivedAs}.`;
  }
  if (!subscribe.isAllowed) return `The server denied the subscription of ${to}.`;
  if (publish?.isAllowed === false) return `The server denied the publish of ${from}.`;
  return "The server accepted the message and the subscription, but nothing arrived within 5 seconds.";
}

/** Explains a result that was not expected; null when it was expected. */
export function reachMismatchText(answer: ReachAnswer, result: ReachResult): string | null {
  if (answer.kind === "unknown") return null;
  if ((answer.kind === "reaches") === result.hasArrived) return null;
  return result.hasArrived
    ? "This was not expected. A mapping, an import or a newer account JWT on the server may have carried the message."
    : "This was not expected. The two may be on servers that are not connected, another member of the queue group may have received the message, or the permissions have changed.";
}
