// Bytes of one file or paste → all creds and trust JWTs in it, or a saved report. Called by the vault's
// worker and, in Node, by tests. Never throws on any input, and zeroes the input and every copy of a seed
// but the Secret that it hands over, which the caller owns from then on.

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
  raiseSeed,
  type Secret,
  type Signer,
  type Subtle,
} from "./nkeys";
import { readIfReport } from "./report-head";
import { checkSeed } from "./seed-check";
import { readTextLines, type TextLines } from "./text-lines";

/** About 3,000 usual creds; one JWT may have 1 MiB. A larger file is not read at all. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** What is known of one pair of JWT and seed before the keyring gives it an id. */
export interface CredsReading {
  readonly kind: "creds";
  readonly source: SourceRef;
  readonly facts: Omit<CredsFacts, "id" | "sources" | "sameUserAs">;
  /** The JWT without white space, to be sent in CONNECT; null when there is none. */
  readonly jwt: string | null;
  /** Null when there is no sound seed. The caller zeroes `raw`. */
  readonly secret: Secret | null;
  /** Null when there is no sound seed, or one that cannot sign. The caller wipes it. */
  readonly signer: Signer | null;
}

export type ReadResult =
  | CredsReading
  | { readonly kind: "trust"; readonly facts: TrustFacts }
  /** The whole file. Nothing of it is for the keyring. */
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

/** Parts verified at once: more gains nothing (WebCrypto has few threads). */
const BATCH = 64;

/** At least one result. `subtle` null makes nkeys.js sign and verify. */
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
  const form = readTextLines(input);
  try {
    if (form.isCut) return tooLarge;
    if (form.lines.length === 0) return nothing("creds/empty");
    const parts = pairUp(findPieces(form).map((piece) => decodePiece(form.bytes, piece)));
    if (parts.length === 0) return nothing("creds/not-creds");
    return await readParts(parts, input, form, from, subtle);
  } finally {
    input.fill(0);
    form.bytes.fill(0);
  }
}

function decodePiece(bytes: Uint8Array, piece: Piece): Found {
  const content = concatBytes(piece.runs.map((run) => bytes.subarray(run.start, run.end)));
  if (piece.kind === "seed") {
    raiseSeed(content);
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

/** A seed goes with the JWT before it, or with the one after it where the blocks are swapped. */
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

/** An account or operator JWT takes only a seed of its own kind: what follows it may be a user's. */
function belongs({ jwt, seed }: Part, one: Found): boolean {
  const facts = (jwt ?? one).jwt;
  const secret = (seed ?? one).seed;
  const kind = facts?.ok ? facts.value.kind : "user";
  return kind === "user" || kind === "other" || !secret?.ok || secret.value.kind === kind;
}

async function readParts(
  parts: readonly Part[],
  input: Uint8Array,
  form: TextLines,
  from: Omit<SourceRef, "part">,
  subtle: Subtle,
): Promise<readonly ReadResult[]> {
  const creds = parts.filter((part) => part.seed || !isTrust(part));
  const ends = parts.map((part) => span(part).end + 1);
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
      to: next ? span(next).start : form.lines.length,
      parts: creds.length,
    };
    const pair = { jwt: part.jwt?.piece ?? null, seed: part.seed?.piece ?? null };
    const findings = findFormatIssues(input, form, pair, scope);
    const { seed, signer } = await checkSeed(part.seed?.seed ?? null, jwt?.subject ?? null, subtle);
    const jwtFault = jwt ? null : faultOf(part.jwt?.jwt ?? null);
    results.push({
      kind: "creds",
      source: { ...from, part: number },
      facts: { form: findings, jwt, jwtFault, seed, unusable: unusable(jwt, jwtFault, seed) },
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

/** First and last line of a part, by index. */
function span({ jwt, seed }: Part): { readonly start: number; readonly end: number } {
  const pieces = [jwt, seed].flatMap((found) => (found ? [found.piece] : []));
  return {
    start: Math.min(...pieces.map((p) => (p.open?.line ?? p.first.line).index)),
    end: Math.max(...pieces.map((p) => (p.close?.line ?? p.last.line).index)),
  };
}

/** Why no client could even try: nothing to send, or nothing to sign with. */
function unusable(
  jwt: JwtFacts | null,
  jwtFault: Fault<CauseCode> | null,
  seed: SeedFacts,
): Fault<CauseCode> | null {
  if (!jwt) return jwtFault;
  if (jwt.kind !== "user") return fail("jwt/not-a-user", { kind: jwt.kind }).fault;
  const malformed = jwt.problems.find((problem) => problem.code === "jwt/malformed");
  if (malformed) return fail("jwt/malformed", { at: malformed.at }).fault;
  if (jwt.user?.isBearer || seed.state === "matches") return null;
  if (seed.state === "absent") return fail("creds/no-seed").fault;
  return seed.fault;
}
