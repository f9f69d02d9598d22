// Long work in steps, so that the vault's other work runs in between: pings, frames of connections, clicks. The
// work is a generator that counts what it does, so a test can assert how much is done between two breaks on a
// machine of any speed.

import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";

/** Gives the work of each step when it is done: bytes where text is read, else what is named there. */
export type Steps<T> = Generator<number, T, void>;

/** A step over bytes has about so many. */
export const STEP_BYTES = 16 * 1024;

/** Whether a loop over bytes has come to the end of a step. */
export const isStepEnd = (offset: number): boolean => offset % STEP_BYTES === STEP_BYTES - 1;

/** A break after each step. */
export async function runInTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await yieldToEventLoop();
  }
}

/** As `runInTurns`, with a break only after so many milliseconds. For steps that are much shorter than a break. */
export async function runInSlices<T>(steps: Steps<T>, sliceMs: number): Promise<T> {
  let until = performance.now() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await yieldToEventLoop();
    until = performance.now() + sliceMs;
  }
}

/** The work up to the first break at which `isWanted` gives false; then it ends without a result. */
export function* stepsWhile<T>(isWanted: () => boolean, steps: Steps<T>): Steps<T | null> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield step.value;
    if (!isWanted()) return null;
  }
}

/** Runs all steps in one go. For little work. */
export function runAtOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** So many values of a JWT are checked in about the time in which a step of bytes is read. */
const ITEMS_PER_STEP = 1024;

/** Calls `each` for every item, in steps. */
export function* forEachInSteps<T>(
  list: readonly T[],
  each: (item: T, index: number) => void,
): Steps<void> {
  for (const [index, item] of list.entries()) {
    each(item, index);
    if (isItemStepEnd(index)) yield STEP_BYTES;
  }
}

/** Whether a loop over values has come to the end of a step. */
export const isItemStepEnd = (count: number): boolean =>
  count % ITEMS_PER_STEP === ITEMS_PER_STEP - 1;
