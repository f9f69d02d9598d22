// What ran: lib/page/snippets/runs.json has for each snippet the client and the date, which the tab Code shows, and
// run-digests.json the digest of the code of each case. runs.test.ts fails when a snippet is no longer the one that
// ran. Called by clients.mjs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { rootDir } from "../setup/paths.mjs";

const FOLDER = path.join(rootDir, "lib/page/snippets");

/**
 * As in lib/page/snippets/run-text.ts, which says what each means.
 * @typedef {{on: string, server: string | null, with: readonly string[]}} SnippetRun
 */

/** @param {string} code */
export const digestOf = (code) => createHash("sha256").update(code).digest("hex").slice(0, 16);

/**
 * @param {string} snippet
 * @param {SnippetRun} run
 * @param {Readonly<Record<string, string>>} digests name of the case → digest of its code
 */
export function keepRun(snippet, run, digests) {
  keep("runs.json", snippet, run);
  keep("run-digests.json", snippet, digests);
}

/** @param {string} name @param {string} key @param {unknown} value */
function keep(name, key, value) {
  const file = path.join(FOLDER, name);
  const all = { ...JSON.parse(fs.readFileSync(file, "utf8")), [key]: value };
  const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  fs.writeFileSync(file, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  // The linter wants its own line breaks.
  spawnSync("npx", ["biome", "format", "--write", file], { cwd: rootDir });
}
