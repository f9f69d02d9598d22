// Starts the distribution's WebKitWebDriver, which drives WebKitGTK's MiniBrowser, on a separate display (Xvfb). For the
// smoke of the engines (e2e/engines) and for find-engines.mjs. Playwright drives no WebKit but its own.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { leasePort } from "../testing/ports.mjs";

/**
 * @typedef {object} WebKitDriver
 * @property {string} session the address of an open WebDriver session, with one window
 * @property {string} version of WebKitGTK
 * @property {string} downloads the folder that the browser writes files to
 * @property {() => Promise<void>} end
 */

const SESSION_MS = 15_000;
const TRIES = 3;
const READY_MS = 60_000;
const END_MS = 5_000;

/**
 * @returns {Promise<WebKitDriver>}
 * @throws {Error} when the driver, the display or the browser cannot be started
 */
export async function startWebKitDriver() {
  for (let tries = 1; ; tries++) {
    const driver = await startDriver();
    try {
      return { ...(await openSession(driver.url)), downloads: driver.downloads, end: driver.end };
    } catch (error) {
      await driver.end();
      // The driver sometimes misses the browser that it has started, and then waits for ever (2.50.6).
      if (tries === TRIES) throw error;
    }
  }
}

/** @param {string} url of the driver */
async function openSession(url) {
  const answer = await fetch(`${url}/session`, {
    method: "POST",
    body: JSON.stringify({ capabilities: {} }),
    signal: AbortSignal.timeout(SESSION_MS),
  });
  const { value } =
    /** @type {{value: {sessionId: string, capabilities?: {browserVersion?: string}, message?: string}}} */ (
      await answer.json()
    );
  if (!answer.ok) throw new Error(`no browser: ${value.message}`);
  const session = `${url}/session/${value.sessionId}`;
  return { session, version: value.capabilities?.browserVersion ?? "" };
}

/** The locale is C on purpose, as in containers: `navigator.language` is then no language tag. */
async function startDriver() {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), "credence-webkit-"));
  fs.mkdirSync(path.join(home, ".config"));
  fs.writeFileSync(path.join(home, ".config", "user-dirs.dirs"), 'XDG_DOWNLOAD_DIR="$HOME/"\n');
  /** @type {import("node:child_process").ChildProcess[]} */
  const started = [];
  const end = async () => {
    for (const child of started.reverse()) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode !== null || child.signalCode !== null || !child.kill()) continue;
      const hard = setTimeout(() => child.kill("SIGKILL"), END_MS);
      await ended;
      clearTimeout(hard);
    }
    fs.rmSync(home, { recursive: true, force: true });
  };
  try {
    const screen = spawn(
      "Xvfb",
      ["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
      { stdio: ["ignore", "pipe", "ignore"] },
    );
    await spawned(screen);
    started.push(screen);
    const display = await firstLine(screen.stdout);
    const port = await leasePort();
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], {
      stdio: "ignore",
      env: {
        ...process.env,
        HOME: home,
        XDG_CONFIG_HOME: path.join(home, ".config"),
        DISPLAY: `:${display}`,
        GDK_BACKEND: "x11",
        LANG: "C.UTF-8",
        LC_ALL: "C.UTF-8",
        LANGUAGE: "",
        NO_AT_BRIDGE: "1",
        GIO_USE_VFS: "local",
        GSETTINGS_BACKEND: "memory",
        LIBGL_ALWAYS_SOFTWARE: "1",
      },
    });
    await spawned(driver);
    started.push(driver);
    const url = `http://127.0.0.1:${port}`;
    await untilReady(url, driver);
    return { url, downloads: home, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** @param {import("node:child_process").ChildProcess} child */
function spawned(child) {
  return new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(undefined));
    child.once("error", reject);
  });
}

/** @param {import("node:stream").Readable} output */
async function firstLine(output) {
  for await (const line of readline.createInterface({ input: output })) return line;
  throw new Error("Xvfb ended without a display");
}

/**
 * @param {string} url
 * @param {import("node:child_process").ChildProcess} driver
 */
async function untilReady(url, driver) {
  const until = Date.now() + READY_MS;
  for (;;) {
    const isReady = await fetch(`${url}/status`, { signal: AbortSignal.timeout(END_MS) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    if (driver.exitCode !== null || driver.signalCode !== null) {
      throw new Error("WebKitWebDriver ended at once");
    }
    if (Date.now() > until) throw new Error("WebKitWebDriver does not answer");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
