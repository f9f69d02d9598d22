// The lag of each consumer while the list is open, for its small chart. Nothing of it is kept afterwards.

import { useEffect, useState } from "react";
import type { ConsumerSummary } from "@/lib/shared/facts/permission-tries";

export interface LagSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly lag: number;
}

/** Five minutes at one sample each 3 s. */
const MAX_SAMPLES = 100;

/** By consumer. `list` is a new one after each reading. */
export function useLagHistory(
  list: readonly ConsumerSummary[],
): ReadonlyMap<string, readonly LagSample[]> {
  const [history, setHistory] = useState<ReadonlyMap<string, readonly LagSample[]>>(new Map());
  useEffect(() => {
    const at = Date.now();
    setHistory(
      (before) =>
        new Map(
          list.map(({ name, pending }) => [
            name,
            [...(before.get(name) ?? []), { at, lag: pending }].slice(-MAX_SAMPLES),
          ]),
        ),
    );
  }, [list]);
  return history;
}

/** The points of a line in a box, with zero at the bottom; "" for less than two samples. */
export function linePoints(
  samples: readonly LagSample[],
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || last.at === first.at) return "";
  const most = Math.max(1, ...samples.map(({ lag }) => lag));
  const round = (value: number) => Math.round(value * 10) / 10;
  return samples
    .map(({ at, lag }) => {
      const x = ((at - first.at) / (last.at - first.at)) * width;
      return `${round(x)},${round(height - 1 - (lag / most) * (height - 2))}`;
    })
    .join(" ");
}
