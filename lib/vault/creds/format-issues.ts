// Finds what is odd about how one pair of JWT and seed is written: where it is, and which clients refuse the
// file for it. Called by read-creds.ts. Each oddity suspects some clients; findRefusals() says which clients do
// refuse, and an issue keeps only these. So a client refuses a file exactly when an issue says so.

import { isAlnum, isLower } from "@/lib/shared/base/bytes";
import type {
  ClientFamily,
  ClientRefusal,
  FormatIssue,
  FormatIssueCode,
} from "@/lib/shared/facts/creds";
import { STEP_BYTES, type Steps } from "@/lib/vault/base/turns";
import { CLIENT_FAMILIES, findRefusals, type TextFor } from "./clients/client-readers";
import { maskText } from "./clients/mask-text";
import { type Fence, findFences, isQuote, trimWrapping } from "./text/fences";
import type { Piece } from "./text/find-blocks";
import type { Line, TextLines } from "./text/text-lines";

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

const ALL = CLIENT_FAMILIES;
const NONE: readonly ClientFamily[] = [];
/** They take what stands between two fences and allow no space there. */
const STRICT_BLOCKS: readonly ClientFamily[] = ["go-nkeys", "go", "rust"];
/** They take a line of a block as it is. */
const UNTRIMMED: readonly ClientFamily[] = [
  ...STRICT_BLOCKS,
  "python",
  "dotnet",
  "c",
  "c-before-3.9",
];
/** They want a line end after the last fence. */
const NEEDS_LINE_END: readonly ClientFamily[] = ["go-nkeys", "javascript", "rust"];
const NEEDS_LABELS: readonly ClientFamily[] = ["python", "dotnet"];
/** They find a fence at the beginning of its line only. */
const NEEDS_FENCE_FIRST: readonly ClientFamily[] = ["java", "dotnet"];

const OPENINGS: Readonly<Record<Piece["kind"], string>> = {
  jwt: "-----BEGIN NATS USER JWT-----",
  seed: "-----BEGIN USER NKEY SEED-----",
};

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
  else if (textLines.hasByteOrderMark) note("byte-order-mark", null, ["java"]);
  if (scope.parts > 1) note("several-creds", null, NONE);
  const pieces = [jwt, seed].filter((piece) => piece !== null);
  if (jwt && !seed) note("bare-jwt", jwt.first.line, ALL);
  for (const piece of pieces) {
    notePiece(textLines.bytes, piece, note, piece === jwt && !seed);
    noteLines(textLines, piece, note);
  }
  if (jwt && seed && seed.first.start < jwt.first.start) {
    note("blocks-swapped", seed.first.line, ALL);
  }
  const hasDashedNotice = yield* noteAround(textLines, pieces, scope, note);
  if (!textLines.isUtf16) yield* noteInvalidUtf8(textLines, scope, note);

  // Without any oddity every client reads the file, so ten thousand sound files are not read by nine readers.
  const isPlain =
    found.length === 0 &&
    !hasDashedNotice &&
    [jwt, seed].every((piece) => piece && isPlainBlock(textLines.bytes, piece));
  if (isPlain && isWhole(scope, textLines) && isPlainText(original)) return [];
  const isUtf8 = !found.some(({ code }) => code === "invalid-utf-8");
  const refusals = jwt ? yield* refusalsOf(original, textLines, { jwt, seed }, scope, isUtf8) : [];
  const left = refusals
    .map(({ client }) => client)
    .filter((family) => !found.some((one) => one.suspects.includes(family)));
  if (jwt && left.length > 0) note("text-around", jwt.first.line, left);
  return merge(found, refusals);
}

const isWhole = ({ from, to }: Scope, { lines }: TextLines): boolean =>
  from === 0 && to >= lines.length;

/** Three lines that hold nothing else, the middle one with the characters of a JWT and no two dashes. */
function isPlainBlock(bytes: Uint8Array, { open, close, first, last }: Piece): boolean {
  const { index, start, end } = first.line;
  const fills = (one: { readonly line: Line; readonly start: number }, to: number) =>
    one.start === one.line.start && to === one.line.end;
  return (
    open?.line.index === index - 1 &&
    close?.line.index === index + 1 &&
    first.line === last.line &&
    fills(open, open.end) &&
    fills(close, close.end) &&
    fills(first, last.end) &&
    bytes
      .subarray(start, end)
      .every((byte, at) =>
        byte === 45 ? bytes[start + at + 1] !== 45 : isAlnum(byte) || byte === 46 || byte === 95,
      )
  );
}

/** Printable ASCII and line feeds. */
const isPlainText = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte === 10 || (byte >= 32 && byte < 127));

