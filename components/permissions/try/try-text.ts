// The result of a try on the server in words. Pure.

import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import { counted } from "@/lib/page/format/words";
import type { TryResult } from "@/lib/page/state/try-store";
import type { TraceStep } from "@/lib/shared/facts/permission-tries";
import type { MismatchReason, TryComparison } from "./try-comparison";

const MISMATCHES = {
  "not-reported":
    "The expected result is based on the loaded JWTs. The server may use a newer account JWT, with another scope template, other defaults or subject mappings.",
  "partly-reported":
    "This server does not report the queue groups of its rules, so its permissions are only partly known.",
  "mappings-unknown":
    "The account may map this subject to another one before the rules apply. The account JWT would show it.",
  "changed-since":
    "The permissions have probably changed since the server reported them. Ask the server again.",
} satisfies Record<MismatchReason, string>;

export interface TryText {
  readonly tone: "good" | "bad" | "warn";
  readonly title: string;
  readonly detail: string | null;
  /** The server's own words. */
  readonly serverText: string | null;
}

type Answered = Exclude<TryResult, { kind: "failed" }>;

/** `comparison` is null for a try that failed. */
export function tryText(result: TryResult, comparison: TryComparison | null): TryText {
  if (result.kind === "failed") {
    const { title, meaning, next } = actionText(result.fault);
    return { tone: "warn", title, detail: `${meaning} ${next}`, serverText: null };
  }
  const outcome = outcomeTitle(result);
  const serverText = result.answer.text === "" ? null : result.answer.text;
  if (comparison?.kind === "differs") {
    return {
      tone: "warn",
      title: `${outcome}, which was not expected`,
      detail: MISMATCHES[comparison.reason],
      serverText,
    };
  }
  return {
    tone: result.answer.isAllowed ? "good" : "bad",
    title:
      comparison?.kind === "settles" ? `${outcome}: that settles it` : `${outcome}, as expected`,
    detail: result.kind === "publish" ? traceText(result.answer.trace) : null,
    serverText,
  };
}

function outcomeTitle({ kind, answer }: Answered): string {
  if (!answer.isAllowed) return "The server denied it";
  if (kind === "subscribe") return "The server allowed it";
  return answer.trace === null
    ? "The server accepted the message"
    : "The server would accept the message";
}

/** Where a traced message would have gone: streams by name, subscribers by number. */
function traceText(trace: readonly TraceStep[] | null): string | null {
  if (trace === null) return null;
  const hops = trace.filter(({ kind }) => kind === "egress" || kind === "jetstream");
  const accepted = hops.filter(({ error }) => error === "");
  const denied = hops.filter(({ error }) => error !== "");
  const streams = accepted
    .filter(({ kind }) => kind === "jetstream")
    .map(({ what }) => `stream ${what}`);
  const subscribers = accepted.length - streams.length;
  const targets = subscribers === 0 ? streams : [...streams, counted(subscribers, "subscriber")];
  const goes =
    targets.length === 0
      ? "Trace only: no subscriber would receive it."
      : `Trace only: it would go to ${targets.join(" and ")}.`;
  const [first] = denied;
  return first === undefined
    ? goes
    : `${goes} It would not go to ${counted(denied.length, "other")}: ${first.error}.`;
}
