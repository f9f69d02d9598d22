// Finds JWTs and seeds in the lines of a file, in order, by how they look and not by their place. Called by
// read-creds.ts. A piece is a list of byte ranges: nothing is copied or decoded here.

import { isAlnum, isDigit, isLower, isUpper } from "@/lib/shared/base/bytes";
import { isStepEnd, STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import { type Fence, findFences, trimWrapping } from "./fences";
import type { Line, TextLines } from "./text-lines";

/** A run of characters in one line that a JWT or a seed may consist of. */
export interface Run {
  readonly start: number;
  readonly end: number;
  readonly line: Line;
  /** The line, or its part between two fences, contains nothing else. */
  readonly isAlone: boolean;
}

export interface Piece {
  readonly kind: "jwt" | "seed";
  readonly runs: readonly Run[];
  readonly first: Run;
  readonly last: Run;
  readonly open: Fence | null;
  readonly close: Fence | null;
}

interface Segment {
  readonly open: Fence | null;
  close: Fence | null;
  readonly runs: Run[];
}

/** The most runs kept between two fences, apart from those that begin a piece. No wrapping splits a JWT into so many. */
const MAX_RUNS = 20_000;
/** Text that no fence opens is cut before a seed or a whole JWT once it has so many runs. */
const RUNS_BEFORE_CUT = 1_000;
const SIGNATURE_CHARS = 86;
const SEED_CHARS = 58;

export function* findPieces({ bytes, lines }: TextLines): Steps<readonly Piece[]> {
  const segments = yield* findSegments(bytes, lines);
  const only = segments.length === 1 && segments[0]?.runs.length === 1;
  const pieces: Piece[] = [];
  let unreported = 0;
  for (const segment of segments) {
    for (const piece of yield* piecesOf(bytes, segment, only)) pieces.push(piece);
    for (const run of segment.runs) unreported += Math.min(run.end - run.start, STEP_BYTES);
    if (unreported < STEP_BYTES) continue;
    yield unreported;
    unreported = 0;
  }
  return pieces;
}

function* findSegments(bytes: Uint8Array, lines: readonly Line[]): Steps<readonly Segment[]> {
  const segments: Segment[] = [];
  let current: Segment = { open: null, close: null, runs: [] };
  let unreported = 0;
  for (const line of lines) {
    let at = line.start;
    const fences = yield* findFences(bytes, line);
    for (const fence of fences) {
      yield* addRuns(bytes, current, line, at, fence.start);
      const isEnd = fence.role === "end" || (fence.role === null && current.open !== null);
      if (isEnd) current.close = fence;
      if (current.runs.length > 0) segments.push(current);
      current = { open: isEnd ? null : fence, close: null, runs: [] };
      at = fence.end;
    }
    const before = current.runs.length;
    yield* addRuns(bytes, current, line, at, line.end);
    const run = current.runs[before];
    // Such a run begins a new piece in any case, so nothing is torn apart.
    const isLong = before > (current.open === null ? RUNS_BEFORE_CUT : MAX_RUNS);
    if (isLong && run && beginsPiece(bytes, run)) {
      segments.push({ ...current, runs: current.runs.slice(0, before) });
      current = { open: null, close: null, runs: current.runs.slice(before) };
    }
    // The steps of a longer line have been reported.
    unreported += Math.min(line.end - line.start, STEP_BYTES);
    if (unreported < STEP_BYTES) continue;
    yield unreported;
    unreported = 0;
  }
  if (current.runs.length > 0) segments.push(current);
  return segments;
}

const beginsPiece = (bytes: Uint8Array, run: Run): boolean =>
  looksLikeSeed(bytes, run) || isWholeJwt(bytes, run);

const isRunByte = (byte: number): boolean =>
  isAlnum(byte) || byte === 45 || byte === 46 || byte === 95 || byte === 61 || byte === 43;

function* addRuns(
  bytes: Uint8Array,
  segment: Segment,
  line: Line,
  from: number,
  to: number,
): Steps<void> {
  const [left, right] = trimWrapping(bytes, { ...line, start: from, end: to });
  for (let at = left; at < right; ) {
    let end = at;
    for (; end < right && isRunByte(bytes[end] ?? 0); end++) if (isStepEnd(end)) yield STEP_BYTES;
    if (isStepEnd(end)) yield STEP_BYTES;
    if (end > at) {
      const start = skipAssignment(bytes, at, end);
      const run = { start, end, line, isAlone: at === left && end === right };
      if (segment.runs.length <= MAX_RUNS || beginsPiece(bytes, run)) segment.runs.push(run);
    }
    at = end + 1;
  }
}

/** Returns where the value of NAME=value starts. Padding at the end of a part of a JWT is not an assignment. */
function skipAssignment(bytes: Uint8Array, start: number, end: number): number {
  for (let at = end - 20; at > start; at--) {
    if (bytes[at - 1] === 61 && isAlnum(bytes[at] ?? 0)) return at;
  }
  return start;
}

function* piecesOf(bytes: Uint8Array, segment: Segment, isOnly: boolean): Steps<readonly Piece[]> {
  const { open, close, runs } = segment;
  const label = open?.label ?? close?.label ?? null;
  const isBlock = open !== null || close !== null;
  const hasSeed = runs.some((run) => looksLikeSeed(bytes, run));
  const pieces: Piece[] = [];
  const add = (kind: Piece["kind"], from: number, to: number) => {
    const [first, last] = [runs[from], runs[to - 1]];
    if (first && last) {
      pieces.push({ kind, runs: runs.slice(from, to), first, last, open, close });
    }
    return to;
  };
  let breakAfter = RUNS_BEFORE_CUT;
  for (let i = 0; i < runs.length; ) {
    if (i > breakAfter) {
      yield STEP_BYTES;
      breakAfter = i + RUNS_BEFORE_CUT;
    }
    const run = runs[i];
    if (!run) break;
    const isFirst = pieces.length === 0 && (isBlock || isOnly);
    if (
      looksLikeJwt(bytes, run, isFirst ? 2 : 16) ||
      (isFirst && label === "jwt" && includesByte(bytes, run, 46))
    ) {
      i = add("jwt", i, joinJwt(bytes, runs, i));
    } else if (looksLikeSeed(bytes, run)) {
      i = add("seed", i, i + 1);
    } else if (
      isFirst &&
      !hasSeed &&
      (label === "seed" || looksLikeKey(bytes, run, label !== null))
    ) {
      i = add("seed", i, joinSeed(runs, i));
    } else i++;
  }
  if (pieces.length === 0 && label === "jwt") add("jwt", 0, 1);
  return pieces;
}

/** The header of a JWT is JSON: base64url of `{"` begins with "ey", that of `{` and a line end with "ew". */
function looksLikeJwt(bytes: Uint8Array, { start, end }: Run, minChars = 16): boolean {
  const second = bytes[start + 1];
  return bytes[start] === 101 && (second === 121 || second === 119) && end - start >= minChars;
}

const isWholeJwt = (bytes: Uint8Array, run: Run): boolean =>
  looksLikeJwt(bytes, run) && bytes.subarray(run.start, run.end).filter((b) => b === 46).length > 1;

/** Begins as a seed, has about its length, and all letters have one case. */
function looksLikeSeed(bytes: Uint8Array, run: Run): boolean {
  const length = run.end - run.start;
  return (
    ((bytes[run.start] ?? 0) | 32) === 115 && length > 50 && length < 66 && isPlain(bytes, run)
  );
}

/** A key where a seed should be, or the beginning of a wrapped seed. */
function looksLikeKey(bytes: Uint8Array, run: Run, isLabelled: boolean): boolean {
  const length = run.end - run.start;
  const isSeed = ((bytes[run.start] ?? 0) | 32) === 115;
  return isPlain(bytes, run) && (isSeed && isLabelled ? length > 1 : length > 39 && length < 120);
}

/** Only digits and letters of one case. */
function isPlain(bytes: Uint8Array, { start, end }: Run): boolean {
  let lower = 0;
  let upper = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (isLower(byte)) lower++;
    else if (isUpper(byte)) upper++;
    else if (!isDigit(byte)) return false;
  }
  return (lower === 0) !== (upper === 0);
}

