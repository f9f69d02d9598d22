// The tools that the tests of commands and snippets run: what each is, its pinned version, and where it is kept.
// `npm run tools` installs them (install.mjs); the tests ask `findTool` and skip by name what is not there. Neither
// `npm start` nor `npm test` needs any of them.
import { existsSync } from "node:fs";
import path from "node:path";
import { cacheDir } from "../setup/paths.mjs";

/** The version that is installed and was run; a newer one is a change of this line and a run. */
export const PINS = /** @type {const} */ ({
  nsc: "2.15.0",
  nats: "0.5.0",
  go: "1.55.0",
  python: "2.16.0",
  rust: "0.51.0",
  java: "2.26.2",
  c: "3.4.1",
  node: "3.4.0",
  deno: "2.9.6",
  bun: "1.4.5",
  "go-jwt": "2.8.3",
  "rust-jwt": "0.3.0",
  "csharp-grammar": "0.23.5",
  "ruby-grammar": "0.23.1",
  kube: "0.2.2",
  "node-22": "22.23.5",
  "node-24": "24.22.3",
  "node-26": "26.12.1",
});

/** @typedef {keyof typeof PINS} ToolName */

/** What the finished installation of a tool holds last, below its folder. */
const DONE = "installed";

/**
 * @param {ToolName} name
 * @returns {string} the folder of this version, whether it exists or not
 */
export function toolFolder(name) {
  return path.join(cacheDir(), "tools", `${name}-${PINS[name]}`);
}

/** @param {ToolName} name */
export const doneMark = (name) => path.join(toolFolder(name), DONE);

/**
 * @param {ToolName} name
 * @returns {string | null} its folder, or null where it is not installed
 */
export function findTool(name) {
  return existsSync(doneMark(name)) ? toolFolder(name) : null;
}

/**
 * For the title of a skipped test.
 * @param {ToolName[]} names
 * @returns {string} what is not installed and how to install it, or ""
 */
export function missingTools(...names) {
  const missing = names.filter((name) => !findTool(name));
  if (missing.length === 0) return "";
  const which = missing.map((name) => `${name} ${PINS[name]}`).join(", ");
  return `not installed: ${which} (npm run tools -- ${missing.join(" ")})`;
}

/**
 * The same for one.
 * @param {ToolName} name
 */
export const missing = (name) =>
  `${name} ${PINS[name]} is not installed (npm run tools -- ${name})`;
