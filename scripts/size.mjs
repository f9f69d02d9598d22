// Checks the size budget of the export and that it contains nothing forbidden. Called by test.mjs after the
// build; also `node scripts/size.mjs`. Sizes are gzip level 9, and 1 kB is 1000 bytes. The page is every
// script of the first view, and the vault is every chunk that its worker loads.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { outDir } from "./setup/paths.mjs";

const PAGE_LIMIT = 200_000;
const VAULT_LIMIT = 70_000;

/**
 * @typedef {object} SizeReport
 * @property {number} page bytes
 * @property {number} vault bytes
 * @property {string[]} problems empty when the export is within its budget
 */

/**
 * @param {string} [folder] the export
 * @returns {SizeReport}
 */
export function measure(folder = outDir) {
  const html = fs.readFileSync(path.join(folder, "index.html"), "utf8");
  const files = scriptsBelow(folder);
  const texts = new Map(files.map((file) => [file, fs.readFileSync(file, "utf8")]));
  const { sources, inline } = scriptsOfPage(html);
  const page =
    total(folder, sources) + inline.reduce((sum, text) => sum + gzipSize(Buffer.from(text)), 0);
  const chunks = vaultChunks([...texts.values()]);
  const vault = total(folder, chunks);

  const problems = [];
  if (page > PAGE_LIMIT)
    problems.push(`the first view has ${kilobytes(page)} of script, more than 200 kB`);
  if (vault > VAULT_LIMIT)
    problems.push(`the vault has ${kilobytes(vault)} of script, more than 70 kB`);
  if (sources.length === 0) problems.push("index.html names no script");
  if (chunks.length === 0)
    problems.push("no chunk names a worker bootstrap: the vault was not found");
  for (const [file, text] of texts) {
    const name = path.relative(folder, file);
    if (/\.tsx?$/.test(name)) problems.push(`${name} is raw source`);
    // A method of that name may be called, and be defined: eval(a,b){
    else if (/(?<![\w$.])eval\((?![\w$, ]*\) ?\{)/.test(text))
      problems.push(`${name} contains eval(`);
    else if (text.includes("runInThisContext")) problems.push(`${name} contains runInThisContext`);
  }
  return { page, vault, problems };
}

/** @param {number} bytes */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/**
 * Finds the scripts that a current browser runs for the first view; it ignores nomodule ones.
 * @param {string} html
 * @returns {{sources: string[], inline: string[]}}
 */
export function scriptsOfPage(html) {
  const sources = new Set();
  const inline = [];
  for (const [, attributes = "", body = ""] of html.matchAll(
    /<script\b([^>]*)>([\s\S]*?)<\/script>/gi,
  )) {
    if (/\bnomodule\b/i.test(attributes)) continue;
    const source = /\bsrc="([^"]+)"/i.exec(attributes)?.[1];
    if (source) sources.add(source.split(/[?#]/)[0]);
    else if (body) inline.push(body);
  }
  return { sources: [...sources], inline };
}

/**
 * Turbopack writes a worker as a bootstrap file and a list of the chunks that it loads. Both are named
 * next to each other in the chunk that creates the worker.
 * @param {readonly string[]} texts of all chunks
 * @returns {string[]} addresses below the export, the bootstrap included
 */
export function vaultChunks(texts) {
  return [...new Set(workerChunks(texts).flat())];
}

/**
 * The chunks of each worker that is started, its bootstrap first.
 * @param {readonly string[]} texts of all chunks
 */
export function workerChunks(texts) {
  return texts.flatMap((text) =>
    [...text.matchAll(/"(static\/chunks\/turbopack-worker-[\w-]+\.js)",\s*\[([^\]]*)\]/g)].map(
      ([, bootstrap = "", list = ""]) => {
        const chunks = [...list.matchAll(/"(static\/[^"]+\.js)"/g)].map(([, chunk = ""]) => chunk);
        return [bootstrap, ...chunks].map((chunk) => `/_next/${chunk}`);
      },
    ),
  );
}

/**
 * @param {string} folder
 * @param {readonly string[]} addresses
 */
function total(folder, addresses) {
  return addresses.reduce((sum, address) => {
    return sum + gzipSize(fs.readFileSync(path.join(folder, decodeURI(address))));
  }, 0);
}

/** @param {Buffer} bytes */
const gzipSize = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** @param {string} folder */
function scriptsBelow(folder) {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(js|mjs|tsx?)$/.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { page, vault, problems } = measure();
  process.stdout.write(`page ${kilobytes(page)} of 200 kB, vault ${kilobytes(vault)} of 70 kB\n`);
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
