// The results so far as one bar in the colours of their outcomes.

import { VERDICT_TONES } from "@/components/shared/verdict/verdict-tones";
import { cx } from "@/lib/page/base/cx";
import type { CheckState } from "@/lib/page/state/check-store";
import type { Outcome } from "@/lib/shared/facts/causes";

const ORDER: readonly Outcome[] = [
  ...(["accepted", "unchecked", "refused"] as const),
  ...(["ended", "unreachable", "unreadable"] as const),
];
const FILLS: Readonly<Partial<Record<Outcome, string>>> = {
  unreachable: "bg-warn",
  ended: "bg-warn",
  unreadable: "bg-ink-3",
};

export interface OutcomeBarProps {
  readonly state: CheckState;
  readonly done: number;
  readonly total: number;
}

export function OutcomeBar({ state, done, total }: OutcomeBarProps) {
  const counts = countOutcomes(state, done);
  const label = ORDER.flatMap((outcome) =>
    counts[outcome] ? [`${counts[outcome]} ${outcome}`] : [],
  ).join(", ");
  return (
    <div
      role="progressbar"
      aria-label="Results"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      aria-valuetext={`${done} of ${total}${label === "" ? "" : `: ${label}`}`}
      title={label}
      className="flex h-1.75 min-w-24 flex-1 overflow-hidden rounded-full bg-line"
    >
      {ORDER.map((outcome) => (
        <span
          key={outcome}
          ref={(bar) => {
            if (bar !== null)
              bar.style.width = `${((counts[outcome] ?? 0) / Math.max(1, total)) * 100}%`;
          }}
          className={cx("h-full", FILLS[outcome] ?? VERDICT_TONES[outcome].fill)}
        />
      ))}
    </div>
  );
}

function countOutcomes({ results }: CheckState, done: number): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  let known = 0;
  for (const own of results) {
    known += own.size;
    for (const { verdict } of own.values()) {
      counts[verdict.outcome] = (counts[verdict.outcome] ?? 0) + 1;
    }
  }
  // Creds that were not tried, because the server does not answer, count as done.
  counts.unreachable = (counts.unreachable ?? 0) + Math.max(0, done - known);
  return counts;
}
