// There is no circle of imports between files (type imports included), between folders of lib, or between
// folders of components. A dynamic import is a border of a bundle, so it counts for folders and not for files.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SOURCE = /^(app|components|lib|scripts|e2e)\/.*\.(ts|tsx|mjs)$/;
const SUPPORT = /\.(test|spec|bench)\.|\/(testing|fixtures)\//;
const STATIC = /(?:^|\n)\s*(?:import|export)\b[^"';]*?from\s*"([^"]+)"/g;
const DYNAMIC = /import\(\s*"([^"]+)"\s*\)/g;

/** @typedef {Map<string, Set<string>>} Graph */

/**
 * @param {ReadonlyMap<string, string>} sources path → text
 * @param {readonly RegExp[]} kinds
 * @returns {Graph}
 */
function importsOf(sources, kinds) {
  /** @type {Graph} */
  const graph = new Map();
  for (const [file, text] of sources) {
    const found = kinds
      .flatMap((kind) => [...text.matchAll(kind)])
      .map(([, specifier = ""]) => resolve(sources, file, specifier))
      .filter((target) => target !== undefined && target !== file);
    graph.set(file, new Set(/** @type {string[]} */ (found)));
  }
  return graph;
}

/**
 * @param {ReadonlyMap<string, string>} sources
 * @param {string} from
 * @param {string} specifier
 */
function resolve(sources, from, specifier) {
  const isOurs = specifier.startsWith("@/") || specifier.startsWith(".");
  if (!isOurs) return undefined;
  const base = specifier.startsWith("@/")
    ? specifier.slice(2)
    : path.posix.join(path.posix.dirname(from), specifier);
  return ["", ".ts", ".tsx", ".mjs"].map((end) => base + end).find((file) => sources.has(file));
}

/**
 * @param {Graph} files
 * @returns {Graph}
 */
function foldersOf(files) {
  /** @type {Graph} */
  const folders = new Map();
  for (const [file, targets] of files) {
    const folder = path.posix.dirname(file);
    const reached = folders.get(folder) ?? new Set();
    for (const target of targets) reached.add(path.posix.dirname(target));
    reached.delete(folder);
    folders.set(folder, reached);
  }
  return folders;
}

/**
 * Finds strongly connected parts of more than one node (Tarjan 1972).
 * @param {Graph} graph
 * @returns {string[]} each as one line
 */
function circlesIn(graph) {
  const index = new Map();
  const low = new Map();
  /** @type {string[]} */
  const stack = [];
  /** @type {string[]} */
  const circles = [];
  /** @param {string} node */
  const visit = (node) => {
    index.set(node, index.size);
    low.set(node, index.get(node));
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node), low.get(next)));
    }
    if (low.get(node) !== index.get(node)) return;
    const part = stack.splice(stack.indexOf(node));
    if (part.length > 1) circles.push(part.sort().join(" <> "));
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return circles;
}

const names = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
}).split("\n");
const sources = new Map(
  names
    .filter(
      (name) => SOURCE.test(name) && !SUPPORT.test(name) && fs.existsSync(path.join(root, name)),
    )
    .map((name) => [name, fs.readFileSync(path.join(root, name), "utf8")]),
);

describe("no circle", () => {
  it("of files, types included", () => {
    expect(sources.size).toBeGreaterThan(400);
    expect(circlesIn(importsOf(sources, [STATIC]))).toEqual([]);
  });

  it.each(["components", "lib"])("of folders in %s", (top) => {
    const inside = new Map([...sources].filter(([name]) => name.startsWith(`${top}/`)));
    expect(inside.size).toBeGreaterThan(100);
    expect(circlesIn(foldersOf(importsOf(inside, [STATIC, DYNAMIC])))).toEqual([]);
  });
});

describe("a planted circle is found", () => {
  const planted = new Map([
    ["lib/a/one.ts", 'import type { Two } from "@/lib/b/two";'],
    ["lib/b/two.ts", 'import { three } from "./three";'],
    ["lib/b/three.ts", 'export { four } from "@/lib/a/four";'],
    ["lib/a/four.ts", 'import { one } from "./one";'],
    ["lib/c/five.ts", 'const two = await import("@/lib/b/two");'],
  ]);

  it("of files", () => {
    expect(circlesIn(importsOf(planted, [STATIC]))).toEqual([
      "lib/a/four.ts <> lib/a/one.ts <> lib/b/three.ts <> lib/b/two.ts",
    ]);
  });

  it("of folders", () => {
    const without = new Map([...planted].filter(([name]) => name !== "lib/b/three.ts"));
    without.set("lib/b/three.ts", 'const five = import("@/lib/c/five");');
    expect(circlesIn(foldersOf(importsOf(without, [STATIC, DYNAMIC])))).toEqual(["lib/b <> lib/c"]);
  });
});
