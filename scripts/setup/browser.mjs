// Finds a Chromium for the browser tests and benches: CHROMIUM, an installed Chrome or Chromium, or
// Playwright's copy. If there is none, it installs one (browser-install.mjs). Each candidate must start before
// it is chosen. Called by test.mjs after the install. Without a browser the result says what to do.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { downloadPlaywrightChromium, installPackage } from "./browser-install.mjs";
import { programFolders } from "./paths.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {{ok: true, path: string, origin: string}
 *   | {ok: false, reason: string, howTo: string}} Browser
 */

const HOW_TO =
  "Install Chrome or Chromium, or set CHROMIUM to the path of one, or run " +
  '"npx playwright install chromium"; then run the tests again.';

const VERSION_TIMEOUT_MS = 30_000;

/**
 * @param {import("./output.mjs").Progress} progress
 * @param {NodeJS.ProcessEnv} [env]
 * @param {import("./browser-install.mjs").Machine} [machine] this one, unless a test names another
 * @returns {Promise<Browser>}
 */
export async function findBrowser(progress, env = process.env, machine = undefined) {
  const named = env["CHROMIUM"];
  if (named) {
    if (fs.existsSync(named)) return { ok: true, path: path.resolve(named), origin: "CHROMIUM" };
    return {
      ok: false,
      reason: `CHROMIUM is set to ${named}, which does not exist.`,
      howTo: HOW_TO,
    };
  }
  const installed = await findStartable(usualPaths(env));
  if (installed) return { ok: true, path: installed, origin: "installed" };
  const kept = await findStartable([playwrightChromium(env)]);
  if (kept) return { ok: true, path: kept, origin: "Playwright's" };

  progress.update("downloading Playwright's Chromium");
  const download = await downloadPlaywrightChromium(env);
  const downloaded = await findStartable([playwrightChromium(env)]);
  if (downloaded) return { ok: true, path: downloaded, origin: "Playwright's, just downloaded" };

  progress.update("installing the distribution's Chromium");
  const packaged = await installPackage(machine);
  const found = packaged.ok ? await findStartable(usualPaths(env)) : undefined;
  if (found) return { ok: true, path: found, origin: "the distribution's, just installed" };
  const tried = [download.ok ? "Playwright's Chromium does not start here." : download.reason];
  if (packaged.reason) tried.push(packaged.reason);
  return {
    ok: false,
    reason: `No Chrome or Chromium was found. ${tried.join(" ")}`,
    howTo: HOW_TO,
  };
}

/**
 * Finds the first file that starts. An existing file may be a stub, or lack libraries of the system.
 * @param {readonly string[]} files
 * @returns {Promise<string | undefined>}
 */
async function findStartable(files) {
  for (const file of files) {
    if (!fs.existsSync(file)) continue;
    // On Windows `--version` opens a window instead of printing.
    if (process.platform === "win32") return file;
    if ((await run(file, ["--version"], { timeout: VERSION_TIMEOUT_MS })).ok) return file;
  }
  return undefined;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function usualPaths(env) {
  if (process.platform === "darwin") {
    return ["/Applications", path.join(os.homedir(), "Applications")].flatMap((folder) => [
      `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
    ]);
  }
  if (process.platform === "win32") {
    const folders = [env["PROGRAMFILES"], env["PROGRAMFILES(X86)"], env["LOCALAPPDATA"]];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => [
        path.join(folder, "Google", "Chrome", "Application", "chrome.exe"),
        path.join(folder, "Chromium", "Application", "chrome.exe"),
      ]);
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return programFolders(env).flatMap((folder) => names.map((name) => path.join(folder, name)));
}

/**
 * Gives the path at which Playwright keeps its Chromium, whether or not it exists. Playwright reads
 * PLAYWRIGHT_BROWSERS_PATH once, when it is loaded, so this applies another value to its path.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
function playwrightChromium(env) {
  /** @type {typeof import("@playwright/test")} */
  const playwright = createRequire(import.meta.url)("@playwright/test");
  const file = playwright.chromium.executablePath();
  const folder = env["PLAYWRIGHT_BROWSERS_PATH"];
  if (!folder || folder === process.env["PLAYWRIGHT_BROWSERS_PATH"]) return file;
  const parts = file.split(path.sep);
  const revision = parts.findIndex((part) => /^chromium-\d+$/.test(part));
  return path.join(folder, ...parts.slice(revision));
}
