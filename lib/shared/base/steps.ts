// Long work in steps: a generator that reports how much it did, so that its driver can let other work run in
// between (lib/vault/creds/work-pace.ts).

/** Reports the bytes of work after each step. A step has about STEP_BYTES. */
export type Steps<T> = Generator<number, T, void>;

export const STEP_BYTES = 16 * 1024;

/** Whether a loop over bytes has come to the end of a step. */
export const isStepEnd = (offset: number): boolean => offset % STEP_BYTES === STEP_BYTES - 1;
