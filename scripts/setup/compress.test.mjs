// The compressed copies of an export: which files have them, what they hold, and that they are always equal.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import zlib from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { compressFiles } from "./compress.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-compress-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const TEXT = "let credence = 'creds';\n".repeat(200);

it("puts equal copies beside text files, and none beside small ones and fonts", async () => {
  const both = ["one", "another/folder"].map((name) => {
    const below = path.join(folder, name);
    fs.mkdirSync(path.join(below, "_next"), { recursive: true });
    fs.writeFileSync(path.join(below, "_next/a.js"), TEXT);
    fs.writeFileSync(path.join(below, "small.txt"), "small");
    fs.writeFileSync(path.join(below, "font.woff2"), TEXT);
    return below;
  });
  for (const below of both) expect(await compressFiles(below)).toBe(1);
  const [one = "", other = ""] = both;
  expect(fs.readdirSync(path.join(one, "_next"))).toEqual(["a.js", "a.js.br", "a.js.gz"]);
  expect(fs.readdirSync(one).sort()).toEqual(["_next", "font.woff2", "small.txt"]);
  const read = (/** @type {string} */ below, /** @type {string} */ name) =>
    fs.readFileSync(path.join(below, "_next", name));
  expect(zlib.brotliDecompressSync(read(one, "a.js.br")).toString()).toBe(TEXT);
  expect(zlib.gunzipSync(read(one, "a.js.gz")).toString()).toBe(TEXT);
  for (const name of ["a.js.br", "a.js.gz"]) {
    expect(read(one, name).equals(read(other, name)), name).toBe(true);
  }
});
