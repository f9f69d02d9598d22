// The text of the publish form → the exact bytes to send. Called by the publish form; the vault gets
// bytes.

import { encode as encodeMsgpack } from "@msgpack/msgpack";
import { encode as encodeCbor } from "cborg";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { PayloadInputKind } from "./input-kinds";
import { parseJsonTree } from "./json-tree";

/** `at` in the params is the position in the typed text, from 0; of JSON `line` and `column`, from 1. */
export type PayloadInputFault =
  | "hex-character"
  | "hex-half-byte"
  | "base64-character"
  | "base64-length"
  | "json-invalid"
  /** It is JSON as typed, and not with its placeholders filled in. */
  | "json-filled"
  /** Placeholders are filled in later, when the lengths are written already. */
  | "packed-placeholder"
  /** JavaScript would make another number of it. */
  | "packed-number";

export function parsePayload(
  kind: PayloadInputKind,
  typed: string,
): Result<Uint8Array, PayloadInputFault> {
  switch (kind) {
    case "text":
      return ok(new TextEncoder().encode(typed));
    case "json":
      return checkJson(typed);
    case "hex":
      return parseHex(typed);
    case "base64":
      return parseBase64(typed);
    case "msgpack":
      return pack(typed, encodeMsgpack);
    case "cbor":
      return pack(typed, encodeCbor);
  }
}

/** Placeholders may stand for any value; readDraft checks what they were filled with. Nothing at all is no mistake. */
function checkJson(typed: string): Result<Uint8Array, PayloadInputFault> {
  // Of the same length, so that the place of a mistake is that in the typed text.
  const plain = typed.replace(/\{\{\s*[A-Za-z][^{}"\n]*\}\}/gu, (one) => "1".repeat(one.length));
  if (plain.trim() !== "" && !isJson(plain)) return jsonFault(plain);
  return ok(new TextEncoder().encode(typed));
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function jsonFault(text: string): Result<never, PayloadInputFault> {
  const tree = parseJsonTree(text);
  const at = tree.ok ? undefined : tree.fault.params?.["at"];
  if (typeof at !== "number") return fail("json-invalid");
  const before = text.slice(0, at).split("\n");
  return fail("json-invalid", { line: before.length, column: (before.at(-1) ?? "").length + 1 });
}

function pack(
  typed: string,
  encode: (value: unknown) => Uint8Array,
): Result<Uint8Array, PayloadInputFault> {
  if (/\{\{\s*[A-Za-z]/u.test(typed)) return fail("packed-placeholder");
  if (!isJson(typed)) return jsonFault(typed);
  const at = findInexact(typed);
  return at === null ? ok(encode(JSON.parse(typed))) : fail("packed-number", { at });
}

/** Where valid JSON has a whole number that is rounded, or a number that is too large; null = nowhere. */
function findInexact(json: string): number | null {
  for (const { 0: token, index } of json.matchAll(/"(?:\\.|[^"\\])*"|-?\d[\d.eE+-]*/gsu)) {
    if (token.startsWith('"')) continue;
    const value = Number(token);
    const isWritten = Number.isInteger(value) && !/e/iu.test(token);
    if (!Number.isFinite(value) || (isWritten && !Number.isSafeInteger(value))) return index;
  }
  return null;
}

/** Bytes may be separated by spaces, line ends, commas, colons or dashes. Each may start with 0x. */
function parseHex(typed: string): Result<Uint8Array, PayloadInputFault> {
  const bytes: number[] = [];
  for (const word of typed.matchAll(/[^\s,:-]+/gu)) {
    const skip = /^0x/iu.test(word[0]) ? 2 : 0;
    const digits = word[0].slice(skip);
    const bad = digits.search(/[^0-9a-f]/iu);
    if (bad >= 0) return fail("hex-character", { at: word.index + skip + bad });
    if (digits.length % 2 === 1 || digits === "") {
      return fail("hex-half-byte", { at: word.index + word[0].length - 1 });
    }
    for (let i = 0; i < digits.length; i += 2)
      bytes.push(Number.parseInt(digits.slice(i, i + 2), 16));
  }
  return ok(Uint8Array.from(bytes));
}

/** Standard and URL alphabet, padding optional, white space ignored. */
function parseBase64(typed: string): Result<Uint8Array, PayloadInputFault> {
  const bad = /[^\sA-Za-z0-9+/_=-]|=(?=\s*[^\s=])/u.exec(typed);
  if (bad) return fail("base64-character", { at: bad.index });
  const digits = typed
    .replace(/[\s=]+/gu, "")
    .replace(/-/gu, "+")
    .replace(/_/gu, "/");
  if (digits.length % 4 === 1) return fail("base64-length", { at: typed.length });
  return ok(Uint8Array.from(atob(digits), (character) => character.charCodeAt(0)));
}
