// Computes a digest of files and settings; install and build use it to see whether anything has changed. Names
// and contents both count, in a fixed order, with "/" on every platform.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { rootDir } from "./paths.mjs";

/**
 * @param {readonly string[]} inputs files and folders below the root; missing ones count as empty
 * @param {{extra?: string, skip?: (name: string) => boolean, root?: string}} [options]
 * @returns {string} hex SHA-256
 */
export function digestOf(inputs, { extra = "", skip = () => false, root = rootDir } = {}) {
  const hash = createHash("sha256").update(extra);
  /** @param {string} name */
  const visit = (name) => {
    const full = path.join(root, name);
    const stat = fs.statSync(full, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) {
      for (const entry of fs.readdirSync(full).sort()) visit(`${name}/${entry}`);
    } else if (!skip(name)) {
      hash.update(`\0${name}\0${stat.size}\0`).update(fs.readFileSync(full));
    }
  };
  for (const name of inputs) visit(name);
  return hash.digest("hex");
}

/**
 * @param {string} file
 * @returns {string} its text, or "" when it cannot be read
 */
export function readOr(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
