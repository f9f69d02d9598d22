// Writes a folder as .tar.gz whose bytes depend on names and contents alone: names in order, no times, no owners.
// GNU tar could do that, but other systems have another tar. The form is ustar (POSIX.1-1988).
import fs from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { filesBelow } from "./digests.mjs";

const BLOCK = 512;

/**
 * @param {string} folder
 * @param {string} top the folder's name inside the archive
 * @returns {Buffer}
 */
export function archive(folder, top) {
  /** @type {Buffer[]} */
  const parts = [];
  for (const name of filesBelow(folder)) {
    const content = fs.readFileSync(path.join(folder, name));
    parts.push(header(`${top}/${name}`, content.length), content, padding(content.length));
  }
  parts.push(Buffer.alloc(2 * BLOCK));
  const zipped = gzipSync(Buffer.concat(parts), { level: 9 });
  // Byte 9 names the operating system (RFC 1952, section 2.3.1); 255 is "unknown". The time is 0 already.
  zipped[9] = 255;
  return zipped;
}

/**
 * @param {string} name with slashes
 * @param {number} size
 */
function header(name, size) {
  const block = Buffer.alloc(BLOCK);
  const [prefix, rest] = split(name);
  const octal = (/** @type {number} */ value, /** @type {number} */ digits) =>
    `${value.toString(8).padStart(digits, "0")}\0`;
  block.write(rest, 0);
  block.write(octal(0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(0, 11), 136);
  block.write(" ".repeat(8), 148);
  block.write("0", 156);
  block.write("ustar\x0000", 257, "latin1");
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** @param {string} name at most 255 bytes, of which 100 in the last part @returns {[string, string]} */
function split(name) {
  if (name.length <= 100) return ["", name];
  const at = name.indexOf("/", name.length - 101);
  if (at < 0 || at > 155) throw new Error(`${name} is too long for an archive`);
  return [name.slice(0, at), name.slice(at + 1)];
}

/** @param {number} size */
const padding = (size) => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
