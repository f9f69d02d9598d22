// The private cache: one folder per version, each holding a nats-server that ran when it was put there,
// and the SHA-256 that it had then. A binary with another digest, or with none, is never run. Writers work in a temporary folder beside it and rename, so a reader never
// sees half a file.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { readOr } from "../digest.mjs";
import { cacheDir } from "../paths.mjs";
import { compareVersions, probe } from "./version.mjs";

export const binaryName = process.platform === "win32" ? "nats-server.exe" : "nats-server";

/** @typedef {{path: string, version: string}} Binary */

const base = () => path.join(cacheDir(), "nats-server");

/**
 * The newest cached server that still runs here.
 * @returns {Promise<Binary | undefined>}
 */
export async function fromCache() {
  return firstThatRuns(cachedVersions().reverse());
}

/**
 * The cached server of exactly this version, if it still runs here.
 * @param {string} version
 * @returns {Promise<Binary | undefined>}
 */
export const fromCacheExactly = (version) => firstThatRuns([version]);

/**
 * The oldest cached server that still runs here.
 * @returns {Promise<Binary | undefined>}
 */
export async function oldestFromCache() {
  return firstThatRuns(cachedVersions());
}

/** @returns {string[]} oldest first */
function cachedVersions() {
  if (!fs.existsSync(base())) return [];
  const names = fs.readdirSync(base()).filter((name) => /^\d/.test(name));
  return names.sort(compareVersions);
}

/**
 * @param {readonly string[]} names folders of the cache
 * @returns {Promise<Binary | undefined>}
 */
async function firstThatRuns(names) {
  const folder = base();
  for (const name of names) {
    const binary = path.join(folder, name, binaryName);
    if (!isUnchanged(binary)) continue;
    const probed = await probe(binary);
    if (probed.ok) return { path: binary, version: probed.version };
  }
  return undefined;
}

/**
 * Gives `use` a temporary folder on the cache's own file system and removes it afterwards.
 * @template T
 * @param {(folder: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withWorkFolder(use) {
  fs.mkdirSync(base(), { recursive: true, mode: 0o700 });
  const folder = fs.mkdtempSync(path.join(base(), "work-"));
  try {
    return await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} binary a file below a work folder
 * @param {string} version
 * @returns {Binary}
 */
export function keep(binary, version) {
  const folder = path.join(base(), version);
  const target = path.join(folder, binaryName);
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(binary, 0o755);
  fs.writeFileSync(digestFile(target), digestOfBinary(binary));
  fs.renameSync(binary, target);
  return { path: target, version };
}

/** @param {string} binary */
const digestFile = (binary) => path.join(path.dirname(binary), "sha256");

/** @param {string} binary */
const digestOfBinary = (binary) =>
  createHash("sha256").update(fs.readFileSync(binary)).digest("hex");

/** @param {string} binary */
function isUnchanged(binary) {
  return fs.existsSync(binary) && readOr(digestFile(binary)) === digestOfBinary(binary);
}
