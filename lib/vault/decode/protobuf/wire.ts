// The wire format of Protocol Buffers (protobuf.dev, "Encoding"): fields with a number and one of four kinds of
// value. Groups, which proto2 deprecated, are not read. Used with a schema and without one.

/** 0 varint, 1 eight bytes, 2 a length and so many bytes, 5 four bytes. */
export type WireType = 0 | 1 | 2 | 5;

export interface WireField {
  readonly number: number;
  readonly wire: WireType;
  /** The varint; 0 for the other types. */
  readonly varint: bigint;
  /** The value's bytes. */
  readonly bytes: Uint8Array;
}

const MAX_FIELD_NUMBER = 2 ** 29 - 1;
const MAX_VARINT_BYTES = 10;

/** Null when the bytes are not fields to the last byte, or are more fields than `most`. */
export function readFields(bytes: Uint8Array, most: number): readonly WireField[] | null {
  const fields: WireField[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const tag = readVarint(bytes, offset);
    if (tag === null || fields.length >= most) return null;
    offset = tag.end;
    const wire = Number(tag.value & 7n);
    const number = Number(tag.value >> 3n);
    if (number < 1 || number > MAX_FIELD_NUMBER || !isWireType(wire)) return null;
    const value = valueAt(bytes, offset, wire);
    if (value === null) return null;
    offset = value.end;
    fields.push({ number, wire, varint: value.varint, bytes: bytes.subarray(value.start, offset) });
  }
  return fields;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly varint: bigint;
}

function valueAt(bytes: Uint8Array, offset: number, wire: WireType): Place | null {
  if (wire === 0) {
    const varint = readVarint(bytes, offset);
    return varint === null ? null : { start: offset, end: varint.end, varint: varint.value };
  }
  const length = wire === 2 ? readVarint(bytes, offset) : null;
  if (wire === 2 && length === null) return null;
  const start = length?.end ?? offset;
  const size = length === null ? (wire === 1 ? 8 : 4) : Number(length.value);
  const end = start + size;
  return end > bytes.length ? null : { start, end, varint: 0n };
}

/** Of 64 bits; null when it is longer, or cut off. */
export function readVarint(
  bytes: Uint8Array,
  offset: number,
): { readonly value: bigint; readonly end: number } | null {
  // Most are short, and numbers are many times faster than large integers.
  const first = bytes[offset] ?? 0x80;
  if (first < 0x80) return { value: BigInt(first), end: offset + 1 };
  let value = 0n;
  for (let index = 0; index < MAX_VARINT_BYTES; index++) {
    const byte = bytes[offset + index];
    if (byte === undefined) return null;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return value < 2n ** 64n ? { value, end: offset + index + 1 } : null;
  }
  return null;
}

function isWireType(wire: number): wire is WireType {
  return wire === 0 || wire === 1 || wire === 2 || wire === 5;
}
