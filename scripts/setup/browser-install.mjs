// Installs a browser where there is none: Playwright's own download of Chromium, or the distribution's package. Called
// by browser.mjs and engines/find-engines.mjs. Neither function throws; each gives the reason of a failure.
import fs from "node:fs";
import path from "node:path";
import { parseOsRelease } from "./nats-server/apt-sources.mjs";
import { rootDir } from "./paths.mjs";
import { run } from "./run.mjs";

/** @typedef {{ok: boolean, reason: string}} Installed */
/** @typedef {{osRelease?: string, isRoot?: boolean}} Machine `osRelease`: text of /etc/os-release */

// Playwright tries five times, and a network that drops packets must not hold up the tests.
const CONNECTION_TIMEOUT_MS = "10000";

/**
 * Runs Playwright's installer, without its separate headless shell.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Installed>}
 */
export async function downloadPlaywrightChromium(env = process.env) {
  const cli = path.join(rootDir, "node_modules", "@playwright", "test", "cli.js");
  const result = await run(process.execPath, [cli, "install", "--no-shell", "chromium"], {
    cwd: rootDir,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: CONNECTION_TIMEOUT_MS, ...env },
  });
  if (result.ok) return { ok: true, reason: "" };
  const reason = /^Error: (?!Failed|Download failure)(.+)$/m.exec(result.output)?.[1];
  return {
    ok: false,
    reason: `Playwright's download failed: ${reason ?? lastLine(result.output)}.`,
  };
}

/** Of the systems whose package of that name is a plain one. Ubuntu has both browsers as snaps only. */
const PACKAGES = {
  chromium: {
    debian: ["chromium"],
    fedora: ["chromium"],
    alpine: ["chromium"],
    arch: ["chromium"],
  },
  firefox: { debian: ["firefox-esr"], fedora: ["firefox"], alpine: ["firefox"], arch: ["firefox"] },
  webkit: { debian: ["webkit2gtk-driver", "xvfb"], ubuntu: ["webkit2gtk-driver", "xvfb"] },
};

const APT = {
  update: ["apt-get", "update", "-q"],
  install: ["apt-get", "install", "-y", "-q", "--no-install-recommends"],
};

/** @type {Readonly<Record<string, {update?: string[], install: string[]}>>} */
const PACKAGE_TOOLS = {
  ubuntu: APT,
  debian: APT,
  fedora: { install: ["dnf", "install", "-y"] },
  alpine: { install: ["apk", "add"] },
  arch: { install: ["pacman", "-S", "--noconfirm"] },
};

/**
 * Installs the distribution's package, only as root and only where it is a plain package.
 * @param {Machine} [machine]
 * @param {keyof typeof PACKAGES} [what]
 * @returns {Promise<Installed>}
 */
export async function installPackage(machine = {}, what = "chromium") {
  const { osRelease = readOsRelease(), isRoot = process.getuid?.() === 0 } = machine;
  const system = parseOsRelease(osRelease);
  const names = [system.id, ...system.like];
  // What is like Debian and says so may still be Ubuntu.
  const kind = Object.keys(PACKAGE_TOOLS).find((name) => names.includes(name)) ?? "";
  /** @type {Readonly<Record<string, string[]>>} */
  const offered = PACKAGES[what];
  const [tool, packages] = [PACKAGE_TOOLS[kind], offered[kind]];
  if (!tool || !packages) return { ok: false, reason: "" };
  if (!isRoot) return { ok: false, reason: "The distribution's package needs root." };
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  /** @param {string[]} line */
  const call = ([command = "", ...args]) => run(command, args, { env });
  const line = [...tool.install, ...packages];
  let result = await call(line);
  if (!result.ok && tool.update) {
    await call(tool.update);
    result = await call(line);
  }
  if (result.ok) return { ok: true, reason: "" };
  return { ok: false, reason: `The distribution's package failed: ${lastLine(result.output)}.` };
}

function readOsRelease() {
  const file = "/etc/os-release";
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}

/** @param {string} output */
const lastLine = (output) => (output.trim().split("\n").at(-1) ?? "").replace(/\.$/, "");
