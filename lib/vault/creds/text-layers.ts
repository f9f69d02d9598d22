// Finds JWTs and seeds in a text and in the base64 inside it, up to two encodings deep, in their order in the
// file. Called by read-creds.ts. Every decoded copy is pushed to `owned`, which the caller zeroes at the end.

import { concatBytes, toText } from "@/lib/shared/base/bytes";
import { fail, type Result } from "@/lib/shared/base/result";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { JwtFacts } from "@/lib/shared/facts/creds";
import { runAtOnce, type Steps } from "@/lib/vault/base/turns";
import { type ByteRange, decodeRanges } from "./base64";
import { decodeJwtSteps, verifyJwt } from "./decode-jwt";
import { type Blob64, findBase64 } from "./find-base64";
import { decodeSeed, hasSeedRun, type Secret, type Subtle, toUpperCaseSeed } from "./nkeys";
import { findPieces, type Piece } from "./text/find-blocks";
import { readTextLines, type TextLines } from "./text/text-lines";
import { runPaced, WORK_PER_TURN, type WorkPace } from "./work-pace";

/** A text is decoded so many times: a Secret of Kubernetes may hold what was base64 already. */
export const MAX_DEPTH = 2;
/** A shorter line is not taken for base64. A seed in base64 has 78 characters. */
const MIN_OWN_CHARS = 72;

/** One text: the file itself, or what some base64 in it decodes to. */
export interface TextLayer {
  readonly textLines: TextLines;
  /** How often it was decoded. */
  readonly depth: number;
  /** The line of the file in which it begins; null for the file itself. */
  readonly line: number | null;
}

/** A JWT or a seed, decoded. */
export interface Found {
  readonly piece: Piece;
  readonly layer: TextLayer;
  /** The JWT without white space; null for a seed and for what is no JWT at all. */
  readonly text: string | null;
  readonly jwt: Result<JwtFacts, CauseCode> | null;
  readonly seed: Result<Secret, CauseCode> | null;
  /** The JWT with its signature verified, started as soon as it was decoded. */
  readonly verified: Promise<JwtFacts> | null;
}

export interface LayerContext {
  readonly pace: WorkPace;
  /** Decoded bytes, to be zeroed by the caller. */
  readonly owned: Uint8Array[];
  /** Null where signatures are not to be verified yet. */
  readonly subtle: Subtle;
  /** Set when there is base64 that was not decoded any further. */
  isTooDeep: boolean;
}

export async function findInLayer(
  layer: TextLayer,
  context: LayerContext,
): Promise<readonly Found[]> {
  return decodePieces(await runPaced(findPieces(layer.textLines), context.pace), layer, context);
}

/** `pieces` are all of the layer. */
export async function decodePieces(
  pieces: readonly Piece[],
  layer: TextLayer,
  context: LayerContext,
): Promise<readonly Found[]> {
  const { pace } = context;
  const found: Found[] = [];
  for (const piece of pieces) {
    const one = await runPaced(decodePiece(layer, piece, context.subtle), pace);
    if (layer.depth === 0 || isPlausible(one) || piece.open || piece.close) found.push(one);
    if (pace.add("blocks", 1) || pace.add("bytes", weightOf(piece))) await pace.rest();
  }
  const taken = found.filter(isPlausible).flatMap(({ piece }) => piece.runs);
  const blobs = await runPaced(findBase64(layer.textLines, taken), pace);
  if (blobs.length === 0) return found;
  if (layer.depth === MAX_DEPTH) {
    context.isTooDeep = true;
    return found;
  }
  const decoded: DecodedBlob[] = [];
  for (const blob of blobs) {
    const inside = await findInBlob(layer, blob, context);
    if (inside.length > 0) decoded.push({ blob, inside });
  }
  return decoded.length === 0 ? found : merge(found, decoded);
}

/** Decoding takes about four times as long as reading. A long piece rests by itself, in steps. */
const weightOf = ({ first, last }: Piece): number =>
  Math.min(4 * (last.end - first.start), WORK_PER_TURN.bytes);

