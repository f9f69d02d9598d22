// A run of messages before its first one: what the page shows from the press on, and what the vault answers about it.

import type { RepeatFacts } from "@/lib/shared/facts/console";

export function newRun(run: number, kind: RepeatFacts["kind"]): RepeatFacts {
  return {
    ...{ run, kind, state: "starting", sent: 0, times: 0, done: 0, leftOut: 0, refused: 0 },
    ...{ bytes: 0, rate: 0, elapsedMs: 0, isTaken: false },
  };
}
