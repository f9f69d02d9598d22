// The folders that all scripts use. It imports node: modules only, because it is loaded before the first
// install. The cache is per user, so that a fresh clone need not fetch nats-server again. The state is per
// clone, because identities belong to one working copy.
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const rootDir = path.resolve(fileURLToPath(import.meta.url), "../../..");
export const outDir = path.join(rootDir, "out");
export const stateDir = path.join(rootDir, ".credence");
/** It is not inside the state folder, because file choosers hide folders whose name begins with a dot. */
export const sandboxDir = path.resolve(
  process.env["CREDENCE_SANDBOX"] || path.join(rootDir, "sandbox"),
);

/**
 * The folders of PATH, in which programs are looked for. On Windows the variable may be called Path.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export const programFolders = (env) =>
  (env["PATH"] ?? env["Path"] ?? "").split(path.delimiter).filter(Boolean);

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function cacheDir(env = process.env) {
  if (process.platform === "win32") {
    return path.join(
      env["LOCALAPPDATA"] || path.join(os.homedir(), "AppData", "Local"),
      "credence",
      "cache",
    );
  }
  const base = env["XDG_CACHE_HOME"];
  if (base && path.isAbsolute(base)) return path.join(base, "credence");
  if (process.platform === "darwin") return path.join(os.homedir(), "Library/Caches/credence");
  return path.join(os.homedir(), ".cache", "credence");
}
