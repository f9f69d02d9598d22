// How fast a replay sends: as the messages came, slower or faster, or without delay.

import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { PACES, type Pace, SPEED_PROBLEM, speedOf } from "./replay-text";

export interface ReplayPaceProps {
  readonly pace: Pace;
  /** As typed. */
  readonly times: string;
  readonly onPace: (pace: Pace) => void;
  readonly onTimes: (times: string) => void;
}

export function ReplayPace({ pace, times, onPace, onTimes }: ReplayPaceProps) {
  return (
    <div className="grid gap-2">
      <Segmented<Pace>
        label="Pace"
        options={PACES}
        value={pace}
        onChange={onPace}
        className="justify-self-start"
      />
      {pace === "scaled" ? (
        <div className="flex items-baseline gap-1.5 text-small text-ink-2">
          <Field
            mono
            size="sm"
            aria-label="Times as fast"
            inputMode="decimal"
            value={times}
            error={speedOf(pace, times).ok ? null : SPEED_PROBLEM}
            onChange={(event) => onTimes(event.currentTarget.value)}
            className="w-24 *:whitespace-nowrap"
          />
          <span aria-hidden>times as fast, or slower: 0.5</span>
        </div>
      ) : null}
    </div>
  );
}
