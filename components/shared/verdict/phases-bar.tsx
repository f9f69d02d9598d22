// How long each step of an attempt took, as a bar to scale and in milliseconds.

import { cx } from "@/lib/page/base/cx";
import { roundedMs } from "@/lib/page/format/duration";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";

const STEPS = [
  { phase: "socket", key: "socketMs", label: "WebSocket opened", shade: "opacity-35" },
  { phase: "info", key: "infoMs", label: "INFO received", shade: "opacity-55" },
  { phase: "sign", key: "signMs", label: "Nonce signed", shade: "opacity-75" },
  { phase: "connect", key: "connectMs", label: "CONNECT to answer", shade: "opacity-100" },
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
    <div>
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
      <ul className="mt-2.5 grid gap-1 text-small text-ink-2">
        {done.map(({ phase, ms, label, shade }) => (
          <li
            key={phase}
            data-phase={phase}
            data-ms={ms}
            className="grid grid-cols-[8px_minmax(0,1fr)_auto] items-center gap-2.5"
          >
            <i aria-hidden className={cx("size-2 rounded-[2px]", fill, shade)} />
            {label}
            <span className="mono text-ink tabular-nums">{roundedMs(ms)} ms</span>
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
