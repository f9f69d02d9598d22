// Lists the SHA-256 of every file below a folder, in the form that `sha256sum -c` reads.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * @param {string} folder
 * @returns {string[]} every file below it, with slashes, sorted
 */
export function filesBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => path.relative(folder, file).split(path.sep).join("/"))
    .sort((a, b) => (a < b ? -1 : 1));
}

/**
 * @param {string} folder
 * @returns {string} one line "<hex>  <path with slashes>" for each file, sorted by path
 */
export function digestList(folder) {
  return filesBelow(folder)
    .map((name) => {
      const bytes = fs.readFileSync(path.join(folder, name));
      return `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`;
    })
    .join("");
}
