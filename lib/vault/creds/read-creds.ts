// Reads all creds and trust JWTs, or a saved report, from the bytes of one file or paste. Called by the vault
// and, in Node, by tests. Never throws on any input. Zeroes the input and every copy of a seed except the
// Secret that it returns, which the caller owns.

import { concatBytes, toText } from "@/lib/shared/base/bytes";
import { type Fault, fail, type Result } from "@/lib/shared/base/result";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type {
  CredsFacts,
  JwtFacts,
  SeedFacts,
  SourceRef,
  TrustFacts,
} from "@/lib/shared/facts/creds";
import type { Report, ReportFault } from "@/lib/shared/facts/report";
import { runAtOnce, type Steps } from "@/lib/vault/base/turns";
import { decodeJwtSteps, verifyJwt } from "./decode-jwt";
import { findPieces, type Piece } from "./find-blocks";
import { findFormatIssues } from "./format-issues";
import {
  contextSubtle,
  decodeSeed,
  type Secret,
  type Signer,
  type Subtle,
  toUpperCaseSeed,
} from "./nkeys";
import { readIfReport } from "./report-head";
import { checkSeed } from "./seed-check";
import { readTextLines, type TextLines } from "./text-lines";
import { runPaced, WORK_PER_TURN, WorkPace } from "./work-pace";

/** One JWT may have 1 MiB. A larger file is read only if it holds many creds. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** About 35,000 usual creds. */
export const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;
/** A bundle has creds in its first bytes, and on average at least one for so many bytes. */
export const BUNDLE_HEAD_BYTES = 64 * 1024;
const MAX_BYTES_PER_PART = 64 * 1024;
/** Pairs and single seeds of one file that become entries. The last entry counts the rest, if there is one. */
const MAX_PARTS = 30_000;

/** One pair of JWT and seed, before the keyring gives it an id. */
export interface CredsReading {
  readonly kind: "creds";
  readonly source: SourceRef;
  readonly facts: Omit<CredsFacts, "id" | "sources" | "sameUserAs">;
  /** The JWT without white space, for CONNECT; null when there is none. */
  readonly jwt: string | null;
  /** Null when there is no sound seed of a user. The caller must zero `raw`. */
  readonly secret: Secret | null;
  /** Null when there is no sound seed, or when it cannot sign. The caller must wipe it. */
  readonly signer: Signer | null;
}

export type ReadResult =
  | CredsReading
  | { readonly kind: "trust"; readonly facts: TrustFacts }
  /** The whole file is a report. Nothing of it goes into the keyring. */
  | { readonly kind: "report"; readonly read: Result<Report, ReportFault> }
  | { readonly kind: "nothing"; readonly source: SourceRef; readonly fault: Fault<CauseCode> };

interface Found {
  readonly piece: Piece;
  readonly text: string | null;
  readonly jwt: Result<JwtFacts, CauseCode> | null;
  readonly seed: Result<Secret, CauseCode> | null;
}

interface Part {
  jwt: Found | null;
  seed: Found | null;
}

/** What was read since the last batch. */
export interface ReadBatch {
  readonly results: readonly ReadResult[];
  readonly done: number;
  readonly total: number;
}

/** How to read. With `subtle` null, nkeys.js signs and verifies. */
export interface ReadOptions {
  readonly subtle?: Subtle;
  readonly pace?: WorkPace;
}

/** Parts verified at once. More would not be faster, because WebCrypto has few threads. */
const BATCH = 16;

/** Gives everything at once: at least one result. */
export async function readCreds(
  input: Uint8Array,
  from: Omit<SourceRef, "part">,
  subtle: Subtle = contextSubtle(),
): Promise<readonly ReadResult[]> {
  const all: ReadResult[] = [];
  for await (const { results } of readCredsInBatches(input, from, { subtle })) all.push(...results);
  return all;
}

/**
 * Gives the results as they are read, and lets other work of the vault run in between. The caller owns
 * the secrets of the batches it took; those of batches that it did not take are zeroed.
 */
