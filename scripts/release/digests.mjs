// Lists the SHA-256 of every file below a folder, in the form that `sha256sum -c` reads.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * @param {string} folder
 * @returns {string} one line "<hex>  <path with slashes>" for each file, sorted by path
 */
export function digestList(folder) {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .map((file) => ({ file, name: path.relative(folder, file).split(path.sep).join("/") }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ file, name }) => {
      const digest = createHash("sha256").update(fs.readFileSync(file)).digest("hex");
      return `${digest}  ${name}\n`;
    })
    .join("");
}
