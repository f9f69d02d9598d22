// Bytes in Avro's binary encoding → JSON text, by a schema (Avro specification 1.12, "Binary Encoding"). Integers keep
// all digits, bytes are "base64:…", dates and times are ISO 8601, decimals are texts with all digits. The value of a
// union is shown as it is.

import { toBase64 } from "@/lib/shared/base/base64";
import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { DecodeFault } from "@/lib/shared/facts/payload";
import type { AvroType } from "./avro-schema";

const MAX_VALUES = 100_000;
/** Of the names of a schema, which take no room in a payload and can come with each value. */
const MAX_NAME_CHARS = 8_388_608;
const MAX_DEPTH = 100;
/** What a Date can hold. */
const MAX_MS = 8_640_000_000_000_000n;
const DAY_MS = 86_400_000n;

class Unfit extends Error {}
class TooDeep extends Error {}
class TooMany extends Error {}

/** The value must end where the bytes end. */
export function decodeAvro(bytes: Uint8Array, type: AvroType): Result<string, DecodeFault> {
  const reader = new Reader(bytes);
  try {
    const json = reader.value(type, 0);
    return reader.isAtEnd ? ok(json) : fail("decode/malformed");
  } catch (thrown) {
    if (thrown instanceof TooDeep) return fail("decode/too-deep");
    if (thrown instanceof TooMany) return fail("decode/too-large");
    if (thrown instanceof Unfit) return fail("decode/malformed");
    throw thrown;
  }
}

class Reader {
  private at = 0;
  private left = MAX_VALUES;
  private nameChars = MAX_NAME_CHARS;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at === this.bytes.length;
  }

  value(type: AvroType, depth: number): string {
    if (depth > MAX_DEPTH) throw new TooDeep();
    this.left -= 1;
    if (this.left < 0) throw new TooMany();
    switch (type.kind) {
      case "null":
        return "null";
      case "boolean":
        return this.take(1)[0] === 0 ? "false" : "true";
      case "int":
      case "long":
        return wholeText(this.long(), type.logical);
      case "float":
        return numberText(Number(this.view(4).getFloat32(0, true).toPrecision(7)));
      case "double":
        return numberText(this.view(8).getFloat64(0, true));
      case "bytes": {
        const bytes = this.sized();
        return type.logical === "decimal" ? decimalText(bytes, type.scale) : bytesText(bytes);
      }
      case "string":
        return JSON.stringify(textOf(this.sized()));
      case "fixed":
        return bytesText(this.take(type.size));
      case "enum": {
        const symbol = type.symbols[this.index()];
        if (symbol === undefined) throw new Unfit();
        return this.name(symbol);
      }
      case "union": {
        const branch = type.branches[this.index()];
        if (branch === undefined) throw new Unfit();
        return this.value(branch, depth + 1);
      }
      case "record":
        return `{${type.fields
          .map((field) => `${this.name(field.name)}:${this.value(field.type, depth + 1)}`)
          .join(",")}}`;
      case "array":
        return `[${this.blocks(() => this.value(type.items, depth + 1)).join(",")}]`;
      case "map":
        return `{${this.blocks(
          () => `${JSON.stringify(textOf(this.sized()))}:${this.value(type.items, depth + 1)}`,
        ).join(",")}}`;
    }
  }

  /** A negative count is followed by the size of the block in bytes. */
  private blocks(each: () => string): readonly string[] {
    const values: string[] = [];
    for (;;) {
      const count = this.long();
      if (count === 0n) return values;
      if (count < 0n) this.long();
      const size = count < 0n ? -count : count;
      if (size > BigInt(this.left)) throw new TooMany();
      for (let index = 0; index < Number(size); index++) {
        this.left -= 1;
        values.push(each());
      }
    }
  }

  private name(name: string): string {
    this.nameChars -= name.length;
    if (this.nameChars < 0) throw new TooMany();
    return JSON.stringify(name);
  }

  private index(): number {
    return Number(this.long());
  }

  /** Zigzag, least significant group first, at most 64 bits. */
  private long(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const [byte = 0] = this.take(1);
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        const wide = BigInt.asUintN(64, value);
        return (wide >> 1n) ^ -(wide & 1n);
      }
    }
    throw new Unfit();
  }

  private sized(): Uint8Array {
    const size = this.long();
    if (size < 0n || size > BigInt(this.bytes.length)) throw new Unfit();
    return this.take(Number(size));
  }

  private take(count: number): Uint8Array {
    const end = this.at + count;
    if (end > this.bytes.length) throw new Unfit();
    const part = this.bytes.subarray(this.at, end);
    this.at = end;
    return part;
  }

  private view(count: number): DataView {
    const part = this.take(count);
    return new DataView(part.buffer, part.byteOffset, part.length);
  }
}

const bytesText = (bytes: Uint8Array) => JSON.stringify(`base64:${toBase64(bytes)}`);

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Unfit();
  }
}

function wholeText(value: bigint, logical: string | null): string {
  switch (logical) {
    case "date":
      return timeText(value * DAY_MS, value, 10);
    case "timestamp-millis":
      return timeText(value, value, null);
    case "timestamp-micros": {
      const micros = ((value % 1000n) + 1000n) % 1000n;
      const text = timeText((value - micros) / 1000n, value, null);
      const digits = String(micros).padStart(3, "0");
      return micros === 0n ? text : text.replace(/Z"$/u, `${digits}Z"`);
    }
    default:
      return value.toString();
  }
}

/** `most`: characters of the date alone. Out of range the number stays. */
function timeText(ms: bigint, value: bigint, most: number | null): string {
  if (ms > MAX_MS || ms < -MAX_MS) return value.toString();
  const text = new Date(Number(ms)).toISOString();
  return JSON.stringify(most === null ? text : text.replace(/T.*$/u, ""));
}

/** Big-endian, two's complement. */
function decimalText(bytes: Uint8Array, scale: number): string {
  if (bytes.length > 64) return bytesText(bytes);
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  value = BigInt.asIntN(bytes.length * 8, value);
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const part = scale === 0 ? "" : `.${digits.slice(digits.length - scale)}`;
  return JSON.stringify(`${value < 0n ? "-" : ""}${whole}${part}`);
}

/** Zero keeps its sign; what JSON has no number for is a text. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return JSON.stringify(String(value));
  return Object.is(value, -0) ? "-0" : String(value);
}
