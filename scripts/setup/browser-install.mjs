// Installs a Chromium where there is none: Playwright's own download, or the distribution's package. Called by
// browser.mjs. Neither function throws; each gives the reason of a failure.
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

/** The package is called chromium in all of these systems; Ubuntu has it as a snap only. */
const PACKAGE_TOOLS = [
  {
    systems: ["debian"],
    update: ["apt-get", "update", "-q"],
    install: ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"],
  },
  { systems: ["fedora"], install: ["dnf", "install", "-y", "chromium"] },
  { systems: ["alpine"], install: ["apk", "add", "chromium"] },
  { systems: ["arch"], install: ["pacman", "-S", "--noconfirm", "chromium"] },
];

/**
 * Installs the distribution's package, only as root and only where it is a plain package.
 * @param {Machine} [machine]
 * @returns {Promise<Installed>}
 */
export async function installPackage({
  osRelease = readOsRelease(),
  isRoot = process.getuid?.() === 0,
} = {}) {
  const system = parseOsRelease(osRelease);
  const names = [system.id, ...system.like];
  const tool = PACKAGE_TOOLS.find(({ systems }) => systems.some((name) => names.includes(name)));
  if (!tool || names.includes("ubuntu")) return { ok: false, reason: "" };
  if (!isRoot) return { ok: false, reason: "The distribution's package needs root." };
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  /** @param {string[]} line */
  const call = ([command = "", ...args]) => run(command, args, { env });
  let result = await call(tool.install);
  if (!result.ok && tool.update) {
    await call(tool.update);
    result = await call(tool.install);
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
