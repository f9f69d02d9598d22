// How long each step of an attempt took, as a bar to scale and in milliseconds.

import { cx } from "@/lib/page/base/cx";
import { roundedMs } from "@/lib/page/format/duration";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";

const STEPS = [
  { phase: "socket", key: "socketMs", label: "WebSocket", shade: "opacity-35" },
  { phase: "info", key: "infoMs", label: "INFO", shade: "opacity-55" },
  { phase: "sign", key: "signMs", label: "sign", shade: "opacity-75" },
  { phase: "connect", key: "connectMs", label: "CONNECT → answer", shade: "opacity-100" },
] as const;

export interface PhasesBarProps {
  readonly attempt: Pick<AttemptRecord, "phases" | "end" | "elapsedMs">;
  /** Class name for the bar's colour. */
  readonly fill: string;
}

export function PhasesBar({ attempt, fill }: PhasesBarProps) {
  const phases = withAnswer(attempt);
  const done = STEPS.flatMap((step) => {
    const ms = phases[step.key];
    return ms === undefined ? [] : [{ ...step, ms }];
  });
  if (done.length === 0) return null;
  return (
    <div className="mt-3">
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full">
        {done.map(({ phase, ms, shade }) => (
          <div
            key={phase}
            className={cx("min-w-0.5", fill, shade)}
            ref={(part) => {
              if (part) part.style.flexGrow = String(Math.max(ms, 0.05));
            }}
          />
        ))}
      </div>
      <ul className="mt-1.5 flex flex-wrap gap-x-3 text-hint text-ink-2 tabular-nums">
        {done.map(({ phase, ms, label }, index) => (
          <li key={phase} data-phase={phase} data-ms={ms}>
            {label} {roundedMs(ms)}
            {index === done.length - 1 ? " ms" : <span className="sr-only"> ms</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A refusal also answers CONNECT, without PONG. Its step took the time that the other steps leave. */
function withAnswer({ phases, end, elapsedMs }: PhasesBarProps["attempt"]) {
  const { socketMs, infoMs, signMs, connectMs } = phases;
  if (end !== "server-closed" || connectMs !== undefined || signMs === undefined) return phases;
  const before = (socketMs ?? 0) + (infoMs ?? 0) + signMs;
  return { ...phases, connectMs: Math.max(0, elapsedMs - before) };
}
