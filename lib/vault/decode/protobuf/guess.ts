// A protobuf payload without its schema → JSON text. The wire tells field numbers and sizes, nothing else, so each
// name says what is guessed: "2 text?" is field 2, whose bytes are text. A varint may be a number, a flag or an enum;
// fields that repeat are a list.

import { toBase64 } from "@/lib/shared/base/base64";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { DecodeFault } from "@/lib/shared/facts/payload";
import { readFields, type WireField } from "./wire";

const MAX_FIELDS = 20_000;
const MAX_DEPTH = 20;
/** Higher numbers are allowed and hardly ever used, while other binary formats give them by chance. */
const MAX_LIKELY_NUMBER = 2_000;

type Kind =
  | "varint"
  | "fixed32"
  | "float?"
  | "fixed64"
  | "double?"
  | "text?"
  | "message?"
  | "group"
  | "bytes";

export function guessProtobuf(payload: Uint8Array): Result<string, DecodeFault> {
  const guesser = new Guesser();
  const json = guesser.message(payload, 0);
  if (json !== null) return ok(json);
  return fail(guesser.isFull ? "decode/too-large" : "decode/malformed");
}

class Guesser {
  private left = MAX_FIELDS;

  get isFull(): boolean {
    return this.left <= 0;
  }

  /** Null when the bytes are no message, or one that is hardly likely. */
  message(bytes: Uint8Array, depth: number): string | null {
    const read = readFields(bytes, Math.max(0, this.left));
    if (read === null || read.fields.length === 0) return null;
    const { fields, walked } = read;
    if (fields.some(({ number }) => number > MAX_LIKELY_NUMBER)) return null;
    this.left -= walked;
    const byNumber = new Map<number, WireField[]>();
    for (const field of fields) {
      const list = byNumber.get(field.number);
      if (list === undefined) byNumber.set(field.number, [field]);
      else list.push(field);
    }
    const members = [...byNumber].map(([number, list]) => {
      const { kind, values } = this.values(list, depth);
      const name = kind === "varint" ? `${number}` : `${number} ${kind}`;
      return `"${name}":${values.length === 1 ? values[0] : `[${values.join(",")}]`}`;
    });
    return `{${members.join(",")}}`;
  }

  private group(bytes: Uint8Array, depth: number): string | null {
    if (bytes.length === 0) return "{}";
    return depth > MAX_DEPTH ? null : this.message(bytes, depth);
  }

  /** One kind for all fields of a number. */
  private values(
    fields: readonly WireField[],
    depth: number,
  ): { readonly kind: Kind; readonly values: readonly string[] } {
    const [first] = fields;
    const wire = first?.wire ?? 2;
    const isMixed = fields.some((field) => field.wire !== wire);
    if (isMixed) return { kind: "bytes", values: fields.map(bytesJson) };
    if (wire === 0) return { kind: "varint", values: fields.map(({ varint }) => signed(varint)) };
    if (wire === 3) {
      const groups = fields.map(({ bytes }) => this.group(bytes, depth + 1));
      const isRead = groups.every((group) => group !== null);
      return isRead
        ? { kind: "group", values: groups }
        : { kind: "bytes", values: fields.map(bytesJson) };
    }
    if (wire !== 2) return fixedValues(fields, wire);
    const texts = fields.map(({ bytes }) => decodeText(bytes));
    if (texts.every((text) => text !== null && isLikely(text))) {
      return { kind: "text?", values: texts.map((text) => JSON.stringify(text)) };
    }
    const messages =
      depth < MAX_DEPTH ? fields.map(({ bytes }) => this.message(bytes, depth + 1)) : [null];
    if (messages.every((message) => message !== null))
      return { kind: "message?", values: messages };
    return { kind: "bytes", values: fields.map(bytesJson) };
  }
}

/** The tag of field 1 is a line feed, with which texts hardly begin. */
const isLikely = (text: string) => !/^[\t\n\v\f\r]/u.test(text);

const bytesJson = ({ bytes }: WireField) => JSON.stringify(`base64:${toBase64(bytes)}`);

/** Negative numbers are written as their complement of 64 bits. */
const signed = (varint: bigint) => BigInt.asIntN(64, varint).toString();

function fixedValues(
  fields: readonly WireField[],
  wire: 1 | 5,
): { readonly kind: Kind; readonly values: readonly string[] } {
  const views = fields.map(
    ({ bytes }) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
  );
  const floats = views.map((view) =>
    wire === 5 ? view.getFloat32(0, true) : view.getFloat64(0, true),
  );
  if (floats.every(isLikelyFloat)) {
    const kind = wire === 5 ? "float?" : "double?";
    // Seven digits are what a float holds.
    const text = (value: number) => String(wire === 5 ? Number(value.toPrecision(7)) : value);
    return { kind, values: floats.map(text) };
  }
  const whole = (view: DataView) =>
    wire === 5 ? String(view.getInt32(0, true)) : view.getBigInt64(0, true).toString();
  return { kind: wire === 5 ? "fixed32" : "fixed64", values: views.map(whole) };
}

function isLikelyFloat(value: number): boolean {
  const size = Math.abs(value);
  return value === 0 || (size > 1e-9 && size < 1e12);
}