/** Decodes the piece again where another owner needs the seed. */
export function* decodePiece(layer: TextLayer, piece: Piece, subtle: Subtle = null): Steps<Found> {
  const { bytes } = layer.textLines;
  const content = concatBytes(piece.runs.map((run) => bytes.subarray(run.start, run.end)));
  if (piece.kind === "seed") {
    toUpperCaseSeed(content);
    const seed = decodeSeed(content);
    content.fill(0);
    return { piece, layer, text: null, jwt: null, seed, verified: null };
  }
  const dot = content.indexOf(46);
  if (dot < 0 || holdsSeed(content, dot)) {
    const jwt = fail("jwt/malformed", { at: "parts", parts: 1 });
    return { piece, layer, text: null, jwt, seed: null, verified: null };
  }
  const text = toText(content);
  const jwt = yield* decodeJwtSteps(text);
  // WebCrypto verifies on other threads while the rest of a large text is decoded.
  const verified = jwt.ok && subtle ? verifyJwt(jwt.value, text, subtle) : null;
  return { piece, layer, text, jwt, seed: null, verified };
}

/** Whether the bytes before the dot are base64 with a seed in it, which must not become a string. */
function holdsSeed(content: Uint8Array, dot: number): boolean {
  const bytes = runAtOnce(decodeRanges(content, [{ start: 0, end: dot }]));
  const isFound = hasSeedRun(bytes);
  bytes.fill(0);
  return isFound;
}

/** Whether it is what it looks like. Other base64 may look like the beginning of a JWT. */
const isPlausible = ({ text, seed }: Found): boolean => seed?.ok === true || text !== null;

const isSound = ({ jwt, seed }: Found): boolean =>
  seed?.ok === true ||
  (jwt?.ok === true && !jwt.value.problems.some(({ code }) => code === "jwt/malformed"));

interface DecodedBlob {
  readonly blob: Blob64;
  readonly inside: readonly Found[];
}

/** Reads the lines of a blob as one wrapped text or, when that gives more, each as its own text. */
async function findInBlob(
  layer: TextLayer,
  { ranges, line }: Blob64,
  context: LayerContext,
): Promise<readonly Found[]> {
  const lineNumber = layer.line ?? line.number;
  const whole = await findInRanges(layer, ranges, lineNumber, context);
  const isShort = ({ start, end }: ByteRange) => end - start < MIN_OWN_CHARS;
  if (ranges.length === 1 || ranges.some(isShort)) return whole;
  const apart: Found[] = [];
  for (const range of ranges) {
    apart.push(...(await findInRanges(layer, [range], lineNumber, context)));
  }
  const [better, worse] =
    apart.filter(isSound).length > whole.filter(isSound).length ? [apart, whole] : [whole, apart];
  for (const { seed } of worse) if (seed?.ok) seed.value.raw.fill(0);
  return better;
}

async function findInRanges(
  { textLines, depth }: TextLayer,
  ranges: readonly ByteRange[],
  line: number,
  context: LayerContext,
): Promise<readonly Found[]> {
  const { pace, owned } = context;
  const bytes = await runPaced(decodeRanges(textLines.bytes, ranges), pace);
  owned.push(bytes);
  const inner = await runPaced(readTextLines(bytes), pace);
  if (inner.bytes !== bytes) owned.push(inner.bytes);
  return findInLayer({ textLines: inner, depth: depth + 1, line }, context);
}

/** In the order of the text. What only looked like a JWT or a seed gives way to what it decodes to. */
function merge(found: readonly Found[], decoded: readonly DecodedBlob[]): readonly Found[] {
  const placed: { readonly at: number; readonly found: readonly Found[] }[] = [];
  for (const one of found) {
    const { first, last } = one.piece;
    const isDecoded = decoded.some(({ blob: { ranges } }) => {
      const [start, end] = [ranges[0]?.start ?? 0, ranges.at(-1)?.end ?? 0];
      return first.start < end && last.end > start;
    });
    if (isPlausible(one) || !isDecoded) placed.push({ at: first.start, found: [one] });
  }
  for (const { blob, inside } of decoded) {
    placed.push({ at: blob.ranges[0]?.start ?? 0, found: inside });
  }
  return placed.sort((a, b) => a.at - b.at).flatMap((one) => one.found);
}
