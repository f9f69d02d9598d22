// A string of a JSON payload that holds a text in base64, or a JWT → what is in it. Pure. A seed is never decoded: not
// where the string is one, and not where it is inside.

import { parseJsonTree, prettyJson } from "@/lib/page/console/json-tree";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { bytesHoldSeed, holdsSeed } from "@/lib/shared/base/secret-patterns";
import { decodeText } from "@/lib/shared/console/payload-kind";

export type Encoding = "base64" | "jwt";

export type InsideFault = "inside/seed" | "inside/malformed";

export interface Inside {
  /** Each with the name of its part; "" for the only one. */
  readonly parts: readonly { readonly name: string; readonly text: string }[];
}

/** Shorter ones are words more often than base64. */
const MIN_CHARS = 16;
/** Longer ones are not decoded, because the text would be too much to show. */
const MAX_CHARS = 1_000_000;
/** A multiple of 4: a text shows at its beginning. */
const HEAD_CHARS = 256;

const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/u;
/** Both alphabets, with or without padding. */
const BASE64 = /^[\w+/-]+={0,2}$/u;

/** What the string looks like, from its beginning only; null for any other string, and for one with a seed. */
export function encodingOf(text: string): Encoding | null {
  if (text.length < MIN_CHARS || text.length > MAX_CHARS || holdsSeed(text)) return null;
  if (JWT.test(text)) return "jwt";
  if (!BASE64.test(text)) return null;
  const head = bytesOf(text.slice(0, HEAD_CHARS));
  if (head === null) return null;
  // The head may end within a character, which has at most 4 bytes.
  const cuts = text.length > HEAD_CHARS ? [0, 1, 2, 3] : [0];
  // A text with a seed must not become a string. decodeInside() says so.
  const isText =
    bytesHoldSeed(head) ||
    cuts.some((cut) => decodeText(head.subarray(0, head.length - cut)) !== null);
  head.fill(0);
  return isText ? "base64" : null;
}

/** JSON is indented. The signature of a JWT is left out; it is not checked. */
export function decodeInside(text: string, encoding: Encoding): Result<Inside, InsideFault> {
  if (holdsSeed(text)) return fail("inside/seed");
  const pieces = encoding === "jwt" ? text.split(".").slice(0, 2) : [text];
  const names = encoding === "jwt" ? ["Header", "Claims"] : [""];
  const parts: { readonly name: string; readonly text: string }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const bytes = bytesOf(piece);
    if (bytes === null) return fail("inside/malformed");
    if (bytesHoldSeed(bytes)) {
      bytes.fill(0);
      return fail("inside/seed");
    }
    const decoded = decodeText(bytes);
    if (decoded === null) return fail("inside/malformed");
    parts.push({ name: names[index] ?? "", text: indented(decoded) });
  }
  return ok({ parts });
}

function indented(text: string): string {
  const tree = /^\s*[[{]/u.test(text) ? parseJsonTree(text) : null;
  return tree?.ok ? prettyJson(tree.value) : text;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map(
  [...`${DIGITS}-_`].map((digit, at) => [digit.charCodeAt(0), at < 64 ? at : at - 2]),
);

/** By hand, because `atob` makes a string, which cannot be wiped. Null when it is not base64. */
function bytesOf(text: string): Uint8Array | null {
  const digits = text.replace(/={1,2}$/u, "");
  if (digits.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let [held, bits, at] = [0, 0, 0];
  for (let index = 0; index < digits.length; index++) {
    const value = VALUES.get(digits.charCodeAt(index));
    if (value === undefined) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}
