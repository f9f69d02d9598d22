// Makes an export independent of the path that it is served below: each reference becomes relative to the page
// that holds it. `base-uri 'none'` forbids a base element, so the references themselves change. Called by
// apply.mjs before anything is hashed.
import fs from "node:fs";
import path from "node:path";

/**
 * Gives the way from a page to the folder of the export.
 * @param {string} file below the export, with slashes
 */
export const wayUp = (file) => "../".repeat(file.split("/").length - 1) || "./";

/**
 * Changes the attributes of tags, and in the data of React's server components, which React compares with the
 * tags, the same addresses.
 * @param {string} html
 * @param {string} up
 */
export function withRelativeReferences(html, up) {
  return html
    .replace(/(\\?")\/_next\//g, `$1${up}_next/`)
    .replace(/(\s(?:href|src)="|\\"(?:href|src)\\":\\")\/(?!\/)/g, `$1${up}`);
}

/**
 * The 404 page answers at any depth, so it is made to need no script. A server that knows how deep the request
 * was mends its references (`atDepth`).
 * @param {string} html
 */
export function withoutScripts(html) {
  return html
    .replace(/<script\b[^>]*\ssrc="[^>]*><\/script>/g, "")
    .replace(/<link\b[^>]*\sas="script"[^>]*>/g, "")
    .replace(/<script\b[^>]*>[^<]*\b(?:__next_f|TURBOPACK)\b[\s\S]*?<\/script>/g, "");
}

/**
 * @param {string} html the 404 page
 * @param {number} depth how many folders below the top it is sent from
 */
export const atDepth = (html, depth) => startingWith(html, "../".repeat(depth) || "./");

/**
 * @param {string} html the 404 page
 * @param {string} basePath that the export is served below: "" or "/name"
 */
export const belowRoot = (html, basePath) => startingWith(html, `${basePath}/`);

/**
 * @param {string} html made by `withRelativeReferences` for a page at the top
 * @param {string} start of its references
 */
const startingWith = (html, start) => html.replace(/(\s(?:href|src)=")\.\//g, `$1${start}`);

// Turbopack gives a worker the base of its chunks, and resolves both at the root of the host.
const WORKER_BASE = /\b([\w$]+)=([\w$]+)\.b(?=,[\w$]+=\[[\w$]+\.map\()/g;

/**
 * Makes the base that a page gives its worker an absolute one. It is part of each chunk that starts a worker.
 * @param {string} chunks the folder
 * @returns {number} how many chunks start a worker
 */
export function giveWorkersTheirBase(chunks) {
  let found = 0;
  for (const name of fs.readdirSync(chunks).filter((one) => one.endsWith(".js"))) {
    const file = path.join(chunks, name);
    const text = fs.readFileSync(file, "utf8");
    const changed = text.replace(WORKER_BASE, "$1=new URL($2.b,location.href).pathname");
    if (changed === text) continue;
    fs.writeFileSync(file, changed);
    found++;
  }
  return found;
}
