// Finds a Chromium for the browser tests: CHROMIUM, an installed Chrome or Chromium, Playwright's
// own; on Debian as root the distribution's chromium is installed when there is none. Called by
// test.mjs after the install. Having none is a result with what to do.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { parseOsRelease } from "./nats-server/apt-sources.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {{ok: true, path: string, origin: string}
 *   | {ok: false, reason: string, howTo: string}} Browser
 */

const HOW_TO =
  "Install Chrome or Chromium, or set CHROMIUM to the path of one, or run " +
  '"npx playwright install chromium"; then run the tests again.';

/**
 * @param {import("./report.mjs").Progress} progress
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Browser>}
 */
export async function findBrowser(progress, env = process.env) {
  const named = env["CHROMIUM"];
  if (named) {
    if (fs.existsSync(named)) return { ok: true, path: path.resolve(named), origin: "CHROMIUM" };
    return { ok: false, reason: `CHROMIUM is set to ${named}, which is not there.`, howTo: HOW_TO };
  }
  const installed = usualPlaces(env).find((file) => fs.existsSync(file));
  if (installed) return { ok: true, path: installed, origin: "installed" };
  const own = playwrightsOwn();
  if (own) return { ok: true, path: own, origin: "Playwright" };
  return installOnDebian(progress);
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function usualPlaces(env) {
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
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
}

/** @returns {string | undefined} */
function playwrightsOwn() {
  /** @type {typeof import("@playwright/test")} */
  const playwright = createRequire(import.meta.url)("@playwright/test");
  const file = playwright.chromium.executablePath();
  return file && fs.existsSync(file) ? file : undefined;
}

/**
 * @param {import("./report.mjs").Progress} progress
 * @returns {Promise<Browser>}
 */
async function installOnDebian(progress) {
  const file = "/etc/os-release";
  const system = parseOsRelease(fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");
  const reason = "No Chrome or Chromium was found.";
  if (system.id !== "debian" || process.getuid?.() !== 0) {
    return { ok: false, reason, howTo: HOW_TO };
  }
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () =>
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], { env });
  progress.update("installing Debian's chromium");
  let result = await install();
  if (!result.ok) {
    progress.update("updating the package lists, then installing Debian's chromium");
    await run("apt-get", ["update", "-q"], { env });
    result = await install();
  }
  const binary = "/usr/bin/chromium";
  if (result.ok && fs.existsSync(binary)) {
    return { ok: true, path: binary, origin: "Debian's, just installed" };
  }
  const said = result.output.trim().split("\n").at(-1) ?? "";
  return { ok: false, reason: `${reason} Debian's could not be installed: ${said}`, howTo: HOW_TO };
}
