// The files that are removed from an export, and the changes that require a new build.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { computeBuildId, removeStrayFiles, removeUnusedPages } from "./build.mjs";
import { digestOf } from "./digest.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-build-"));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** @param {Record<string, string>} files */
function write(files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

describe("stray files of an export", () => {
  it("removes raw sources and empty maps, and nothing else", () => {
    write({
      "media/vault.worker.abc.ts": "const x = 1;",
      "media/font.woff2": "font",
      "chunks/a.js.map": '{"version": 3, "sources": [], "sections": []}',
      "chunks/b.js.map": '{"version": 3, "sources": ["b.ts"]}',
      "chunks/a.js": "1",
    });
    removeStrayFiles(folder);
    const left = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    expect(left.map((name) => name.split(path.sep).join("/"))).toEqual([
      "chunks",
      "chunks/a.js",
      "chunks/b.js.map",
      "media",
      "media/font.woff2",
    ]);
  });
});

describe("what an export needs no page for", () => {
  it("is removed with the folders that become empty", () => {
    write({
      "index.html": "",
      "index.txt": "",
      "__next._full.txt": "",
      "_not-found.html": "",
      "_not-found/__next._tree.txt": "",
      "security.html": "",
      "security.txt": "",
      "security/__next.security.__PAGE__.txt": "",
      "help/index.html": "",
      "help/index.txt": "",
      "robots.txt": "",
    });
    removeUnusedPages(folder);
    const left = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    expect(left.map((name) => name.split(path.sep).join("/"))).toEqual([
      "help",
      "help/index.html",
      "index.html",
      "robots.txt",
      "security.html",
    ]);
  });
});

describe("digest of inputs", () => {
  it("changes with a name, a content and a setting, and not with a skipped file", () => {
    const digest = () =>
      digestOf(["in"], { root: folder, skip: (name) => name.endsWith(".test.ts") });
    write({ "in/a.ts": "1" });
    const before = digest();
    write({ "in/a.test.ts": "1" });
    expect(digest()).toBe(before);
    write({ "in/b.ts": "1" });
    const more = digest();
    expect(more).not.toBe(before);
    fs.renameSync(path.join(folder, "in/b.ts"), path.join(folder, "in/c.ts"));
    expect(digest()).not.toBe(more);
    expect(digestOf(["in"], { root: folder, extra: "x" })).not.toBe(
      digestOf(["in"], { root: folder }),
    );
  });

  it("includes public settings of the build", () => {
    expect(computeBuildId({})).toMatch(/^[0-9a-f]{20}$/);
    expect(computeBuildId({ NEXT_PUBLIC_X: "1" })).not.toBe(computeBuildId({}));
    expect(computeBuildId({ UNRELATED: "1" })).toBe(computeBuildId({}));
  });
});
