// Finds Firefox and WebKit for the smoke of the engines (e2e/engines). With INSTALL_ENGINES=1 it installs what the
// distribution offers; without it, the tests must not add hundreds of megabytes to a machine unasked. Each
// must open a page before it is chosen. Nothing here is a condition: an engine that is missing is one skip of `npm test`,
// with its reason. Called by test.mjs.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installPackage } from "../browser-install.mjs";
import { programFolders } from "../paths.mjs";
import { startWebKitDriver } from "./webkit-driver.mjs";

/**
 * @typedef {{ok: true, value: string, version: string} | {ok: false, reason: string}} Engine `value`: for FIREFOX or WEBKIT
 * @typedef {import("../browser-install.mjs").Machine} Machine
 */

export const START_FIREFOX = fileURLToPath(new URL("./start-firefox.mjs", import.meta.url));
const START_MS = 60_000;

/**
 * Looks at FIREFOX (a path), then at the usual places.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {Machine} [machine] this one, unless a test names another
 * @returns {Promise<Engine>}
 */
export async function findFirefox(env = process.env, machine = undefined) {
  if (process.platform === "win32") return no("Firefox is not driven on Windows.");
  const named = env["FIREFOX"];
  const find = () => (named ? [named] : usualFirefoxes(env)).find((file) => fs.existsSync(file));
  let reason = named ? `FIREFOX is set to ${named}, which does not exist.` : "";
  if (!named && !find()) ({ reason } = await install("firefox", env, machine));
  const file = find();
  if (!file) return no(`No Firefox was found. ${reason}`.trim());
  return tryPlaywright("firefox", file, {
    channel: "moz-firefox",
    executablePath: START_FIREFOX,
    env: { ...env, FIREFOX: file },
  });
}

/**
 * Prefers Playwright's own build; else WebKitGTK with its driver, on Linux.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {Machine} [machine] this one, unless a test names another
 * @returns {Promise<Engine>}
 */
export async function findWebKit(env = process.env, machine = undefined) {
  if (fs.existsSync(playwright().webkit.executablePath())) {
    const own = await tryPlaywright("webkit", "playwright", {});
    if (own.ok || process.platform !== "linux") return own;
  }
  const advice = 'Run "npx playwright install webkit".';
  if (process.platform !== "linux") return no(`No WebKit was found. ${advice}`);
  const isThere = () => ["WebKitWebDriver", "Xvfb"].every((name) => inPath(env, name));
  const { reason } = isThere() ? { reason: "" } : await install("webkit", env, machine);
  if (!isThere()) return no(`No WebKit was found. ${reason || advice}`);
  return tryWebKitDriver();
}

/**
 * @param {"firefox" | "webkit"} what
 * @param {NodeJS.ProcessEnv} env
 * @param {Machine} [machine]
 */
function install(what, env, machine) {
  if (env["INSTALL_ENGINES"] === "1") return installPackage(machine, what);
  return { reason: "INSTALL_ENGINES=1 installs the distribution's package, as root." };
}

/** @param {NodeJS.ProcessEnv} env */
function usualFirefoxes(env) {
  if (process.platform === "darwin") return ["/Applications/Firefox.app/Contents/MacOS/firefox"];
  return ["firefox", "firefox-esr"].map((name) => inPath(env, name)).filter((file) => file !== "");
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 * @returns {string} its path, or ""
 */
function inPath(env, name) {
  const files = programFolders(env).map((folder) => path.join(folder, name));
  return files.find((file) => fs.existsSync(file)) ?? "";
}

/** @returns {typeof import("@playwright/test")} */
const playwright = () => createRequire(import.meta.url)("@playwright/test");

/**
 * @param {"firefox" | "webkit"} name
 * @param {string} value
 * @param {Parameters<import("@playwright/test").BrowserType["launch"]>[0]} options
 * @returns {Promise<Engine>}
 */
async function tryPlaywright(name, value, options) {
  try {
    const browser = await playwright()[name].launch({ ...options, timeout: START_MS });
    try {
      await (await browser.newPage()).goto("data:text/html,<title>ready</title>");
      return { ok: true, value, version: browser.version() };
    } finally {
      await browser.close();
    }
  } catch (error) {
    return no(`${value} opens no page: ${firstSentence(error)}`);
  }
}

/** @returns {Promise<Engine>} */
async function tryWebKitDriver() {
  try {
    const { version, end } = await startWebKitDriver();
    await end();
    return { ok: true, value: "webdriver", version };
  } catch (error) {
    return no(`WebKitWebDriver does not start: ${firstSentence(error)}`);
  }
}

/**
 * @param {string} reason
 * @returns {Engine}
 */
const no = (reason) => ({ ok: false, reason });

/** @param {unknown} error */
const firstSentence = (error) =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
