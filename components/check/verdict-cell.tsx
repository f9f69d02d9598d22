// A small verdict: the mark of the outcome, and how long it took or why not.

import { CircleDashed, LoaderCircle } from "lucide-react";
import { outcomeWord } from "@/components/shared/verdict/headline-text";
import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { escapedText } from "@/lib/page/base/visible-characters";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { formatLatency } from "@/lib/page/format/duration";
import { type CheckResult, type CheckState, checkRunState } from "@/lib/page/state/check-store";
import type { Cause, Certainty } from "@/lib/shared/facts/causes";

const CHIP = "flex min-w-0 items-center gap-1.5 rounded-[5px] px-1.5 py-px text-data";
const SURE: Readonly<Record<Certainty, string>> = {
  proven: "certain",
  likely: "likely",
  possible: "possible",
  "ruled-out": "ruled out",
};

export interface VerdictCellProps {
  readonly result: CheckResult | null;
  /** The first one that is not ruled out. */
  readonly cause: Cause | null;
  readonly state: CheckState;
  readonly column: number;
  readonly nowMs: number;
}

export function VerdictCell({ result, cause, state, column, nowMs }: VerdictCellProps) {
  if (result === null) return <Waiting state={state} column={column} />;
  const { verdict, observation } = result;
  const { icon: Icon, text, background } = VERDICT_TONES[verdict.outcome];
  const isGood = verdict.outcome === "accepted";
  const title = cause === null ? "" : causeText(cause, nowMs).title;
  const words =
    isGood && observation !== null
      ? formatLatency(observation.attempt.elapsedMs)
      : title || outcomeWord(verdict.outcome);
  const whole = [outcomeWord(verdict.outcome), title, cause === null ? "" : SURE[cause.certainty]]
    .filter((part) => part !== "")
    .join(", ");
  return (
    <span title={escapedText(whole)} className={cx(CHIP, text, background)}>
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
      <span className="sr-only">{outcomeWord(verdict.outcome)}: </span>
      <span className="truncate tabular-nums">
        <VisibleText>{words}</VisibleText>
      </span>
    </span>
  );
}

function Waiting({ state, column }: { readonly state: CheckState; readonly column: number }) {
  const run = checkRunState(state);
  const isLeft = run === "running" || run === "paused";
  const isRunning = run === "running" && state.progress?.columns[column]?.state === "running";
  const Icon = isRunning ? LoaderCircle : CircleDashed;
  return (
    <span className={cx(CHIP, "text-ink-3")}>
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
      {isLeft ? "Waiting" : "Not tried"}
    </span>
  );
}
