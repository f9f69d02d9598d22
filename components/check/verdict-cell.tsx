// A small verdict: the mark of the outcome, and how long it took or why not.

import { CircleDashed, LoaderCircle } from "lucide-react";
import { memo } from "react";
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
  /** Of creds without a result. */
  readonly wait: Wait;
  readonly nowMs: number;
}

export const VerdictCell = memo(function VerdictCell(props: VerdictCellProps) {
  const { result, cause, wait, nowMs } = props;
  if (result === null) return <Waiting wait={wait} />;
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
});

/** "asked": the server is being asked. "later": it will be. "never": the check is over. */
export type Wait = "asked" | "later" | "never";

export function waitOf(state: CheckState, column: number): Wait {
  const run = checkRunState(state);
  if (run !== "running" && run !== "paused") return "never";
  const isAsked = run === "running" && state.progress?.columns[column]?.state === "running";
  return isAsked ? "asked" : "later";
}

function Waiting({ wait }: { readonly wait: Wait }) {
  const Icon = wait === "asked" ? LoaderCircle : CircleDashed;
  return (
    <span className={cx(CHIP, "text-ink-3")}>
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2} />
      {wait === "never" ? "Not tried" : "Waiting"}
    </span>
  );
}