export async function* readCredsInBatches(
  input: Uint8Array,
  from: Omit<SourceRef, "part">,
  { subtle = contextSubtle(), pace = new WorkPace() }: ReadOptions = {},
): AsyncGenerator<ReadBatch, void> {
  const only = (result: ReadResult): ReadBatch => ({ results: [result], done: 1, total: 1 });
  const nothing = (code: CauseCode, params?: Fault["params"]): ReadBatch =>
    only({ kind: "nothing", source: { ...from, part: 0 }, fault: fail(code, params).fault });
  const tooLarge = nothing("creds/too-large", tooLargeParams(input.length));
  if (input.length > MAX_BUNDLE_BYTES || (isLarge(input) && !beginsWithCreds(input))) {
    input.fill(0);
    yield tooLarge;
    return;
  }
  const report = await readIfReport(input);
  if (report) {
    input.fill(0);
    yield only({ kind: "report", read: report });
    return;
  }
  let textBytes = input;
  const found: Found[] = [];
  try {
    const textLines = await runPaced(readTextLines(input), pace);
    textBytes = textLines.bytes;
    if (textLines.isCut) return yield tooLarge;
    if (textLines.lines.length === 0) return yield nothing("creds/empty");
    for (const piece of await runPaced(findPieces(textLines), pace)) {
      found.push(await runPaced(decodePiece(textLines.bytes, piece), pace));
      const bytes = Math.min(4 * lengthOf(piece), WORK_PER_TURN.bytes);
      if (pace.add("blocks", 1) || pace.add("bytes", bytes)) await pace.rest();
    }
    const parts = pairUp(found);
    if (parts.length === 0) return yield nothing("creds/not-creds");
    if (isLarge(input) && parts.length * MAX_BYTES_PER_PART < input.length) return yield tooLarge;
    yield* readParts(parts, { input, textLines, from, subtle, pace });
  } finally {
    input.fill(0);
    textBytes.fill(0);
    for (const { seed } of found)
      if (seed?.ok && !handedOver.has(seed.value)) seed.value.raw.fill(0);
  }
}

const isLarge = (input: Uint8Array): boolean => input.length > MAX_FILE_BYTES;

export const tooLargeParams = (bytes: number): Fault["params"] => ({
  bytes,
  limit: bytes > MAX_BUNDLE_BYTES ? MAX_BUNDLE_BYTES : MAX_FILE_BYTES,
});

/** Whether the first bytes of a file that is too large for one creds hold creds, a JWT or a seed. */
export function beginsWithCreds(bytes: Uint8Array): boolean {
  const textLines = runAtOnce(readTextLines(bytes.subarray(0, BUNDLE_HEAD_BYTES)));
  return runAtOnce(findPieces(textLines)).length > 0;
}

const lengthOf = ({ first, last }: Piece): number => last.end - first.start;

function* decodePiece(bytes: Uint8Array, piece: Piece): Steps<Found> {
  const content = concatBytes(piece.runs.map((run) => bytes.subarray(run.start, run.end)));
  if (piece.kind === "seed") {
    toUpperCaseSeed(content);
    const seed = decodeSeed(content);
    content.fill(0);
    return { piece, text: null, jwt: null, seed };
  }
  if (!content.includes(46)) {
    return { piece, text: null, jwt: fail("jwt/malformed", { at: "parts", parts: 1 }), seed: null };
  }
  const text = toText(content);
  return { piece, text, jwt: yield* decodeJwtSteps(text), seed: null };
}

/** Pairs a seed with the JWT before it, or with the one after it when the blocks are swapped. */
function pairUp(found: readonly Found[]): readonly Part[] {
  const parts: Part[] = [];
  let open: Part | null = null;
  for (const one of found) {
    const side = one.piece.kind;
    if (!open || open[side] || !belongs(open, one)) {
      open = { jwt: null, seed: null };
      parts.push(open);
    }
    open[side] = one;
  }
  return parts;
}

/** An account or operator JWT pairs only with a seed of the same kind. Another seed after it may be a user's. */
function belongs({ jwt, seed }: Part, one: Found): boolean {
  const facts = (jwt ?? one).jwt;
  const secret = (seed ?? one).seed;
  const kind = facts?.ok ? facts.value.kind : "user";
  return kind === "user" || kind === "other" || !secret?.ok || secret.value.kind === kind;
}

interface PartsContext {
  readonly input: Uint8Array;
  readonly textLines: TextLines;
  readonly from: Omit<SourceRef, "part">;
  readonly subtle: Subtle;
  readonly pace: WorkPace;
}

