// Gives the export's 404 page for a request at any depth: its references are relative, so they are made to lead
// up from there. Used by static-server.mjs.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { atDepth } from "../policy/references.mjs";

/** @typedef {import("./accepted-encodings.mjs").Encoding} Encoding */

/** A deeper request gets the page of this depth. */
const DEEPEST = 16;

/**
 * @param {string} folder the export
 * @returns {(pathname: string, accepted: readonly Encoding[]) =>
 *   {encoding: Encoding | undefined, body: string | Buffer}}
 */
export function missingPage(folder) {
  const file = path.join(folder, "404.html");
  const html = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "Not found";
  /** @type {Map<string, Buffer>} */
  const made = new Map();
  return (pathname, [encoding]) => {
    const depth = Math.min(DEEPEST, Math.max(0, pathname.split("/").length - 2));
    const key = `${depth} ${encoding}`;
    const body = made.get(key) ?? encode(atDepth(html, depth), encoding);
    made.set(key, body);
    return { encoding, body };
  };
}

/**
 * @param {string} html
 * @param {Encoding | undefined} encoding
 */
function encode(html, encoding) {
  if (encoding === "br") return zlib.brotliCompressSync(html);
  return encoding === "gzip" ? zlib.gzipSync(html) : Buffer.from(html);
}
