// The last step of a build. It makes references relative, and puts each page's policy into its head, the Trusted
// Types policy before every script of page and worker, and integrity on every script and style sheet. It reports
// what the policy would block when a page opens. Called by setup/build.mjs on the finished export.
//
// Chunks that a script loads later, and the worker's chunks, are named by their digest, but no browser
// checks that. Turbopack's runtime sets no integrity, and importScripts supports none.
import fs from "node:fs";
import path from "node:path";
import { inlineScriptHashes, readPages, sha256 } from "./pages.mjs";
import { pageDirectives, serialiseForMeta } from "./policy.mjs";
import {
  giveWorkersTheirBase,
  wayUp,
  withoutScripts,
  withRelativeReferences,
} from "./references.mjs";
import { pageGuard, workerGuard } from "./trusted-types.mjs";

const NOT_FOUND = "404.html";

/**
 * @param {string} folder the export, fresh from the build
 * @returns {string[]} problems with the policy; empty when it is in force
 */
export function applyPolicies(folder) {
  const problems = [];
  const chunks = path.join(folder, "_next", "static", "chunks");
  if (giveWorkersTheirBase(chunks) === 0) problems.push("no chunk that starts a worker was found");
  for (const { file } of readPages(folder)) {
    const place = path.join(folder, file);
    const up = wayUp(file);
    const relative = withRelativeReferences(fs.readFileSync(place, "utf8"), up);
    const needed = file === NOT_FOUND ? withoutScripts(relative) : relative;
    const html = withPolicy(withIntegrity(needed, path.dirname(place)), pageGuard(up));
    problems.push(...blockedParts(html).map((part) => `${file} has ${part}`));
    fs.writeFileSync(place, html);
  }
  const bootstraps = workerBootstraps(chunks);
  for (const place of bootstraps) {
    fs.writeFileSync(place, `${workerGuard()}\n${fs.readFileSync(place, "utf8")}`);
  }
  if (bootstraps.length === 0) problems.push("no worker bootstrap was found");
  return problems;
}

/**
 * Adds integrity to scripts, their preloads (a browser fetches twice if the two disagree) and style sheets.
 * @param {string} html
 * @param {string} folder of the page
 */
function withIntegrity(html, folder) {
  return html.replace(/<(?:script|link)\b[^>]*>/gi, (tag) => {
    if (tag.startsWith("<link") && !/\s(?:rel="stylesheet"|as="script")/.test(tag)) return tag;
    const address = /\s(?:src|href)="([^"?#]+)"/.exec(tag)?.[1];
    if (address === undefined || /\sintegrity=/.test(tag)) return tag;
    const file = path.join(folder, decodeURI(address));
    return tag.replace(/\s*\/?>$/, (end) => ` integrity="${sha256(fs.readFileSync(file))}"${end}`);
  });
}

/**
 * Adds the policy right after the charset, because a policy does not apply to anything before it.
 * @param {string} html
 * @param {string} guard
 */
function withPolicy(html, guard) {
  const start = /<head[^>]*>(?:<meta charset="[^"]*"\s*\/?>)?/i.exec(html);
  if (start === null) return html;
  const offset = start.index + start[0].length;
  const script = `<script>${guard}</script>`;
  const hashes = inlineScriptHashes(`${script}${html}`);
  const policy = serialiseForMeta(pageDirectives(hashes));
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}"/>`;
  return html.slice(0, offset) + meta + script + html.slice(offset);
}

/**
 * Finds parts of a page that a policy without unsafe-inline blocks (hydration does not repair them), and
 * scripts without integrity.
 * @param {string} html
 */
function blockedParts(html) {
  const parts = [];
  const text = html.replace(
    /<script\b[^>]*>[\s\S]*?<\/script>/gi,
    (all) => all.split(">")[0] ?? "",
  );
  if (!html.includes('http-equiv="Content-Security-Policy"')) parts.push("no head for its policy");
  if (/<style\b/i.test(text)) parts.push("a style element");
  if (/<[a-z][^>]*\sstyle="/i.test(text)) parts.push("a style attribute");
  if (/<[a-z][^>]*\son[a-z]+="/i.test(text)) parts.push("an event attribute");
  for (const [tag] of text.matchAll(/\s(?:href|src)="\/[^"]*"/g)) parts.push(`the address${tag}`);
  for (const [tag] of html.matchAll(/<script\b[^>]*\ssrc="[^>]*>/gi)) {
    if (!/\sintegrity="sha/.test(tag))
      parts.push(`a script without integrity: ${tag.slice(0, 120)}`);
  }
  return parts;
}

/** @param {string} chunks the folder */
function workerBootstraps(chunks) {
  return fs
    .readdirSync(chunks)
    .filter((name) => /^turbopack-worker-[\w-]+\.js$/.test(name))
    .map((name) => path.join(chunks, name));
}
