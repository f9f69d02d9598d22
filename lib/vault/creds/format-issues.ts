// Finds what is odd about how one pair of JWT and seed is written: where it is, and which clients refuse the
// file for it. Called by read-creds.ts. Each oddity suspects some clients; findRefusingClients() says which
// clients do refuse, and an issue keeps only these. So a client refuses a file exactly when an issue says so.

import { isLower } from "@/lib/shared/base/bytes";
import type { ClientFamily, FormatIssue, FormatIssueCode } from "@/lib/shared/facts/creds";
import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import { findRefusingClients, maskText } from "./client-readers";
import { type Fence, findFences, isQuote, trimWrapping } from "./fences";
import type { Piece } from "./find-blocks";
import type { Line, TextLines } from "./text-lines";

export interface Pair {
  readonly jwt: Piece | null;
  readonly seed: Piece | null;
}

/** The lines of the file that belong to this pair, from `from` up to, but not including, `to`. */
export interface Scope {
  readonly from: number;
  readonly to: number;
  readonly parts: number;
}

const ALL: readonly ClientFamily[] = ["javascript", "go", "go-nkeys"];
const GO: readonly ClientFamily[] = ["go", "go-nkeys"];
const JAVASCRIPT: readonly ClientFamily[] = ["javascript"];

/** More than this of the text of one pair is not compared with what clients read. */
const MAX_SCOPE_BYTES = 4 * 1024 * 1024;

type Note = (code: FormatIssueCode, line: Line | null, suspects: readonly ClientFamily[]) => void;

export function* findFormatIssues(
  original: Uint8Array,
  textLines: TextLines,
  { jwt, seed }: Pair,
  scope: Scope,
): Steps<readonly FormatIssue[]> {
  const found: { code: FormatIssueCode; line: Line | null; suspects: readonly ClientFamily[] }[] =
    [];
  const note: Note = (code, line, suspects) => found.push({ code, line, suspects });
  if (textLines.isUtf16) note("utf-16", null, ALL);
  else if (textLines.hasByteOrderMark) note("byte-order-mark", null, []);
  if (scope.parts > 1) note("several-creds", null, []);
  const pieces = [jwt, seed].filter((piece) => piece !== null);
  if (jwt && !seed) note("bare-jwt", jwt.first.line, ALL);
  for (const piece of pieces) {
    notePiece(textLines.bytes, piece, note, piece === jwt && !seed);
    noteLines(textLines, piece, note);
  }
  if (jwt && seed && seed.first.start < jwt.first.start) {
    note("blocks-swapped", seed.first.line, ALL);
  }
  yield* noteAround(textLines, pieces, scope, note);
  if (!textLines.isUtf16) yield* noteInvalidUtf8(textLines, scope, note);

  const refusing = jwt ? yield* refusingFamilies(original, textLines, jwt, seed, scope) : [];
  const left = refusing.filter((family) => !found.some((one) => one.suspects.includes(family)));
  if (jwt && left.length > 0) note("text-around", jwt.first.line, left);
  return merge(found, refusing);
}

/** One issue for each code, at the first line where a client refuses it, else at the first line of all. */
function merge(
  found: readonly { code: FormatIssueCode; line: Line | null; suspects: readonly ClientFamily[] }[],
  refusing: readonly ClientFamily[],
): readonly FormatIssue[] {
  const merged = new Map<FormatIssueCode, FormatIssue>();
  for (const { code, line, suspects } of found) {
    const before = merged.get(code);
    const hits = refusing.filter((family) => suspects.includes(family));
    const keepsLine = before && (before.refusedBy.length > 0 || hits.length === 0);
    merged.set(code, {
      code,
      line: keepsLine ? before.line : (line?.number ?? null),
      refusedBy: refusing.filter((f) => hits.includes(f) || before?.refusedBy.includes(f)),
    });
  }
  return [...merged.values()];
}

function notePiece(bytes: Uint8Array, piece: Piece, note: Note, isBare: boolean): void {
  const { open, close, first, last, runs, kind } = piece;
  if (open) {
    noteFence(bytes, open, piece, note);
    if (first.line.followsBlank) note("blank-line-in-block", first.line, ALL);
  }
  if (close) {
    noteFence(bytes, close, piece, note);
    if (close.line.followsBlank) note("blank-line-in-block", close.line, GO);
    if (close.line.lineEnd === "none" && close.end === close.line.end)
      note("no-final-newline", close.line, JAVASCRIPT);
  }
  if (!(open && close) && !(isBare && !open && !close)) note("missing-fence", first.line, ALL);
  if (runs.length > 1)
    note(kind === "jwt" ? "wrapped-jwt" : "wrapped-seed", runs[1]?.line ?? null, ALL);
  if (kind === "seed" && runs.some((run) => bytes.subarray(run.start, run.end).some(isLower))) {
    note("lower-case-seed", first.line, ALL);
  }
  const isOneLine = first.line === last.line;
  noteAroundEdges(bytes, first.line, first.start, isOneLine ? last.end : first.line.end, note, GO);
  if (!isOneLine) noteAroundEdges(bytes, last.line, last.line.start, last.end, note, GO);
}

/** Notes what the line has before `start` and after `end`. Space is noted only where there is no text. */
function noteAroundEdges(
  bytes: Uint8Array,
  line: Line,
  start: number,
  end: number,
  note: Note,
  spaceSuspects: readonly ClientFamily[],
): void {
  if (start > line.start) noteText(bytes, start - 1, line, note, ALL);
  else if (line.isIndented) note("indented", line, spaceSuspects);
  if (end < line.end) noteText(bytes, end, line, note, ALL);
  else if (line.hasTrailingSpace) note("trailing-space", line, spaceSuspects);
}

