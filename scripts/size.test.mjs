// The size check finds each problem in small exports that are made here.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { measure, scriptsOfPage, vaultChunks } from "./size.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-size-"));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const GOOD = {
  "index.html":
    '<script src="/_next/static/chunks/page.js" async=""></script>' +
    '<script src="/_next/static/chunks/old.js" noModule=""></script><script>inline()</script>',
  "_next/static/chunks/page.js":
    't.v(f("static/chunks/turbopack-worker-1x.js",["static/chunks/vault.js","static/chunks/runtime.js"]))',
  "_next/static/chunks/old.js": noise(300_000),
  "_next/static/chunks/turbopack-worker-1x.js": "bootstrap",
  "_next/static/chunks/vault.js": noise(20_000),
  "_next/static/chunks/runtime.js": "runtime",
};

/** @param {number} bytes of random data; gzip cannot make the text much smaller than three quarters */
function noise(bytes) {
  return `"${randomBytes(bytes).toString("base64")}"`;
}

/** @param {Record<string, string>} files */
function measureFiles(files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return measure(folder);
}

describe("size budget", () => {
  it("passes a small export and counts the vault's chunks, not the nomodule script", () => {
    const { page, vault, problems } = measureFiles(GOOD);
    expect(problems).toEqual([]);
    expect(page).toBeLessThan(1000);
    expect(vault).toBeGreaterThan(20_000);
    expect(vault).toBeLessThan(21_000);
  });

  it.each([
    [
      "a page that is too large",
      { "_next/static/chunks/page.js": GOOD["_next/static/chunks/page.js"] + noise(210_000) },
      /first view has 2\d\d/,
    ],
    [
      "a vault that is too large",
      { "_next/static/chunks/vault.js": noise(75_000) },
      /vault has 7\d/,
    ],
    ["eval", { "_next/static/chunks/vault.js": "x=eval(y)" }, /contains eval/],
    ["a vm polyfill", { "_next/static/chunks/vault.js": "a.runInThisContext" }, /runInThisContext/],
    ["raw source", { "_next/static/media/vault.worker.ts": "let x" }, /raw source/],
    [
      "an export without the worker",
      { "_next/static/chunks/page.js": "nothing" },
      /vault was not found/,
    ],
  ])("refuses %s", (_name, change, message) => {
    const { problems } = measureFiles({ ...GOOD, ...change });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it("accepts a method named eval", () => {
    expect(
      measureFiles({ ...GOOD, "_next/static/chunks/vault.js": "a.eval(b);medieval(c)" }).problems,
    ).toEqual([]);
    const method = "class A{eval(b,c){return b}}";
    expect(measureFiles({ ...GOOD, "_next/static/chunks/vault.js": method }).problems).toEqual([]);
    const called = measureFiles({ ...GOOD, "_next/static/chunks/vault.js": "if(eval(b)){c()}" });
    expect(called.problems[0]).toMatch(/contains eval/);
  });
});

describe("reading an export", () => {
  it("splits a page's scripts", () => {
    expect(scriptsOfPage(GOOD["index.html"])).toEqual({
      sources: ["/_next/static/chunks/page.js"],
      inline: ["inline()"],
    });
  });

  it("finds the worker's bootstrap and its list", () => {
    expect(vaultChunks([GOOD["_next/static/chunks/page.js"]])).toEqual([
      "/_next/static/chunks/turbopack-worker-1x.js",
      "/_next/static/chunks/vault.js",
      "/_next/static/chunks/runtime.js",
    ]);
  });
});
