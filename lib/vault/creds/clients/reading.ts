// What one client reads from the text of a file, and the helpers that its readers share.

import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";

/** What a client takes for the JWT and the seed. Null = it finds none and says so. */
export interface Reading {
  readonly jwt: string | null;
  readonly seed: string | null;
  /** It looks for the block for ever. */
  readonly hangs?: true;
  /** It sends an empty JWT and no signature, and a server refuses that. */
  readonly isUnsigned?: true;
}

/** Reads the masked text of a whole file (mask-text.ts). Takes linear time. */
export type ClientReader = (text: string) => Steps<Reading>;

const LINES_PER_STEP = 512;

/** Whether a loop over lines has come to the end of a step. */
export const isLineStepEnd = (index: number): boolean =>
  index % LINES_PER_STEP === LINES_PER_STEP - 1;

/** Ends in three dashes and has three more before them, which several clients take for a fence. */
export const isFence = (line: string): boolean => {
  const first = line.indexOf("---");
  return first >= 0 && first <= line.length - 6 && line.endsWith("---");
};

/** The index of the first line for which `is` holds, or -1. */
export function* findLine(lines: readonly string[], is: (line: string) => boolean): Steps<number> {
  for (let i = 0; i < lines.length; i++) {
    if (isLineStepEnd(i)) yield STEP_BYTES;
    if (is(lines[i] ?? "")) return i;
  }
  return -1;
}
