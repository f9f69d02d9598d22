// Which elements two lists share, in order, by the diff library. What is equal at both ends is taken off first, since
// its time grows with the differences times the length. Past a number of differences the middle counts as replaced.
// Pure.

import { diffArrays } from "diff";

/** One or the other element is null where a list lacks it. Both are set for equal ones. */
export interface SequencePair {
  readonly a: number | null;
  readonly b: number | null;
}

export interface SequenceDiff {
  readonly pairs: readonly SequencePair[];
  /** False when the lists differ in so much that the middle was not compared. */
  readonly isExact: boolean;
}

const MAX_DIFFERENCES = 600;

/** Elements are compared as texts. The pairs are in order. */
export function diffSequences(a: readonly string[], b: readonly string[]): SequenceDiff {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [middleA, middleB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const changes = diffArrays(middleA, middleB, { maxEditLength: MAX_DIFFERENCES });
  const parts = changes ?? [
    { count: middleA.length, added: false, removed: true },
    { count: middleB.length, added: true, removed: false },
  ];
  const pairs: SequencePair[] = [];
  let [atA, atB] = [0, 0];
  const put = (count: number, isInA: boolean, isInB: boolean) => {
    for (let index = 0; index < count; index++) {
      pairs.push({ a: isInA ? atA : null, b: isInB ? atB : null });
      if (isInA) atA += 1;
      if (isInB) atB += 1;
    }
  };
  put(start, true, true);
  for (const { count, added, removed } of parts) put(count, !added, !removed);
  put(end, true, true);
  return { pairs, isExact: changes !== undefined };
}
