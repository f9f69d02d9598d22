// Walks a MessagePack or CBOR payload before a library decodes it, without making any value. A header of three
// bytes can claim 65,535 elements, and a library that trusts it reserves them; nested, that exhausts the memory.
// Here the elements that are still claimed may never exceed the bytes that are left. Used by binary-values.ts.
// Sources: the MessagePack specification of 2017, and RFC 8949.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import type { DecodeFault } from "@/lib/shared/facts/payload";

export const MAX_DEPTH = 100;
export const MAX_VALUES = 100_000;

/** What stands at one place. */
interface Head {
  /** Bytes of the head and of the data that follows it. */
  readonly bytes: number;
  /** Values inside it; Infinity until a break. */
  readonly items: number;
  readonly isMap: boolean;
  readonly isBreak?: boolean;
}

type ReadHead = (view: DataView, offset: number) => Head | null;

/** A container that is being walked. */
interface Open {
  left: number;
  seen: number;
  readonly isMap: boolean;
}

/** Ok when the payload is exactly one value, within the bounds. */
export function checkBounds(
  payload: Uint8Array,
  format: "msgpack" | "cbor",
): Result<null, DecodeFault> {
  const readHead = format === "msgpack" ? msgpackHead : cborHead;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const open: Open[] = [{ left: 1, seen: 0, isMap: false }];
  let offset = 0;
  let values = 0;
  let claimed = 1;
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    if (last.left === 0) {
      open.pop();
      continue;
    }
    const head = headAt(readHead, view, offset);
    if (head === null) return fail("decode/malformed");
    offset += head.bytes;
    if (head.isBreak === true) {
      const isEnd = last.left === Number.POSITIVE_INFINITY && !(last.isMap && last.seen % 2 === 1);
      if (!isEnd) return fail("decode/malformed");
      open.pop();
      continue;
    }
    values += 1;
    last.seen += 1;
    if (last.left !== Number.POSITIVE_INFINITY) {
      last.left -= 1;
      claimed -= 1;
    }
    if (head.items > 0) {
      if (head.items !== Number.POSITIVE_INFINITY) claimed += head.items;
      open.push({ left: head.items, seen: 0, isMap: head.isMap });
    }
    if (offset + claimed > view.byteLength) return fail("decode/malformed");
    if (values + claimed > MAX_VALUES) return fail("decode/too-large");
    if (open.length > MAX_DEPTH) return fail("decode/too-deep");
  }
  return offset === view.byteLength ? ok(null) : fail("decode/malformed");
}

function headAt(readHead: ReadHead, view: DataView, offset: number): Head | null {
  try {
    return readHead(view, offset);
  } catch {
    // The head is cut off.
    return null;
  }
}

const scalar = (bytes: number): Head => ({ bytes, items: 0, isMap: false });
const list = (bytes: number, items: number): Head => ({ bytes, items, isMap: false });
const map = (bytes: number, pairs: number): Head => ({ bytes, items: pairs * 2, isMap: true });

/** Bytes of the types from 0xc0 to 0xdf whose size is fixed; 0 where it is not. */
const MSGPACK_SIZES = [1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 5, 9, 2, 3, 5, 9, 2, 3, 5, 9, 3, 4, 6, 10, 18];

function msgpackHead(view: DataView, offset: number): Head | null {
  const type = view.getUint8(offset);
  if (type < 0x80 || type >= 0xe0) return scalar(1);
  if (type < 0x90) return map(1, type & 0x0f);
  if (type < 0xa0) return list(1, type & 0x0f);
  if (type < 0xc0) return scalar(1 + (type & 0x1f));
  const size = MSGPACK_SIZES[type - 0xc0] ?? 0;
  if (size > 0) return scalar(size);
  const at = offset + 1;
  switch (type) {
    case 0xc4:
    case 0xd9:
      return scalar(2 + view.getUint8(at));
    case 0xc5:
    case 0xda:
      return scalar(3 + view.getUint16(at));
    case 0xc6:
    case 0xdb:
      return scalar(5 + view.getUint32(at));
    case 0xc7:
      return scalar(3 + view.getUint8(at));
    case 0xc8:
      return scalar(4 + view.getUint16(at));
    case 0xc9:
      return scalar(6 + view.getUint32(at));
    case 0xdc:
      return list(3, view.getUint16(at));
    case 0xdd:
      return list(5, view.getUint32(at));
    case 0xde:
      return map(3, view.getUint16(at));
    case 0xdf:
      return map(5, view.getUint32(at));
    default:
      return null;
  }
}

function cborHead(view: DataView, offset: number): Head | null {
  const first = view.getUint8(offset);
  const [major, info] = [first >> 5, first & 0x1f];
  if (info === 31) {
    if (major === 7) return { ...scalar(1), isBreak: true };
    const isContainer = major === 4 || major === 5;
    const isString = major === 2 || major === 3;
    if (!isContainer && !isString) return null;
    return { bytes: 1, items: Number.POSITIVE_INFINITY, isMap: major === 5 };
  }
  if (info > 27) return null;
  const [bytes, value] = cborArgument(view, offset, info);
  switch (major) {
    case 2:
    case 3:
      return scalar(bytes + value);
    case 4:
      return list(bytes, value);
    case 5:
      return map(bytes, value);
    case 6:
      return list(bytes, 1);
    default:
      return scalar(bytes);
  }
}

/** The bytes of the head, and its number. */
function cborArgument(view: DataView, offset: number, info: number): readonly [number, number] {
  const at = offset + 1;
  switch (info) {
    case 24:
      return [2, view.getUint8(at)];
    case 25:
      return [3, view.getUint16(at)];
    case 26:
      return [5, view.getUint32(at)];
    case 27:
      return [9, Number(view.getBigUint64(at))];
    default:
      return [1, info];
  }
}
