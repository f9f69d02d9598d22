// Puts a Brotli and a gzip copy beside each text file of the export, so that a host can send them without
// any work. The last step of a build, called by build.mjs after the policies have changed the files.
//
// The parameters are fixed, and no time or platform is written into a copy, so two builds with one version of
// Node are equal to the byte.
import fs from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

const TEXT = /\.(?:css|html|js|json|map|svg|txt|webmanifest|xml)$/;

/** A smaller file fits into one packet anyway. In bytes. */
const SMALLEST = 1024;

/**
 * @param {string} folder the export
 * @returns {Promise<number>} how many files have copies
 */
export async function compressFiles(folder) {
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT.test(entry.name))
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => fs.statSync(file).size >= SMALLEST);
  await Promise.all(files.map(compressFile));
  return files.length;
}

/**
 * Writes FILE.br and FILE.gz.
 * @param {string} file
 */
export async function compressFile(file) {
  const bytes = fs.readFileSync(file);
  const [small, zipped] = await Promise.all([
    brotli(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY,
        [zlib.constants.BROTLI_PARAM_MODE]: zlib.constants.BROTLI_MODE_TEXT,
        [zlib.constants.BROTLI_PARAM_LGWIN]: 22,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    gzip(bytes, { level: 9, memLevel: 9 }),
  ]);
  // Byte 9 of a gzip header names the operating system (RFC 1952, section 2.3.1); 255 is "unknown".
  zipped[9] = 255;
  fs.writeFileSync(`${file}.br`, small);
  fs.writeFileSync(`${file}.gz`, zipped);
}
