// What is odd about the form of one pair of JWT and seed: where, and which clients it stops. Called
// by read-creds.ts. Each oddity names the clients that it may stop; refusingClients() says which do
// refuse, and a finding keeps only those. So a file is refused by a client exactly when a finding
// says so.

import { isLower } from "@/lib/shared/base/bytes";
import type { ClientFamily, FormatIssue, FormatIssueCode } from "@/lib/shared/facts/creds";
import { maskText, refusingClients } from "./client-readers";
import { core, type Fence, findFences, isQuote } from "./fences";
import type { Piece } from "./find-blocks";
import type { Line, TextLines } from "./text-lines";

export interface Pair {
  readonly jwt: Piece | null;
  readonly seed: Piece | null;
}

/** The part of the file that this pair is judged on: lines `from` to before `to`. */
export interface Scope {
  readonly from: number;
  readonly to: number;
  readonly parts: number;
}

const ALL: readonly ClientFamily[] = ["javascript", "go", "go-nkeys"];
const GO: readonly ClientFamily[] = ["go", "go-nkeys"];
const JAVASCRIPT: readonly ClientFamily[] = ["javascript"];

type Note = (code: FormatIssueCode, line: Line | null, suspects: readonly ClientFamily[]) => void;

export function findFormatIssues(
  original: Uint8Array,
  form: TextLines,
  { jwt, seed }: Pair,
  scope: Scope,
): readonly FormatIssue[] {
  const found: { code: FormatIssueCode; line: Line | null; suspects: readonly ClientFamily[] }[] =
    [];
  const note: Note = (code, line, suspects) => found.push({ code, line, suspects });
  if (form.isUtf16) note("utf-16", null, ALL);
  else if (form.hasByteOrderMark) note("byte-order-mark", null, []);
  if (scope.parts > 1) note("several-creds", null, []);
  const pieces = [jwt, seed].filter((piece) => piece !== null);
  if (jwt && !seed) note("bare-jwt", jwt.first.line, ALL);
  for (const piece of pieces) {
    notePiece(form.bytes, piece, note, piece === jwt && !seed);
    noteLines(form, piece, note);
  }
  if (jwt && seed && seed.first.start < jwt.first.start) {
    note("blocks-swapped", seed.first.line, ALL);
  }
  noteAround(form, pieces, scope, note);
  if (!form.isUtf16) noteInvalidUtf8(form, scope, note);

  const refusing = jwt ? refusingOf(original, form, jwt, seed, scope) : [];
  const left = refusing.filter((family) => !found.some((one) => one.suspects.includes(family)));
  if (jwt && left.length > 0) note("text-around", jwt.first.line, left);
  return merge(found, refusing);
}