/** Adds the following runs while the third part is shorter than a signature. Returns the index after the last. */
function joinJwt(bytes: Uint8Array, runs: readonly Run[], from: number): number {
  let dots = 0;
  let tail = 0;
  let to = from;
  for (let previous: Line | null = null; to < runs.length; to++) {
    const run = runs[to];
    if (!run || (previous && tail >= SIGNATURE_CHARS && dots > 1)) break;
    const belongs = run.isAlone || run.line === previous || previous === null;
    if (!belongs || (previous && (looksLikeSeed(bytes, run) || isWholeJwt(bytes, run)))) break;
    for (let at = run.start; at < run.end; at++) {
      tail++;
      if (bytes[at] === 46) {
        dots++;
        tail = 0;
      }
    }
    previous = run.line;
  }
  return to;
}

function joinSeed(runs: readonly Run[], from: number): number {
  let length = 0;
  let to = from;
  let line: Line | null = null;
  for (; to < runs.length && length < SEED_CHARS; to++) {
    const run = runs[to];
    if (!run || !(line === null || run.isAlone || run.line === line)) break;
    length += run.end - run.start;
    line = run.line;
  }
  return to;
}

function includesByte(bytes: Uint8Array, { start, end }: Run, byte: number): boolean {
  return bytes.subarray(start, end).includes(byte);
}
