// What a trial brought, in words. Pure.

import { formatCount } from "@/lib/page/console/payload-format-old";
import { actionText } from "@/lib/page/diagnosis/texts/action-text";
import type { TryResult } from "@/lib/page/state/try-store";
import type { TraceStep } from "@/lib/shared/facts/permission-tries";
import { comparisonText, type TryComparison } from "./try-comparison";

export interface TryText {
  readonly tone: "good" | "bad" | "warn";
  readonly title: string;
  readonly detail: string | null;
  /** The server's own words. */
  readonly words: string | null;
}

type Answered = Exclude<TryResult, { kind: "failed" }>;

/** `finding`: what it means beside what was expected; null for a trial that failed. */
export function tryText(result: TryResult, finding: TryComparison | null): TryText {
  if (result.kind === "failed") {
    const { title, meaning, next } = actionText(result.fault);
    return { tone: "warn", title, detail: `${meaning} ${next}`, words: null };
  }
  const did = deedOf(result);
  const words = result.answer.text === "" ? null : result.answer.text;
  if (finding?.kind === "differs") {
    return {
      tone: "warn",
      title: `${did}, unlike expected`,
      detail: comparisonText(finding.reason),
      words,
    };
  }
  return {
    tone: result.answer.isAllowed ? "good" : "bad",
    title: finding?.kind === "settles" ? `${did}: that settles it` : `${did}, as expected`,
    detail: result.kind === "publish" ? traceText(result.answer.trace) : null,
    words,
  };
}

function deedOf({ kind, answer }: Answered): string {
  if (!answer.isAllowed) return "The server denied it";
  if (kind === "subscribe") return "The server allowed it";
  return answer.trace === null ? "The server took the message" : "The server would take it";
}

/** Where a traced message would have gone: streams by name, receivers by number. */
function traceText(trace: readonly TraceStep[] | null): string | null {
  if (trace === null) return null;
  const ways = trace.filter(({ kind }) => kind === "egress" || kind === "jetstream");
  const taken = ways.filter(({ error }) => error === "");
  const missed = ways.filter(({ error }) => error !== "");
  const streams = taken
    .filter(({ kind }) => kind === "jetstream")
    .map(({ what }) => `stream ${what}`);
  const receivers = taken.length - streams.length;
  const goals = receivers === 0 ? streams : [...streams, counted(receivers, "receiver")];
  const goes =
    goals.length === 0
      ? "Traced only: nobody would get it."
      : `Traced only: it would go to ${goals.join(" and ")}.`;
  const [first] = missed;
  return first === undefined
    ? goes
    : `${goes} It would not go to ${counted(missed.length, "other")}: ${first.error}.`;
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${count === 1 ? word : `${word}s`}`;
}
