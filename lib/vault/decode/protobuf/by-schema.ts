// A protobuf payload and its message type → JSON text, in the order of the fields on the wire. Names are those of the
// schema. Integers keep all digits, enums are their names, bytes are "base64:…", a google.protobuf.Timestamp is ISO
// 8601. Fields that the schema does not know are kept, with a name that says so.

import { toBase64 } from "@/lib/shared/base/base64";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import { decodeText } from "@/lib/shared/console/payload-kind";
import type { DecodeFault } from "@/lib/shared/facts/payload";
import {
  isScalar,
  type ProtoField,
  type ProtoMessage,
  type ProtoTypes,
  resolveType,
  type Scalar,
} from "./types";
import { readFields, readVarint, type WireField } from "./wire";

const MAX_FIELDS = 100_000;
const MAX_DEPTH = 100;
const TIMESTAMP = "google.protobuf.Timestamp";
/** The years 1 to 9999, in seconds. */
const FIRST_SECOND = -62_135_596_800n;
const LAST_SECOND = 253_402_300_799n;

class Unfit extends Error {}
class TooDeep extends Error {}
class TooMany extends Error {}

export function decodeBySchema(
  payload: Uint8Array,
  type: ProtoMessage,
  types: ProtoTypes,
): Result<string, DecodeFault> {
  try {
    return ok(new Decoder(types).message(payload, type, 0));
  } catch (thrown) {
    if (thrown instanceof TooDeep) return fail("decode/too-deep");
    if (thrown instanceof TooMany) return fail("decode/too-large");
    if (thrown instanceof Unfit) return fail("decode/malformed");
    throw thrown;
  }
}

class Decoder {
  private left = MAX_FIELDS;

  constructor(private readonly types: ProtoTypes) {}

  message(bytes: Uint8Array, type: ProtoMessage, depth: number): string {
    if (depth > MAX_DEPTH) throw new TooDeep();
    const members: string[] = [];
    for (const [number, list] of this.byNumber(bytes)) {
      const field = type.fields.get(number);
      if (field === undefined) {
        const values = list.map(unknownValue);
        members.push(`"${number} (not in the schema)":${listed(values, values.length > 1)}`);
      } else members.push(`${JSON.stringify(field.name)}:${this.field(field, list, type, depth)}`);
    }
    return `{${members.join(",")}}`;
  }

  private byNumber(bytes: Uint8Array): ReadonlyMap<number, WireField[]> {
    const read = readFields(bytes, MAX_FIELDS);
    if (read === null) throw new Unfit();
    const { fields, walked } = read;
    this.take(walked);
    const byNumber = new Map<number, WireField[]>();
    for (const field of fields) {
      const list = byNumber.get(field.number);
      if (list === undefined) byNumber.set(field.number, [field]);
      else list.push(field);
    }
    return byNumber;
  }

  private take(count: number): void {
    this.left -= count;
    if (this.left < 0) throw new TooMany();
  }

  private field(
    field: ProtoField,
    list: readonly WireField[],
    scope: ProtoMessage,
    depth: number,
  ): string {
    const { type, isRepeated } = field;
    if (isScalar(type)) {
      const values = list.flatMap((one) => this.scalars(one, type));
      return isRepeated ? listed(values, true) : (values.at(-1) ?? "null");
    }
    const found = resolveType(this.types, type, scope.name);
    const isTimestamp = type.replace(/^\./u, "") === TIMESTAMP;
    if (found === null && !isTimestamp) {
      const values = list.map(unknownValue);
      return listed(values, isRepeated);
    }
    if (found !== null && "values" in found) {
      const values = list.flatMap((one) => this.scalars(one, "int32"));
      const names = values.map((value) => enumName(found.values.get(Number(value)), value));
      return isRepeated ? listed(names, true) : (names.at(-1) ?? "null");
    }
    const inside = list.map((one) => {
      if (one.wire !== 2 && one.wire !== 3) throw new Unfit();
      return one.bytes;
    });
    if (found?.isMapEntry) return this.map(inside, found, depth);
    const values = inside.map((bytes) =>
      isTimestamp ? this.timestamp(bytes) : this.message(bytes, found as ProtoMessage, depth + 1),
    );
    return isRepeated ? listed(values, true) : (values.at(-1) ?? "null");
  }

