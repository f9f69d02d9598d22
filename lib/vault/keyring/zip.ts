// Writes an archive of small files without compression. Called by cleaned-copies.ts. The contents hold seeds, so
// they stay the caller's byte arrays, which it wipes, and nothing here becomes a string. Format: PKWARE APPNOTE
// 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).

import { toBytes } from "@/lib/shared/base/bytes";
import { crc32 } from "@/lib/vault/base/crc32";

export interface ZipEntry {
  /** A path with "/" between folders. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The count of entries has 16 bits. */
export const MAX_ZIP_ENTRIES = 65_535;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0, made on Unix, with names in UTF-8. */
const VERSION = 20;
const MADE_BY = (3 << 8) | VERSION;
const UTF8 = 0x0800;
/** An ordinary file that only its owner may read and write. */
const MODE = 0o100600 * 0x10000;

/** The parts of the archive in order, among them the contents themselves. */
export function zipParts(
  entries: readonly ZipEntry[],
  at: Date,
): readonly Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const path = toBytes(name);
    const [time, day] = dosTime(at);
    const common = [
      ...[VERSION, 2, UTF8, 2, 0, 2, time, 2, day, 2, crc32(bytes), 4],
      ...[bytes.length, 4, bytes.length, 4, path.length, 2, 0, 2],
    ];
    const local = fields([LOCAL, 4, ...common]);
    const rest = [0, 2, 0, 2, 0, 2, MODE, 4, offset, 4];
    directory.push(fields([CENTRAL, 4, MADE_BY, 2, ...common, ...rest]), path);
    parts.push(local, path, bytes);
    offset += local.length + path.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = entries.length;
  const end = fields([END, 4, 0, 2, 0, 2, count, 2, count, 2, size, 4, offset, 4, 0, 2]);
  return [...parts, ...directory, end];
}

/** Pairs of a value and its bytes, 2 or 4, little endian. */
function fields(pairs: readonly number[]): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const value = pairs[i] ?? 0;
    for (let byte = 0; byte < (pairs[i + 1] ?? 0); byte++) out.push((value >>> (8 * byte)) & 255);
  }
  return Uint8Array.from(out);
}

const dosTime = (at: Date): readonly [time: number, day: number] => [
  (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
  ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
];