/** One finding for each code, at the first place where it stops a client, else the first of all. */
function merge(
  found: readonly { code: FormatIssueCode; line: Line | null; suspects: readonly ClientFamily[] }[],
  refusing: readonly ClientFamily[],
): readonly FormatIssue[] {
  const merged = new Map<FormatIssueCode, FormatIssue>();
  for (const { code, line, suspects } of found) {
    const before = merged.get(code);
    const hits = refusing.filter((family) => suspects.includes(family));
    const staysThere = before && (before.refusedBy.length > 0 || hits.length === 0);
    merged.set(code, {
      code,
      line: staysThere ? before.line : (line?.number ?? null),
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
  noteEdges(bytes, first.line, first.start, isOneLine ? last.end : first.line.end, note, GO);
  if (!isOneLine) noteEdges(bytes, last.line, last.line.start, last.end, note, GO);
}

/** What stands in the line before `start` and after `end`. Space is blamed only where text is not. */
function noteEdges(
  bytes: Uint8Array,
  line: Line,
  start: number,
  end: number,
  note: Note,
  spaceStops: readonly ClientFamily[],
): void {
  if (start > line.start) noteText(bytes, start - 1, line, note, ALL);
  else if (line.isIndented) note("indented", line, spaceStops);
  if (end < line.end) noteText(bytes, end, line, note, ALL);
  else if (line.hasTrailingSpace) note("trailing-space", line, spaceStops);
}

function noteText(
  bytes: Uint8Array,
  at: number,
  line: Line,
  note: Note,
  stops: readonly ClientFamily[],
): void {
  note(isQuote(bytes[at] ?? 0) ? "quoted" : "text-around", line, stops);
}

function noteFence(bytes: Uint8Array, fence: Fence, { open, kind }: Piece, note: Note): void {
  const { line } = fence;
  if (fence.hasOddDashes) note("odd-dashes", line, ALL);
  if (fence.isShort) note("short-fence", line, ALL);
  if (fence.role === null || fence.label !== kind) note("unknown-label", line, []);
  if (fence === open) {
    // Clients look for the dashes anywhere in the first line of a block.
    if (line.isIndented) note("indented", line, []);
    if (fence.start > line.start) noteText(bytes, fence.start - 1, line, note, []);
    noteEdges(bytes, { ...line, isIndented: false }, line.start, fence.end, note, ALL);
  } else noteEdges(bytes, line, fence.start, fence.end, note, ALL);
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

/** Text outside the blocks, but for the note that every generator writes between them. */
function noteAround(form: TextLines, pieces: readonly Piece[], scope: Scope, note: Note): void {
  const spans = pieces.map(({ open, close, first, last }) => [
    (open?.line ?? first.line).index,
    (close?.line ?? last.line).index,
  ]);
  for (const line of form.lines.slice(scope.from, scope.to)) {
    if (spans.some(([from = 0, to = 0]) => line.index >= from && line.index <= to)) continue;
    const [start, end] = core(form.bytes, line);
    const isNote = form.bytes[start] === 42 || startsWith(form.bytes, start, "NKEY");
    if (start === end || isNote) continue;
    note("text-around", line, findFences(form.bytes, line).length > 0 ? ALL : []);
  }
}

const startsWith = (bytes: Uint8Array, at: number, word: string): boolean =>
  [...word].every((char, i) => bytes[at + i] === char.charCodeAt(0));

function noteInvalidUtf8({ bytes, lines }: TextLines, scope: Scope, note: Note): void {
  if (!bytes.some((byte) => byte > 127)) return;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for (const line of lines.slice(scope.from, scope.to)) {
    const masked = bytes.subarray(line.start, line.end).map((byte) => (byte > 127 ? byte : 65));
    try {
      decoder.decode(masked);
    } catch {
      note("invalid-utf-8", line, []);
      return;
    }
  }
}

function refusingOf(
  original: Uint8Array,
  form: TextLines,
  jwt: Piece,
  seed: Piece | null,
  scope: Scope,
): readonly ClientFamily[] {
  if (!seed || form.isUtf16) return ALL;
  // A client takes the first pair that it can read: the whole file speaks for the first one, and for
  // the others what is their own.
  const isFirst = scope.from === 0;
  const start = isFirst ? 0 : lineStart(form, scope.from);
  const isRest = isFirst || scope.to >= form.lines.length;
  const end = isRest ? original.length : lineStart(form, scope.to);
  const mask = (piece: Piece) =>
    piece.runs.map((r) => maskText(form.bytes.subarray(r.start, r.end)));
  const hasLower = seed.runs.some((r) => form.bytes.subarray(r.start, r.end).some(isLower));
  if (hasLower) return ALL;
  return refusingClients(
    maskText(original.subarray(start, end)),
    mask(jwt).join(""),
    mask(seed).join(""),
  );
}

/** Where the text of a line begins, its indent included. */
function lineStart({ bytes, lines }: TextLines, index: number): number {
  let at = lines[index]?.start ?? 0;
  while (at > 0 && (bytes[at - 1] === 32 || bytes[at - 1] === 9)) at--;
  return at;
}