  /** The last of several equal keys counts. A key or a value that is absent has the default of its type. */
  private map(entries: readonly Uint8Array[], type: ProtoMessage, depth: number): string {
    const [keyField, valueField] = [type.fields.get(1), type.fields.get(2)];
    if (keyField === undefined || valueField === undefined || depth >= MAX_DEPTH) throw new Unfit();
    const members = new Map<string, string>();
    for (const entry of entries) {
      const byNumber = this.byNumber(entry);
      const [keys, values] = [byNumber.get(1) ?? [], byNumber.get(2) ?? []];
      const isText = keyField.type === "string";
      const key =
        keys.length === 0
          ? isText
            ? '""'
            : keyField.type === "bool"
              ? "false"
              : "0"
          : this.field(keyField, keys, type, depth + 1);
      const value = values.length === 0 ? "null" : this.field(valueField, values, type, depth + 1);
      members.set(isText ? key : `"${key}"`, value);
    }
    return `{${[...members].map(([key, value]) => `${key}:${value}`).join(",")}}`;
  }

  private timestamp(bytes: Uint8Array): string {
    const byNumber = this.byNumber(bytes);
    const last = (number: number) => BigInt.asIntN(64, byNumber.get(number)?.at(-1)?.varint ?? 0n);
    const [seconds, nanos] = [last(1), last(2)];
    const isInRange =
      seconds >= FIRST_SECOND && seconds <= LAST_SECOND && nanos >= 0n && nanos < 1_000_000_000n;
    if (!isInRange) return `{"seconds":${seconds},"nanos":${nanos}}`;
    const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
    const digits =
      nanos === 0n
        ? ""
        : `.${String(nanos)
            .padStart(9, "0")
            .replace(/(?:000)+$/u, "")}`;
    return `"${whole}${digits}Z"`;
  }

  /** One value, or several where they are packed. */
  private scalars(field: WireField, type: Scalar): readonly string[] {
    const { wire, bytes, varint } = field;
    if (type === "string") {
      if (wire !== 2) throw new Unfit();
      const text = decodeText(bytes);
      return [text === null ? textJson(bytes) : JSON.stringify(text)];
    }
    if (type === "bytes") {
      if (wire !== 2) throw new Unfit();
      return [JSON.stringify(`base64:${toBase64(bytes)}`)];
    }
    const size = FIXED_SIZES[type] ?? 0;
    if (wire !== 2) {
      if (wire !== (size === 0 ? 0 : size === 4 ? 5 : 1)) throw new Unfit();
      return [size === 0 ? varintText(varint, type) : fixedText(bytes, type)];
    }
    const values: string[] = [];
    for (let offset = 0; offset < bytes.length; ) {
      this.take(1);
      if (size > 0) {
        if (offset + size > bytes.length) throw new Unfit();
        values.push(fixedText(bytes.subarray(offset, offset + size), type));
        offset += size;
        continue;
      }
      const read = readVarint(bytes, offset);
      if (read === null) throw new Unfit();
      values.push(varintText(read.value, type));
      offset = read.end;
    }
    return values;
  }
}

const FIXED_SIZES: Partial<Record<Scalar, 4 | 8>> = {
  float: 4,
  fixed32: 4,
  sfixed32: 4,
  double: 8,
  fixed64: 8,
  sfixed64: 8,
};

const listed = (values: readonly string[], isList: boolean) =>
  isList ? `[${values.join(",")}]` : (values.at(-1) ?? "null");

/** Its wire type is all that is known. */
function unknownValue({ wire, varint, bytes }: WireField): string {
  return wire === 0 ? varint.toString() : JSON.stringify(`base64:${toBase64(bytes)}`);
}

/** Control characters are allowed in a string; bytes that are no UTF-8 are not. */
function textJson(bytes: Uint8Array): string {
  try {
    return JSON.stringify(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new Unfit();
  }
}

function enumName(name: string | undefined, value: string): string {
  return name === undefined ? value : JSON.stringify(name);
}

function varintText(value: bigint, type: Scalar): string {
  switch (type) {
    case "bool":
      return String(value !== 0n);
    case "int32":
      return BigInt.asIntN(32, value).toString();
    case "uint32":
      return BigInt.asUintN(32, value).toString();
    case "sint32":
    case "sint64":
      return ((value >> 1n) ^ -(value & 1n)).toString();
    case "int64":
      return BigInt.asIntN(64, value).toString();
    default:
      return value.toString();
  }
}

function fixedText(bytes: Uint8Array, type: Scalar): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (type) {
    case "float":
      return numberText(Number(view.getFloat32(0, true).toPrecision(7)));
    case "double":
      return numberText(view.getFloat64(0, true));
    case "fixed32":
      return String(view.getUint32(0, true));
    case "sfixed32":
      return String(view.getInt32(0, true));
    case "fixed64":
      return view.getBigUint64(0, true).toString();
    default:
      return view.getBigInt64(0, true).toString();
  }
}

/** Zero keeps its sign; what JSON has no number for is a text. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return JSON.stringify(String(value));
  return Object.is(value, -0) ? "-0" : String(value);
}