async function* readParts(
  all: readonly Part[],
  { input, textLines, from, subtle, pace }: PartsContext,
): AsyncGenerator<ReadBatch, void> {
  const parts = all.length > MAX_PARTS ? all.slice(0, MAX_PARTS - 1) : all;
  const left = all.length - parts.length;
  const total = parts.length;
  let credsCount = 0;
  const numbers = parts.map((part) => (part.seed || !isTrust(part) ? ++credsCount : 0));
  const spans = all.slice(0, total + 1).map(lineSpan);
  const readPart = async (part: Part, index: number): Promise<readonly ReadResult[]> => {
    const results: ReadResult[] = [];
    const jwt =
      part.jwt?.jwt?.ok && part.jwt.text !== null
        ? await verifyJwt(part.jwt.jwt.value, part.jwt.text, subtle)
        : null;
    if (jwt && isTrust(part)) {
      const source = { ...from, part: all.length > 1 ? index + 1 : 0 };
      results.push({ kind: "trust", facts: { id: jwt.subject ?? "", source, jwt } });
      if (!part.seed) return results;
    }
    const before = spans[index - 1];
    const scope = {
      from: before === undefined ? 0 : before.end + 1,
      to: spans[index + 1]?.start ?? textLines.lines.length,
      parts: credsCount,
    };
    const pair = { jwt: part.jwt?.piece ?? null, seed: part.seed?.piece ?? null };
    const form = await runPaced(findFormatIssues(input, textLines, pair, scope), pace);
    const { seed, signer, secret } = await checkSeed(part.seed?.seed ?? null, jwt, subtle);
    const jwtFault = jwt ? null : faultOf(part.jwt?.jwt ?? null);
    results.push({
      kind: "creds",
      source: { ...from, part: credsCount > 1 ? (numbers[index] ?? 0) : 0 },
      facts: { form, jwt, jwtFault, seed, unusable: unusable(jwt, jwtFault, seed) },
      jwt: part.jwt?.text ?? null,
      secret,
      signer,
    });
    return results;
  };
  for (let i = 0; i < total; i += BATCH) {
    const batch = parts.slice(i, i + BATCH).map((part, j) => readPart(part, i + j));
    const results = (await Promise.all(batch)).flat();
    if (pace.add("pairs", batch.length)) await pace.rest();
    for (const result of results) {
      if (result.kind === "creds" && result.secret) handedOver.add(result.secret);
    }
    yield { results, done: Math.min(i + BATCH, total), total };
  }
  if (left === 0) return;
  const fault = fail("creds/too-many", { read: total, left }).fault;
  const source = { ...from, part: 0 };
  yield { results: [{ kind: "nothing", source, fault }], done: total, total };
}

/** Secrets that a caller owns. The others are zeroed when the reading ends. */
const handedOver = new WeakSet<Secret>();

const isTrust = ({ jwt }: Part): boolean =>
  jwt?.jwt?.ok === true && (jwt.jwt.value.kind === "account" || jwt.jwt.value.kind === "operator");

const faultOf = (jwt: Result<JwtFacts, CauseCode> | null): Fault<CauseCode> =>
  jwt && !jwt.ok ? jwt.fault : fail("creds/no-jwt").fault;

/** The indexes of the first and the last line of a part. */
function lineSpan({ jwt, seed }: Part): { readonly start: number; readonly end: number } {
  const pieces = [jwt, seed].flatMap((found) => (found ? [found.piece] : []));
  return {
    start: Math.min(...pieces.map((p) => (p.open?.line ?? p.first.line).index)),
    end: Math.max(...pieces.map((p) => (p.close?.line ?? p.last.line).index)),
  };
}

/** Why no client could try to connect: there is nothing to send, or nothing to sign with. */
function unusable(
  jwt: JwtFacts | null,
  jwtFault: Fault<CauseCode> | null,
  seed: SeedFacts,
): Fault<CauseCode> | null {
  if (!jwt) return jwtFault;
  if (jwt.kind !== "user") return fail("jwt/not-a-user", { kind: jwt.kind }).fault;
  const malformed = jwt.problems.find((problem) => problem.code === "jwt/malformed");
  if (malformed) return fail("jwt/malformed", { at: malformed.path }).fault;
  if (jwt.user?.isBearer || seed.state === "matches") return null;
  if (seed.state === "absent") return fail("creds/no-seed").fault;
  return seed.fault;
}
