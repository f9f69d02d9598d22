// Masks the text of a file for the readers of this folder, so that no seed becomes a string.

import { isAlnum, isBlank } from "@/lib/shared/base/bytes";
import { isStepEnd, STEP_BYTES, type Steps } from "@/lib/vault/base/turns";

const MASK = Uint8Array.from({ length: 256 }, (_, byte) => (isAlnum(byte) ? 65 : byte));
/** A client in Go, Rust, Java or C keeps the mark at the beginning. The others decode it away themselves. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** The labels that Python and .NET look for. A seed has no spaces, so no part of one looks like these. */
const LABELS = ["BEGIN NATS USER JWT", "BEGIN USER NKEY SEED"].map((label) =>
  encoder.encode(label),
);

/**
 * The same text with "A" for each letter and digit, except the two usual labels, and SA, SO or SU at the
 * beginning of a line. Clients distinguish nothing else, and those two letters are the part of a seed that
 * is not secret.
 */
export function* maskText(bytes: Uint8Array): Steps<string> {
  const masked = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) {
    if (isStepEnd(at)) yield STEP_BYTES;
    masked[at] = MASK[bytes[at] ?? 0] ?? 0;
  }
  let isLineStart = true;
  for (let at = 0; at < bytes.length; at++) {
    if (isStepEnd(at)) yield STEP_BYTES;
    const byte = bytes[at] ?? 0;
    if (isLineStart && isSeedKind(byte, bytes[at + 1])) masked.set(bytes.subarray(at, at + 2), at);
    if (byte === 66 && bytes[at + 5] === 32) keepLabel(bytes, masked, at);
    isLineStart = byte === 10 || byte === 13 || (isLineStart && isBlank(byte));
  }
  return decoder.decode(masked);
}

/** SA, SO or SU. */
const isSeedKind = (first: number, second = 0): boolean =>
  first === 83 && (second === 65 || second === 79 || second === 85);

function keepLabel(bytes: Uint8Array, masked: Uint8Array, at: number): void {
  const label = LABELS.find((one) => one.every((byte, i) => bytes[at + i] === byte));
  if (label) masked.set(label, at);
}
