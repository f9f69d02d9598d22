// Long work in turns, so that the vault's other work runs in between: pings, frames of connections, clicks. The
// work is a generator that counts what it does, so a test can assert how much is done between two breaks on a
// machine of any speed.

import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";

/** Gives the units of work done since the last break, at each break. */
export type Turns<T> = Generator<number, T, void>;

export async function runInTurns<T>(turns: Turns<T>): Promise<T> {
  for (;;) {
    const turn = turns.next();
    if (turn.done) return turn.value;
    await yieldToEventLoop();
  }
}

/** Without breaks. For little work. */
export function runAtOnce<T>(turns: Turns<T>): T {
  for (;;) {
    const turn = turns.next();
    if (turn.done) return turn.value;
  }
}