/** One issue for each code, at the first line where a client refuses it, else at the first line of all. */
function merge(
  found: readonly { code: FormatIssueCode; line: Line | null; suspects: readonly ClientFamily[] }[],
  refusals: readonly ClientRefusal[],
): readonly FormatIssue[] {
  const merged = new Map<FormatIssueCode, FormatIssue>();
  for (const { code, line, suspects } of found) {
    const before = merged.get(code);
    const hits = refusals.filter(({ client }) => suspects.includes(client));
    const keepsLine = before && (before.refusedBy.length > 0 || hits.length === 0);
    merged.set(code, {
      code,
      line: keepsLine ? before.line : (line?.number ?? null),
      refusedBy: refusals.filter((one) => hits.includes(one) || before?.refusedBy.includes(one)),
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
    if (close.line.followsBlank) note("blank-line-in-block", close.line, STRICT_BLOCKS);
    if (close.line.lineEnd === "none" && close.end === close.line.end)
      note("no-final-newline", close.line, NEEDS_LINE_END);
  }
  if (!(open && close) && !(isBare && !open && !close)) note("missing-fence", first.line, ALL);
  if (runs.length > 1)
    note(kind === "jwt" ? "wrapped-jwt" : "wrapped-seed", runs[1]?.line ?? null, ALL);
  if (kind === "seed" && runs.some((run) => bytes.subarray(run.start, run.end).some(isLower))) {
    note("lower-case-seed", first.line, ALL);
  }
  const isOneLine = first.line === last.line;
  const firstEnd = isOneLine ? last.end : first.line.end;
  noteAroundEdges(bytes, first.line, first.start, firstEnd, note, UNTRIMMED);
  if (!isOneLine) noteAroundEdges(bytes, last.line, last.line.start, last.end, note, UNTRIMMED);
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
  if (fence.role === null || fence.label !== kind) note("unknown-label", line, NEEDS_LABELS);
  else if (fence === open && !fence.hasOddDashes && !fence.isShort) {
    if (!startsWith(bytes, fence.start, OPENINGS[kind])) note("unknown-label", line, NEEDS_LABELS);
  }
  if (fence === open) {
    // Most clients accept the dashes anywhere in the first line of a block.
    if (line.isIndented) note("indented", line, NEEDS_FENCE_FIRST);
    if (fence.start > line.start) noteText(bytes, fence.start - 1, line, note, NEEDS_FENCE_FIRST);
    noteAroundEdges(bytes, { ...line, isIndented: false }, line.start, fence.end, note, ALL);
  } else noteAroundEdges(bytes, line, fence.start, fence.end, note, ALL);
}

function noteLines({ lines }: TextLines, piece: Piece, note: Note): void {
  const from = (piece.open?.line ?? piece.first.line).index;
  const to = (piece.close?.line ?? piece.last.line).index;
  for (let i = from; i <= to; i++) {
    const line = lines[i];
    if (line?.lineEnd === "crlf") note("crlf", line, ["javascript", "python", "c-before-3.9"]);
    if (line?.lineEnd === "cr") note("bare-cr", line, ALL);
    if (line?.lineEnd === "escaped") note("escaped-newlines", line, ALL);
  }
}

/**
 * Notes text outside the blocks, except the notice that every generator writes between them. Returns whether
 * that notice has dashes, which a client might take for a fence.
 */
function* noteAround(
  textLines: TextLines,
  pieces: readonly Piece[],
  scope: Scope,
  note: Note,
): Steps<boolean> {
  let hasDashedNotice = false;
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
    if (isGeneratorNotice) hasDashedNotice ||= textLines.bytes.subarray(start, end).includes(45);
    if (start === end || isGeneratorNotice) continue;
    const fences = yield* findFences(textLines.bytes, line);
    // Java counts every line that begins with a dash.
    const isDashed = textLines.bytes[line.start] === 45;
    note("text-around", line, fences.length > 0 ? ALL : isDashed ? ["java"] : NONE);
  }
  return hasDashedNotice;
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
      note("invalid-utf-8", line, ["rust"]);
      return;
    }
  }
}

function* refusalsOf(
  original: Uint8Array,
  textLines: TextLines,
  { jwt, seed }: { readonly jwt: Piece; readonly seed: Piece | null },
  scope: Scope,
  isUtf8: boolean,
): Steps<readonly ClientRefusal[]> {
  const hasLower =
    seed?.runs.some((r) => textLines.bytes.subarray(r.start, r.end).some(isLower)) ?? false;
  const expected = {
    jwt: yield* maskPiece(textLines.bytes, jwt),
    seed: seed && !hasLower ? yield* maskPiece(textLines.bytes, seed) : null,
  };
  return yield* findRefusals(yield* textsFor(original, textLines, scope, isUtf8), expected);
}

/** How each client fails on text without any fence, such as base64 of a creds file. */
export const refusalsOfEncoded = (): Steps<readonly ClientRefusal[]> =>
  findRefusals(() => ({ text: "bGluZQ==\n" }), { jwt: "a.b.c", seed: null });

/**
 * What each client gets to read. Most clients read the first pair that they can read, so the first pair is
 * judged by the whole file, and the others by their lines alone. .NET reads the last, so it gets the lines.
 */
function* textsFor(
  original: Uint8Array,
  textLines: TextLines,
  scope: Scope,
  isUtf8: boolean,
): Steps<TextFor> {
  const { isUtf16, lines } = textLines;
  const isFirst = scope.from === 0;
  const isLast = scope.to >= lines.length;
  const linesOf = (bytes: Uint8Array, isWhole: boolean) =>
    cut(
      bytes,
      isFirst || isWhole ? 0 : lineStart(textLines, scope.from),
      isLast || isWhole ? bytes.length : lineStart(textLines, scope.to),
    );
  const text = yield* maskText(linesOf(original, isFirst || isUtf16));
  const own = isUtf16 || !(isFirst && isLast) ? linesOf(textLines.bytes, false) : null;
  const ownText = own ? yield* maskText(own) : text;
  const canDecode = !isUtf16 || hasUtf16Mark(original);
  return (family) => {
    if (family === "rust" && (!isUtf8 || (isUtf16 && canDecode))) return { how: "not-utf-8" };
    return { text: family === "dotnet" && canDecode ? ownText : text };
  };
}

const hasUtf16Mark = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

const cut = (bytes: Uint8Array, start: number, end: number): Uint8Array =>
  bytes.subarray(start, Math.min(end, start + MAX_SCOPE_BYTES));

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
