// Reads all creds and trust JWTs, or a saved report, from the bytes of one file or paste. Called by the vault
// and, in Node, by tests. Never throws on any input. Zeroes the input and every copy of a seed except the
// Secret that it returns, which the caller owns.

import { type Fault, fail } from "@/lib/shared/base/result";
import type { CauseCode } from "@/lib/shared/facts/causes";
import type { ContextFacts, SeedDanger, SourceRef } from "@/lib/shared/facts/creds";
import { runAtOnce } from "@/lib/vault/base/turns";
import { readContext } from "./cli-context";
import { hasPasswordInAddress } from "./find-passwords";
import { matchParts } from "./match-parts";
import { contextSubtle, type Secret, type Subtle } from "./nkeys";
import { PartsReader } from "./read-parts";
import type { ReadBatch, ReadResult } from "./readings";
import { readIfReport } from "./report-head";
import { findPieces } from "./text/find-blocks";
import { readTextLines } from "./text/text-lines";
import { decodePieces, type Found, findInLayer, type LayerContext, MAX_DEPTH } from "./text-layers";
import { runPaced, WorkPace } from "./work-pace";

/** One JWT may have 1 MiB. A larger file is read only if it holds many creds. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** About 35,000 usual creds. */
export const MAX_BUNDLE_BYTES = 32 * 1024 * 1024;
/** A bundle has creds in its first bytes, and on average at least one for so many bytes. */
export const BUNDLE_HEAD_BYTES = 64 * 1024;
const MAX_BYTES_PER_PART = 64 * 1024;

/** How to read. With `subtle` null, nkeys.js signs and verifies. */
export interface ReadOptions {
  readonly subtle?: Subtle;
  readonly pace?: WorkPace;
}

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
  if (input.length > MAX_BUNDLE_BYTES || (isLarge(input) && !(await beginsWithCreds(input)))) {
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
  const layers: LayerContext = { pace, owned: [], subtle, isTooDeep: false };
  const handedOver = new Set<Secret>();
  let found: readonly Found[] = [];
  try {
    const textLines = await runPaced(readTextLines(input), pace);
    if (textLines.bytes !== input) layers.owned.push(textLines.bytes);
    if (textLines.isCut) return yield tooLarge;
    if (textLines.lines.length === 0) return yield nothing("creds/empty");
    const pieces = await runPaced(findPieces(textLines), pace);
    // Decoding many takes seconds, so it is shown before the first result.
    const expected = Math.ceil(pieces.length / 2);
    if (expected > 1) yield { results: [], done: 0, total: expected };
    found = await decodePieces(pieces, { textLines, depth: 0, line: null }, layers);
    const parts = matchParts(found);
    const cli = readContext(textLines.bytes);
    const hasPassword = await runPaced(hasPasswordInAddress(textLines.bytes), pace);
    if (parts.pairs.length === 0) {
      const about = cli ? contextFault(cli) : null;
      const fault =
        about ??
        (layers.isTooDeep ? fail("creds/too-deep", { depth: MAX_DEPTH }) : fail("creds/not-creds"))
          .fault;
      return yield only({
        kind: "nothing",
        source: { ...from, part: 0 },
        fault,
        ...(cli ? { context: cli } : {}),
        ...(hasPassword ? { dangers: [PASSWORD] } : {}),
      });
    }
    if (isLarge(input) && parts.pairs.length * MAX_BYTES_PER_PART < input.length) {
      return yield tooLarge;
    }
    const known = hasPassword ? [PASSWORD] : [];
    const context = { input, textLines, from, subtle, pace, context: cli, dangers: known };
    yield* new PartsReader(parts, context, (secret) => handedOver.add(secret)).read();
  } finally {
    input.fill(0);
    for (const copy of layers.owned) copy.fill(0);
    for (const { seed } of found) {
      if (seed?.ok && !handedOver.has(seed.value)) seed.value.raw.fill(0);
    }
  }
}

const PASSWORD: SeedDanger = { kind: "password", publicKey: null };

function contextFault(context: ContextFacts): Fault<CauseCode> {
  const { addresses, credsPath, nkeyPath, nscReference } = context;
  const params = {
    ...(credsPath ? { creds: credsPath } : {}),
    ...(nkeyPath ? { nkey: nkeyPath } : {}),
    ...(nscReference ? { nsc: nscReference } : {}),
    ...(addresses.length > 0 ? { url: addresses.join(", ") } : {}),
  };
  return fail("creds/context", params).fault;
}

const isLarge = (input: Uint8Array): boolean => input.length > MAX_FILE_BYTES;

export const tooLargeParams = (bytes: number): Fault["params"] => ({
  bytes,
  limit: bytes > MAX_BUNDLE_BYTES ? MAX_BUNDLE_BYTES : MAX_FILE_BYTES,
});

/** Whether the first bytes of a file that is too large for one creds hold creds, a JWT or a seed. */
export async function beginsWithCreds(bytes: Uint8Array): Promise<boolean> {
  const textLines = runAtOnce(readTextLines(bytes.subarray(0, BUNDLE_HEAD_BYTES)));
  const layers = {
    pace: new WorkPace(),
    owned: [] as Uint8Array[],
    subtle: null,
    isTooDeep: false,
  };
  if (textLines.bytes.buffer !== bytes.buffer) layers.owned.push(textLines.bytes);
  const found = await findInLayer({ textLines, depth: 0, line: null }, layers);
  for (const { seed } of found) if (seed?.ok) seed.value.raw.fill(0);
  for (const copy of layers.owned) copy.fill(0);
  return found.length > 0;
}
