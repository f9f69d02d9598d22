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
import { decodeJwt, verifyJwt } from "./decode-jwt";
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

/** About 3,000 usual creds; one JWT may have 1 MiB. A larger file is not read. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** One pair of JWT and seed, before the keyring gives it an id. */
export interface CredsReading {
  readonly kind: "creds";
  readonly source: SourceRef;
  readonly facts: Omit<CredsFacts, "id" | "sources" | "sameUserAs">;
  /** The JWT without white space, for CONNECT; null when there is none. */
  readonly jwt: string | null;
  /** Null when there is no sound seed. The caller must zero `raw`. */
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

/** Parts verified at once. More would not be faster, because WebCrypto has few threads. */
const BATCH = 64;

/** Returns at least one result. With `subtle` null, nkeys.js signs and verifies. */
export async function readCreds(
  input: Uint8Array,
  from: Omit<SourceRef, "part">,
  subtle: Subtle = contextSubtle(),
): Promise<readonly ReadResult[]> {
  const nothing = (code: CauseCode, params?: Fault["params"]): readonly ReadResult[] => [
    { kind: "nothing", source: { ...from, part: 0 }, fault: fail(code, params).fault },
  ];
  const tooLarge = nothing("creds/too-large", { limit: MAX_FILE_BYTES });
  if (input.length > MAX_FILE_BYTES) {
    input.fill(0);
    return tooLarge;
  }
  const report = await readIfReport(input);
  if (report) {
    input.fill(0);
    return [{ kind: "report", read: report }];
  }
  const textLines = readTextLines(input);
  try {
    if (textLines.isCut) return tooLarge;
    if (textLines.lines.length === 0) return nothing("creds/empty");
    const found = findPieces(textLines).map((piece) => decodePiece(textLines.bytes, piece));
    const parts = pairUp(found);
    if (parts.length === 0) return nothing("creds/not-creds");
    return await readParts(parts, input, textLines, from, subtle);
  } finally {
    input.fill(0);
    textLines.bytes.fill(0);
  }
}

function decodePiece(bytes: Uint8Array, piece: Piece): Found {
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
  return { piece, text, jwt: decodeJwt(text), seed: null };
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

async function readParts(
  parts: readonly Part[],
  input: Uint8Array,
  textLines: TextLines,
  from: Omit<SourceRef, "part">,
  subtle: Subtle,
): Promise<readonly ReadResult[]> {
  const creds = parts.filter((part) => part.seed || !isTrust(part));
  const ends = parts.map((part) => lineSpan(part).end + 1);
  const readPart = async (part: Part, index: number): Promise<readonly ReadResult[]> => {
    const number = creds.length > 1 ? creds.indexOf(part) + 1 : 0;
    const results: ReadResult[] = [];
    const jwt =
      part.jwt?.jwt?.ok && part.jwt.text !== null
        ? await verifyJwt(part.jwt.jwt.value, part.jwt.text, subtle)
        : null;
    if (jwt && isTrust(part)) {
      const source = { ...from, part: parts.length > 1 ? index + 1 : 0 };
      results.push({ kind: "trust", facts: { id: jwt.subject ?? "", source, jwt } });
      if (!part.seed) return results;
    }
    const next = parts[index + 1];
    const scope = {
      from: index === 0 ? 0 : (ends[index - 1] ?? 0),
      to: next ? lineSpan(next).start : textLines.lines.length,
      parts: creds.length,
    };
    const pair = { jwt: part.jwt?.piece ?? null, seed: part.seed?.piece ?? null };
    const formatIssues = findFormatIssues(input, textLines, pair, scope);
    const { seed, signer } = await checkSeed(part.seed?.seed ?? null, jwt?.subject ?? null, subtle);
    const jwtFault = jwt ? null : faultOf(part.jwt?.jwt ?? null);
    results.push({
      kind: "creds",
      source: { ...from, part: number },
      facts: { form: formatIssues, jwt, jwtFault, seed, unusable: unusable(jwt, jwtFault, seed) },
      jwt: part.jwt?.text ?? null,
      secret: part.seed?.seed?.ok ? part.seed.seed.value : null,
      signer,
    });
    return results;
  };
  const results: ReadResult[] = [];
  for (let i = 0; i < parts.length; i += BATCH) {
    const batch = parts.slice(i, i + BATCH).map((part, j) => readPart(part, i + j));
    for (const list of await Promise.all(batch)) results.push(...list);
  }
  return results;
}

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
