// Reads an archive without compression by its central directory, for tests. It checks every header and checksum.

import { expect } from "vitest";

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** The names and contents in order. */
export function readZip(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  const u16 = (at: number) => view.getUint16(at, true);
  const u32 = (at: number) => view.getUint32(at, true);
  const text = (at: number, length: number) =>
    new TextDecoder("utf-8", { fatal: true }).decode(archive.subarray(at, at + length));
  const end = archive.length - 22;
  expect(u32(end)).toBe(0x06054b50);
  const files = new Map<string, Uint8Array>();
  let at = u32(end + 16);
  expect(at + u32(end + 12)).toBe(end);
  for (let left = u16(end + 10); left > 0; left--) {
    expect(u32(at)).toBe(0x02014b50);
    const [method, crc, size, nameLength, local] = [
      u16(at + 10),
      ...[at + 16, at + 24].map(u32),
      u16(at + 28),
      u32(at + 42),
    ] as const;
    if (crc === undefined || size === undefined) throw new Error("no header");
    const name = text(at + 46, Number(nameLength));
    const head = Number(local);
    expect([u32(head), method, u16(head + 8)]).toEqual([0x04034b50, 0, 0]);
    expect(text(head + 30, u16(head + 26))).toBe(name);
    const from = head + 30 + u16(head + 26) + u16(head + 28);
    const bytes = archive.slice(from, from + size);
    expect([u32(head + 14), u32(head + 18), crc32(bytes)]).toEqual([crc, size, crc]);
    files.set(name, bytes);
    at += 46 + Number(nameLength) + u16(at + 30) + u16(at + 32);
  }
  expect(at).toBe(end);
  return files;
}
