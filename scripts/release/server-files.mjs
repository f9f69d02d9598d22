// Finds what the server needs at run time: its own modules, by following their imports, and the packages that
// they name with their dependencies.
import fs from "node:fs";
import path from "node:path";
import { rootDir } from "../setup/paths.mjs";

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(?\s*)"([^"]+)"/g;

/**
 * @param {...string} entries below the root
 * @returns {string[]} below the root, sorted by name
 */
export function serverFiles(...entries) {
  const found = new Set(entries);
  for (const file of found) {
    for (const name of importsOf(file)) {
      if (name.startsWith(".")) found.add(path.posix.join(path.posix.dirname(file), name));
    }
  }
  return [...found].sort();
}

/** @returns {string[]} names of packages, sorted */
export function serverPackages() {
  const { packages } = JSON.parse(fs.readFileSync(path.join(rootDir, "package-lock.json"), "utf8"));
  const named = serverFiles("scripts/serve.mjs", "scripts/serve/health.mjs")
    .flatMap(importsOf)
    .filter((name) => !name.startsWith(".") && !name.startsWith("node:"));
  const found = new Set(named);
  for (const name of found) {
    const entry = packages[`node_modules/${name}`];
    if (entry === undefined) throw new Error(`${name} is not in the lock file`);
    for (const needed of Object.keys(entry.dependencies ?? {})) found.add(needed);
  }
  return [...found].sort();
}

/**
 * Leaves out comments, because type imports in them are not imports.
 * @param {string} file
 * @returns {string[]}
 */
function importsOf(file) {
  const text = fs
    .readFileSync(path.join(rootDir, file), "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");
  return [...text.matchAll(IMPORT)].map(([, name = ""]) => name);
}
