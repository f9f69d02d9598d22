// Finds the fences, the dashed lines around a JWT or a seed, in one line of bytes. Called by find-blocks.ts and
// format-issues.ts. It accepts more than any client does: typographic dashes, two dashes, any label, and
// BEGIN or END fences that share a line with other text.

import { isAlnum } from "@/lib/shared/base/bytes";
import { isStepEnd, STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import type { Line } from "./text-lines";

export interface Fence {
  readonly line: Line;
  readonly start: number;
  readonly end: number;
  /** From the word BEGIN or END; null when the fence has neither. */
  readonly role: "begin" | "end" | null;
  readonly label: "jwt" | "seed" | null;
  readonly hasOddDashes: boolean;
  readonly isShort: boolean;
}

interface DashRun {
  readonly start: number;
  end: number;
  /** The number of dashes. A typographic one counts as two, because editors insert it for two. */
  weight: number;
  isOdd: boolean;
}

/** The fences of the line, from left to right. */
export function* findFences(bytes: Uint8Array, line: Line): Steps<readonly Fence[]> {
  const runs = (yield* dashRuns(bytes, line)).filter((run) => run.weight > 1);
  const first = runs[0];
  const last = runs.at(-1);
  if (!first || !last) return [];
  const fences: Fence[] = [];
  for (let i = 0; i + 1 < runs.length; i++) {
    if (i % 1024 === 1023) yield STEP_BYTES;
    const [left, right] = [runs[i], runs[i + 1]];
    if (!left || !right) break;
    const role = roleOf(bytes, left.end, right.start);
    if (role) {
      fences.push(makeFence(bytes, line, left, right, role));
      i++;
    }
  }
  if (fences.length > 0) return fences;
  const [start, end] = trimWrapping(bytes, line);
  const isWhole = first.start === start && last.end === end;
  const isRule = first === last ? first.weight > 5 : first.weight > 2 && last.weight > 2;
  if (!isWhole || !isRule || bytes.subarray(start, end).includes(46)) return [];
  return [makeFence(bytes, line, first, last, null)];
}

/** The range of the line without the quotes, commas and white space around its text. */
export function trimWrapping(bytes: Uint8Array, { start, end }: Line): readonly [number, number] {
  const isWrapper = (at: number) => isQuote(bytes[at] ?? 0) || bytes[at] === 44;
  const isSpace = (at: number) => bytes[at] === 32 || bytes[at] === 9;
  let [from, to] = [start, end];
  while (from < to && (isWrapper(from) || isSpace(from))) from++;
  while (to > from && (isWrapper(to - 1) || isSpace(to - 1))) to--;
  return [from, to];
}

export const isQuote = (byte: number): boolean => byte === 34 || byte === 39 || byte === 96;

function makeFence(
  bytes: Uint8Array,
  line: Line,
  left: DashRun,
  right: DashRun,
  role: Fence["role"],
): Fence {
  const label = (word: string) => hasWord(bytes, left.end, right.start, word);
  return {
    line,
    start: left.start,
    end: right.end,
    role,
    label: label("jwt") ? "jwt" : label("seed") || label("nkey") ? "seed" : null,
    hasOddDashes: left.isOdd || right.isOdd,
    isShort: Math.min(left.weight, right.weight) < 3,
  };
}

function* dashRuns(bytes: Uint8Array, { start, end }: Line): Steps<readonly DashRun[]> {
  const runs: DashRun[] = [];
  for (let at = start; at < end; ) {
    if (isStepEnd(at)) yield STEP_BYTES;
    const last = runs.at(-1);
    const width = dashWidth(bytes, at, last?.end === at);
    if (width === 0) {
      at++;
      continue;
    }
    let run = last;
    if (run?.end !== at) {
      // A single dash is no part of a fence, and a file may have millions of them.
      if (run && run.weight < 2) runs.pop();
      run = { start: at, end: at, weight: 0, isOdd: false };
      runs.push(run);
    }
    const isOdd = bytes[at] !== 45;
    run.weight += isOdd ? 2 : 1;
    run.isOdd ||= isOdd;
    at += width;
    run.end = at;
  }
  return runs;
}

/** The bytes of the dash at `at`: "-", U+2010–U+2015, U+2212, or an en or em dash of Windows-1252; 0 = none. */
function dashWidth(bytes: Uint8Array, at: number, followsDash: boolean): number {
  const one = bytes[at] ?? 0;
  if (one < 0x80) return one === 45 ? 1 : 0;
  const [two = 0, three = 0] = bytes.subarray(at + 1, at + 3);
  if (one === 0xe2) {
    return (two === 0x80 && three >= 0x90 && three <= 0x95) || (two === 0x88 && three === 0x92)
      ? 3
      : 0;
  }
  const isWindowsDash = one === 0x96 || one === 0x97;
  return isWindowsDash && (followsDash || (bytes[at - 1] ?? 0) < 0x80) ? 1 : 0;
}

function roleOf(bytes: Uint8Array, from: number, to: number): Fence["role"] {
  let at = from;
  while (at < to && !isAlnum(bytes[at] ?? 0)) at++;
  if (hasWord(bytes, at, Math.min(at + 5, to), "begin")) return "begin";
  return hasWord(bytes, at, Math.min(at + 3, to), "end") ? "end" : null;
}

function hasWord(bytes: Uint8Array, from: number, to: number, word: string): boolean {
  for (let at = from; at + word.length <= to; at++) {
    let i = 0;
    while (i < word.length && ((bytes[at + i] ?? 0) | 32) === word.charCodeAt(i)) i++;
    if (i === word.length) return true;
  }
  return false;
}
