// Fetches nats-server from the machine's own Debian or Ubuntu mirror, without root and without
// changing the machine: apt runs with a separate configuration, lists and cache in a temporary
// folder, and the package is unpacked, not installed. Observed: Debian 12 runs the servers of
// Debian 13 and of testing; a moving suite can stop doing so, so every binary is tried.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "../run.mjs";
import {
  ownSource,
  parseDeb822,
  parseOneLine,
  parseOsRelease,
  suitesToTry,
} from "./apt-sources.mjs";
import { keep, withWorkFolder } from "./cache.mjs";
import { probe } from "./version.mjs";

/** @typedef {import("./apt-sources.mjs").AptSource} AptSource */
/** @typedef {import("../output.mjs").Progress} Progress */

/**
 * @typedef {{ok: true, path: string, version: string, suite: string}
 *   | {ok: false, reason: string}} Fetched
 */

/** @returns {boolean} whether this machine has apt at all */
export function hasApt() {
  return fs.existsSync("/usr/bin/apt-get") && fs.existsSync("/usr/bin/dpkg-deb");
}

/**
 * @param {Progress} progress
 * @returns {Promise<Fetched>}
 */
export async function fromApt(progress) {
  return fetchFirst(progress, (suites) => suites);
}

/**
 * The oldest one that the mirror holds: the machine's own suite first.
 * @param {Progress} progress
 * @returns {Promise<Fetched>}
 */
export async function oldestFromApt(progress) {
  return fetchFirst(progress, (suites) => [...suites].reverse());
}

/**
 * @param {Progress} progress
 * @param {(newestFirst: readonly string[]) => readonly string[]} inOrder
 * @returns {Promise<Fetched>}
 */
async function fetchFirst(progress, inOrder) {
  const system = parseOsRelease(read("/etc/os-release"));
  const source = ownSource(machineSources(), system.codename);
  if (!source) return { ok: false, reason: "no Debian or Ubuntu mirror in the apt sources" };
  const reasons = [];
  for (const suite of inOrder(suitesToTry(system, source))) {
    progress.update(`asking the mirror for nats-server, suite ${suite}`);
    const fetched = await withWorkFolder((folder) => fetchSuite(folder, source, suite));
    if (fetched.ok) return fetched;
    reasons.push(`${suite}: ${fetched.reason}`);
  }
  return { ok: false, reason: reasons.join("; ") };
}

/** @returns {AptSource[]} */
function machineSources() {
  const folder = "/etc/apt/sources.list.d";
  const names = fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  return [
    ...parseOneLine(read("/etc/apt/sources.list")),
    ...names.flatMap((name) => {
      if (name.endsWith(".sources")) return parseDeb822(read(path.join(folder, name)));
      return name.endsWith(".list") ? parseOneLine(read(path.join(folder, name))) : [];
    }),
  ];
}

/**
 * @param {string} folder
 * @param {AptSource} source
 * @param {string} suite
 * @returns {Promise<Fetched>}
 */
export async function fetchSuite(folder, source, suite) {
  const env = { ...process.env, APT_CONFIG: await writeConfig(folder, source, suite) };
  const update = await run("apt-get", ["update", "-q"], { env, timeout: 180_000 });
  if (!update.ok) return { ok: false, reason: lastError(update.output) };
  const download = await run("apt-get", ["download", "-q", "nats-server"], {
    env,
    cwd: folder,
    timeout: 180_000,
  });
  const archive = fs.readdirSync(folder).find((name) => /^nats-server_.*\.deb$/.test(name));
  if (!download.ok || !archive) return { ok: false, reason: lastError(download.output) };
  const unpacked = path.join(folder, "unpacked");
  const unpack = await run("dpkg-deb", ["-x", path.join(folder, archive), unpacked]);
  if (!unpack.ok) return { ok: false, reason: lastError(unpack.output) };
  const binary = ["usr/sbin/nats-server", "usr/bin/nats-server"]
    .map((name) => path.join(unpacked, name))
    .find((name) => fs.existsSync(name));
  if (!binary) return { ok: false, reason: "the package holds no nats-server" };
  const probed = await probe(binary);
  if (!probed.ok) return probed;
  return { ok: true, suite, ...keep(binary, probed.version) };
}

/**
 * The machine's hooks, other sources and preferences are left out; its transport settings
 * (proxy, certificates, checks) are kept, because without them its mirror may be out of reach.
 * @param {string} folder
 * @param {AptSource} source
 * @param {string} suite
 * @returns {Promise<string>} path of the configuration, for APT_CONFIG
 */
async function writeConfig(folder, source, suite) {
  for (const name of ["lists/partial", "cache/archives/partial"]) {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
  }
  const dump = await run("apt-config", ["dump"]);
  const transport = dump.output
    .split("\n")
    .filter((text) => /^Acquire::(?!IndexTargets|Languages|Retries|Allow)\S+ ".+";$/.test(text));
  const list = path.join(folder, "sources.list");
  fs.writeFileSync(
    list,
    `deb ${options(folder, source)}${source.uri} ${suite} ${source.components.join(" ")}\n`,
  );
  const config = path.join(folder, "apt.conf");
  fs.writeFileSync(
    config,
    [
      ...transport,
      'Acquire::Languages "none";',
      'Acquire::Retries "2";',
      // Whatever this machine allows: a repository without a good signature is refused.
      'Acquire::AllowInsecureRepositories "false";',
      'Acquire::AllowWeakRepositories "false";',
      'Acquire::AllowDowngradeToInsecureRepositories "false";',
      'APT::Get::AllowUnauthenticated "false";',
      'Dir::Etc::main "/dev/null";',
      'Dir::Etc::parts "/dev/null";',
      `Dir::Etc::sourcelist "${list}";`,
      'Dir::Etc::sourceparts "/dev/null";',
      'Dir::Etc::preferences "/dev/null";',
      'Dir::Etc::preferencesparts "/dev/null";',
      `Dir::State::lists "${folder}/lists";`,
      `Dir::Cache "${folder}/cache";`,
      `APT::Sandbox::User "${os.userInfo().username}";`,
      "",
    ].join("\n"),
  );
  return config;
}

/**
 * @param {string} folder
 * @param {AptSource} source
 */
function options(folder, source) {
  if (!source.signedBy) return "";
  if (!source.signedBy.includes("-----BEGIN")) {
    return `[signed-by=${source.signedBy.split(/\s+/).join(",")}] `;
  }
  // A deb822 file may carry the key itself: continuation lines, with "." for an empty one.
  const key = path.join(folder, "mirror.asc");
  fs.writeFileSync(key, `${source.signedBy.replace(/^\.$/gm, "")}\n`);
  return `[signed-by=${key}] `;
}

/** @param {string} output */
function lastError(output) {
  const lines = output.split("\n").map((text) => text.trim());
  return lines.filter((text) => /^(E|W|dpkg-deb):/.test(text))[0] ?? lines.at(-2) ?? "no answer";
}

/** @param {string} file */
function read(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
}
