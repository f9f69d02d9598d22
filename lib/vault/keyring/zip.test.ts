import { expect, test } from "vitest";
import { textOf, utf8 } from "@/lib/testing/creds/make-creds";
import { readZip } from "@/lib/testing/read-zip";
import { crc32 } from "@/lib/vault/base/crc32";
import { zipParts } from "./zip";

const joined = async (parts: readonly Uint8Array<ArrayBuffer>[]) =>
  new Uint8Array(await new Blob([...parts]).arrayBuffer());

test("the checksum is the usual one", () => {
  expect(crc32(utf8("123456789"))).toBe(0xcbf43926);
  expect(crc32(utf8(""))).toBe(0);
});

test("every file comes back with its name", async () => {
  const files = [
    { name: "a/b/ü.creds", bytes: utf8("one\n") },
    { name: "empty.creds", bytes: utf8("") },
    { name: "large.creds", bytes: utf8("x".repeat(100_000)) },
  ];
  const at = new Date(2026, 10, 29, 12, 34, 56);
  const read = readZip(await joined(zipParts(files, at)));
  expect([...read].map(([name, bytes]) => [name, textOf(bytes)])).toEqual(
    files.map(({ name, bytes }) => [name, textOf(bytes)]),
  );
});

test("the parts are the contents themselves, so that wiping them wipes the archive", () => {
  const bytes = utf8("secret");
  expect(zipParts([{ name: "a", bytes }], new Date())).toContain(bytes);
});