function noteText(
  bytes: Uint8Array,
  at: number,
  line: Line,
  note: Note,
  suspects: readonly ClientFamily[],
): void {
  note(isQuote(bytes[at] ?? 0) ? "quoted" : "text-around", line, suspects);
}

function noteFence(bytes: Uint8Array, fence: Fence, { open, kind }: Piece, note: Note): void {
  const { line } = fence;
  if (fence.hasOddDashes) note("odd-dashes", line, ALL);
  if (fence.isShort) note("short-fence", line, ALL);
  if (fence.role === null || fence.label !== kind) note("unknown-label", line, []);
  if (fence === open) {
    // Clients accept the dashes anywhere in the first line of a block.
    if (line.isIndented) note("indented", line, []);
    if (fence.start > line.start) noteText(bytes, fence.start - 1, line, note, []);
    noteAroundEdges(bytes, { ...line, isIndented: false }, line.start, fence.end, note, ALL);
  } else noteAroundEdges(bytes, line, fence.start, fence.end, note, ALL);
}

function noteLines({ lines }: TextLines, piece: Piece, note: Note): void {
  const from = (piece.open?.line ?? piece.first.line).index;
  const to = (piece.close?.line ?? piece.last.line).index;
  for (let i = from; i <= to; i++) {
    const line = lines[i];
    if (line?.lineEnd === "crlf") note("crlf", line, JAVASCRIPT);
    if (line?.lineEnd === "cr") note("bare-cr", line, ALL);
    if (line?.lineEnd === "escaped") note("escaped-newlines", line, ALL);
  }
}

/** Notes text outside the blocks, except the notice that every generator writes between them. */
function* noteAround(
  textLines: TextLines,
  pieces: readonly Piece[],
  scope: Scope,
  note: Note,
): Steps<void> {
  const spans = pieces.map(({ open, close, first, last }) => [
    (open?.line ?? first.line).index,
    (close?.line ?? last.line).index,
  ]);
  let unreported = 0;
  for (const line of textLines.lines.slice(scope.from, scope.to)) {
    // The steps of a longer line are reported by findFences().
    unreported += Math.min(line.end - line.start, STEP_BYTES);
    if (unreported > STEP_BYTES) {
      yield unreported;
      unreported = 0;
    }
    if (spans.some(([from = 0, to = 0]) => line.index >= from && line.index <= to)) continue;
    const [start, end] = trimWrapping(textLines.bytes, line);
    const isGeneratorNotice =
      textLines.bytes[start] === 42 || startsWith(textLines.bytes, start, "NKEY");
    if (start === end || isGeneratorNotice) continue;
    const fences = yield* findFences(textLines.bytes, line);
    note("text-around", line, fences.length > 0 ? ALL : []);
  }
}

const startsWith = (bytes: Uint8Array, at: number, word: string): boolean =>
  [...word].every((char, i) => bytes[at + i] === char.charCodeAt(0));

function* noteInvalidUtf8(textLines: TextLines, scope: Scope, note: Note): Steps<void> {
  if (!textLines.hasHighBytes) return;
  const { bytes } = textLines;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let unreported = 0;
  for (const line of textLines.lines.slice(scope.from, scope.to)) {
    const masked = bytes.slice(line.start, line.end);
    for (let at = 0; at < masked.length; at++) {
      if ((masked[at] ?? 0) < 128) masked[at] = 65;
      if (++unreported < STEP_BYTES) continue;
      yield unreported;
      unreported = 0;
    }
    try {
      decoder.decode(masked);
    } catch {
      note("invalid-utf-8", line, []);
      return;
    }
  }
}

function* refusingFamilies(
  original: Uint8Array,
  textLines: TextLines,
  jwt: Piece,
  seed: Piece | null,
  scope: Scope,
): Steps<readonly ClientFamily[]> {
  if (!seed || textLines.isUtf16) return ALL;
  // A client reads the first pair that it can read. So the first pair is judged by the whole file, and the
  // others by their lines alone.
  const isFirst = scope.from === 0;
  const start = isFirst ? 0 : lineStart(textLines, scope.from);
  const isRest = isFirst || scope.to >= textLines.lines.length;
  const end = isRest ? original.length : lineStart(textLines, scope.to);
  const hasLower = seed.runs.some((r) => textLines.bytes.subarray(r.start, r.end).some(isLower));
  if (hasLower) return ALL;
  return yield* findRefusingClients(
    yield* maskText(original.subarray(start, Math.min(end, start + MAX_SCOPE_BYTES))),
    yield* maskPiece(textLines.bytes, jwt),
    yield* maskPiece(textLines.bytes, seed),
  );
}

function* maskPiece(bytes: Uint8Array, { runs }: Piece): Steps<string> {
  const masked: string[] = [];
  for (const { start, end } of runs) masked.push(yield* maskText(bytes.subarray(start, end)));
  return masked.join("");
}

/** Where a line begins, with its indent. */
function lineStart({ bytes, lines }: TextLines, index: number): number {
  let at = lines[index]?.start ?? 0;
  while (at > 0 && (bytes[at - 1] === 32 || bytes[at - 1] === 9)) at--;
  return at;
}
