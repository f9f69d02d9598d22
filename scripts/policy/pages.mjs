// Reads from an export what a policy needs: its pages and their inline scripts. Used after the build
// (apply.mjs), by the server at its start, and by deploy/.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * @typedef {object} ExportPage
 * @property {string} file below the export, with slashes, such as "security.html"
 * @property {readonly string[]} scriptHashes as "sha256-…", in order of appearance
 */

/**
 * @param {string} folder the export
 * @returns {ExportPage[]} by name
 */
export function readPages(folder) {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html"))
    .sort()
    .map((file) => ({
      file: file.split(path.sep).join("/"),
      scriptHashes: inlineScriptHashes(fs.readFileSync(path.join(folder, file), "utf8")),
    }));
}

/** @param {string} html */
export function inlineScriptHashes(html) {
  const hashes = new Set();
  for (const [, attributes = "", text = ""] of html.matchAll(
    /<script\b([^>]*)>([\s\S]*?)<\/script>/gi,
  )) {
    if (!/\ssrc=/i.test(attributes)) hashes.add(sha256(text));
  }
  return [...hashes];
}

/** @param {string | Buffer} bytes */
export const sha256 = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
