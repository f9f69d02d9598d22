// Fetches the pinned official release archive of nats-server for this platform, checks its
// SHA-256 before anything is unpacked, and keeps the binary in the cache.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "../run.mjs";
import { binaryName, keep, withWorkFolder } from "./cache.mjs";
import { archiveOf, platformName, RELEASES } from "./releases.mjs";
import { probe } from "./version.mjs";

/** @typedef {import("../output.mjs").Progress} Progress */
/** @typedef {{ok: true, path: string, version: string} | {ok: false, reason: string}} Fetched */

const SECONDS = 120;

/**
 * @param {Progress} progress
 * @returns {Promise<Fetched>}
 */
export async function fromRelease(progress) {
  const platform = platformName();
  const release = Object.hasOwn(RELEASES, platform) ? RELEASES[platform] : undefined;
  if (!release) return { ok: false, reason: `no pinned archive for this platform (${platform})` };
  return fetchArchive(archiveOf(platform, release), release.sha256, progress);
}

/**
 * @param {{folder: string, file: string, url: string}} archive as archiveOf names it
 * @param {string} sha256 what it must be
 * @param {Progress} progress
 * @returns {Promise<Fetched>}
 */
export function fetchArchive({ folder, file, url }, sha256, progress) {
  progress.update(`fetching ${file}`);
  return withWorkFolder(async (work) => {
    const archive = path.join(work, file);
    const problem = await download(url, archive, progress);
    if (problem) return { ok: false, reason: `${file} could not be fetched: ${problem}` };
    const found = createHash("sha256").update(fs.readFileSync(archive)).digest("hex");
    if (found !== sha256) {
      return { ok: false, reason: `${file} is not the pinned archive (its SHA-256 is ${found})` };
    }
    const unpack = await run(tar(), ["-xf", archive, "-C", work], { timeout: 60_000 });
    if (!unpack.ok) return { ok: false, reason: `${file} could not be unpacked` };
    const binary = path.join(work, folder, binaryName);
    const probed = await probe(binary);
    return probed.ok ? { ok: true, ...keep(binary, probed.version) } : probed;
  });
}

/**
 * @param {string} url
 * @param {string} file
 * @param {Progress} progress
 * @returns {Promise<string>} the problem, or "" when the file is there
 */
async function download(url, file, progress) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(SECONDS * 1000) });
    if (!response.ok || !response.body) return `the server answered ${response.status}`;
    const total = Number(response.headers.get("content-length")) || 0;
    let got = 0;
    await pipeline(
      response.body,
      async function* (chunks) {
        for await (const chunk of chunks) {
          got += chunk.length;
          progress.update(
            `fetching ${path.basename(file)}, ${megabytes(got)} of ${megabytes(total)}`,
          );
          yield chunk;
        }
      },
      fs.createWriteStream(file),
    );
    return "";
  } catch (error) {
    return (await downloadByCurl(url, file)) ? "" : reasonOf(error);
  }
}

/**
 * Node's fetch knows no proxy settings; curl, where there is one, does.
 * @param {string} url
 * @param {string} file
 */
async function downloadByCurl(url, file) {
  const args = ["-fsSL", "--connect-timeout", "15", "--max-time", String(SECONDS), "-o", file, url];
  return (await run("curl", args)).ok;
}

// Windows ships bsdtar, which reads zip; a GNU tar that comes first on PATH there does not.
function tar() {
  if (process.platform !== "win32") return "tar";
  return path.join(process.env["SystemRoot"] ?? "C:\\Windows", "System32", "tar.exe");
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
