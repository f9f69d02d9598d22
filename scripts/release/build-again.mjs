// Builds the same sources in another folder and compares every byte with the existing export. Called by
// release.mjs.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { outDir, rootDir } from "../setup/paths.mjs";
import { run, StepFailure } from "../setup/run.mjs";
import { digestList } from "./digests.mjs";

const NOT_COPIED = new Set([".git", ".next", ".credence", "out", "release", "dist", "sandbox"]);

/** @returns {Promise<string[]>} names that differ or are missing on one side */
export async function findDifferences() {
  // The path differs in name and length, so a file that contains its folder's path shows up.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "another-folder-"));
  try {
    for (const name of fs.readdirSync(rootDir)) {
      if (NOT_COPIED.has(name) || name === "test-results") continue;
      fs.cpSync(path.join(rootDir, name), path.join(folder, name), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
    const built = await run(process.execPath, ["scripts/build.mjs"], { cwd: folder });
    if (!built.ok) throw new StepFailure("The second build failed.", built.output);
    return compareLists(digestList(outDir), digestList(path.join(folder, "out")));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} one
 * @param {string} other
 */
function compareLists(one, other) {
  const [a, b] = [new Set(one.split("\n")), new Set(other.split("\n"))];
  const odd = [...a].filter((text) => !b.has(text)).concat([...b].filter((text) => !a.has(text)));
  return [...new Set(odd.map((text) => text.slice(66)))].sort();
}
