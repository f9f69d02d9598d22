// Undoes the compression of a payload, within bounds of bytes, time and layers. Fetched with the
// first payload that may need it (read-payload.ts), because it brings two libraries.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { DecodeFault, Packing, UnpackedPayload } from "@/lib/shared/facts/payload";
import type { Steps } from "@/lib/vault/base/turns";
import { Content, TooLarge, TooSlow, type UnpackBounds, WrongSum } from "./bounds";
import { gunzip, inflateRaw, inflateZlib } from "./inflate";
import { contentPacking, isSigned } from "./packing-signs";
import { unsnap, unsnapFrames } from "./snappy";
import { unzstd } from "./zstd";

/** For an opened message. */
export const OPENED: UnpackBounds = { maxBytes: 8 * 1024 * 1024, maxMs: 2_000 };

const MAX_LAYERS = 3;

type Failed = Extract<UnpackedPayload["content"], { readonly ok: false }>;

/**
 * `named`: what the headers say, from the outside in. What is inside may be packed again, which its first bytes
 * tell. Null when the payload is not packed.
 */
export function* unpackPayload(
  payload: Uint8Array,
  named: readonly Packing[],
  bounds: UnpackBounds,
): Steps<UnpackedPayload | null> {
  const packings: Packing[] = [];
  let fault: Failed | null = null;
  let bytes = payload;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const packing = named[layer] ?? contentPacking(bytes);
    if (packing === null) break;
    const content: Result<Uint8Array, DecodeFault> = yield* unpackOnce(bytes, packing, bounds);
    const isGuess = named[layer] === undefined && !isSigned(packing);
    if (isGuess && !(content.ok && isWorthIt(packing, content.value))) break;
    packings.push(packing);
    if (!content.ok) {
      fault = content;
      break;
    }
    bytes = content.value;
  }
  const [outer, ...inner] = packings;
  if (outer === undefined) return null;
  return { packings: [outer, ...inner], content: fault ?? ok({ payload: bytes }) };
}

/** A bare block of Snappy has no sign and no sum, so only text inside it proves that it is one. */
function isWorthIt(packing: Packing, content: Uint8Array): boolean {
  return packing !== "snappy" || (content.length > 3 && decodeText(content) !== null);
}

export function* unpackOnce(
  payload: Uint8Array,
  packing: Packing,
  bounds: UnpackBounds,
): Steps<Result<Uint8Array, DecodeFault>> {
  const content = new Content(bounds);
  try {
    const steps = UNPACKERS[packing](payload, content);
    for (;;) {
      content.beginStep();
      const step = steps.next();
      content.endStep();
      if (step.done) return ok(content.whole());
      yield step.value;
    }
  } catch (thrown) {
    if (thrown instanceof TooLarge) return fail("decode/too-large");
    if (thrown instanceof WrongSum) return fail("decode/checksum");
    return fail(thrown instanceof TooSlow ? "decode/too-slow" : "decode/malformed");
  }
}

const UNPACKERS: Record<Packing, (payload: Uint8Array, content: Content) => Steps<void>> = {
  gzip: gunzip,
  zlib: inflateZlib,
  deflate: inflateRaw,
  zstd: unzstd,
  snappy: unsnap,
  "snappy-framed": unsnapFrames,
};
