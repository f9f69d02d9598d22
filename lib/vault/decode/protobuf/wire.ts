// The wire format of Protocol Buffers (protobuf.dev, "Encoding"): fields with a number and one of five kinds of
// value. Used with a schema and without one.

/** 0 varint, 1 eight bytes, 2 a length and so many bytes, 3 a group (fields up to a mark, type 4), 5 four bytes. */
export type WireType = 0 | 1 | 2 | 3 | 5;
const GROUP_END = 4;
/** Levels of groups in a group, which are walked to find its end. */
const MAX_GROUPS = 100;

export interface WireField {
  readonly number: number;
  readonly wire: WireType;
  /** The varint; 0 for the other types. */
  readonly varint: bigint;
  /** The value's bytes; of a group the fields in it. */
  readonly bytes: Uint8Array;
}

const MAX_FIELD_NUMBER = 2 ** 29 - 1;
const MAX_VARINT_BYTES = 10;

export interface ReadFields {
  readonly fields: readonly WireField[];
  /** How many were read, those in groups included: they are read again when the group is, so they count. */
  readonly walked: number;
}

/** Null when the bytes are not fields to the last byte, or are more fields than `most`, those of groups included. */
export function readFields(bytes: Uint8Array, most: number): ReadFields | null {
  const fields: WireField[] = [];
  let left = most;
  for (let offset = 0; offset < bytes.length; ) {
    const tag = tagAt(bytes, offset);
    if (tag === null || left <= 0) return null;
    left -= 1;
    const { number, wire } = tag;
    if (!isWireType(wire)) return null;
    if (wire === 3) {
      const group = groupAt(bytes, tag.end, number, left);
      if (group === null) return null;
      left -= group.fields;
      fields.push({ number, wire, varint: 0n, bytes: bytes.subarray(tag.end, group.last) });
      offset = group.end;
      continue;
    }
    const value = valueAt(bytes, tag.end, wire);
    if (value === null) return null;
    offset = value.end;
    fields.push({ number, wire, varint: value.varint, bytes: bytes.subarray(value.start, offset) });
  }
  return { fields, walked: most - left };
}

function tagAt(bytes: Uint8Array, offset: number) {
  const tag = readVarint(bytes, offset);
  if (tag === null) return null;
  const number = Number(tag.value >> 3n);
  if (number < 1 || number > MAX_FIELD_NUMBER) return null;
  return { number, wire: Number(tag.value & 7n), end: tag.end };
}

/** `last`: where the mark of the group's end begins, `end`: where it ends. Null when the group has no end. */
function groupAt(bytes: Uint8Array, start: number, number: number, most: number) {
  const open = [number];
  let fields = 0;
  for (let offset = start; offset < bytes.length; ) {
    const tag = tagAt(bytes, offset);
    if (tag === null) return null;
    if (tag.wire === GROUP_END) {
      if (open.pop() !== tag.number) return null;
      if (open.length === 0) return { last: offset, end: tag.end, fields };
      offset = tag.end;
      continue;
    }
    fields += 1;
    if (fields > most || !isWireType(tag.wire)) return null;
    if (tag.wire === 3) {
      open.push(tag.number);
      if (open.length > MAX_GROUPS) return null;
      offset = tag.end;
      continue;
    }
    const value = valueAt(bytes, tag.end, tag.wire);
    if (value === null) return null;
    offset = value.end;
  }
  return null;
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly varint: bigint;
}

function valueAt(bytes: Uint8Array, offset: number, wire: Exclude<WireType, 3>): Place | null {
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
  return wire === 0 || wire === 1 || wire === 2 || wire === 3 || wire === 5;
}
