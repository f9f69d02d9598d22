// The part of a payload that is drawn. A goal of find that is not in it moves the part there, so that the start of a
// long payload need not be drawn for a hit at its end.

import { useState } from "react";

/** A place to show, in the units of the part. A new object each time. */
export interface Goal {
  readonly start: number;
  readonly end: number;
}

export interface ShownPart {
  readonly from: number;
  readonly to: number;
  readonly showTo: (to: number) => void;
  readonly showEarlier: () => void;
}

/** `from` is a multiple of `step`. */
export function useShownPart(size: number, goal: Goal | null | undefined, step = 1): ShownPart {
  const [part, setPart] = useState({ from: 0, to: size });
  const [reached, setReached] = useState<Goal | null>(null);
  if (goal != null && goal !== reached) {
    setReached(goal);
    if (goal.start < part.from || goal.end > part.to) setPart(around(goal, size, step));
  }
  return {
    ...part,
    showTo: (to) => setPart({ ...part, to }),
    showEarlier: () => {
      const from = Math.max(0, part.from - 3 * (part.to - part.from));
      setPart({ ...part, from: from - (from % step) });
    },
  };
}

/** A fourth of it stands before the goal. */
function around({ start, end }: Goal, size: number, step: number) {
  const wanted = Math.max(0, start - Math.floor(size / 4));
  const from = wanted - (wanted % step);
  return { from, to: Math.max(from + size, end) };
}
