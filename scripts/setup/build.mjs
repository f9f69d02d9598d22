// Builds the static export when any of its inputs has changed. Called by start, build and test. The build id is
// the digest of the inputs, so two clones of one commit give the same bytes, and a folder name inside the export
// tells which build it is.
import fs from "node:fs";
import path from "node:path";
import { applyPolicies } from "../policy/apply.mjs";
import { compressFiles } from "./compress.mjs";
import { digestOf, readOr } from "./digest.mjs";
import { step } from "./output.mjs";
import { outDir, rootDir, stateDir } from "./paths.mjs";
import { run, StepFailure } from "./run.mjs";

const INPUTS = [
  "app",
  "components",
  "lib",
  "public",
  "next.config.js",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
  "scripts/policy",
  "scripts/setup/build.mjs",
  "scripts/setup/compress.mjs",
];
const STAMP = path.join(stateDir, "build");

/**
 * Gives the path below which the export will be served, from BASE_PATH: "" or "/name".
 * @param {NodeJS.ProcessEnv} [env]
 */
export function readBasePath(env = process.env) {
  const path = (env["BASE_PATH"] ?? "").replace(/\/+$/, "");
  if (path === "" || /^(?:\/[\w.~-]+)+$/.test(path)) return path;
  throw new StepFailure(`BASE_PATH is "${path}"; it must be a path such as "/credence".`);
}

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} the build id of the present inputs
 */
export function computeBuildId(env = process.env) {
  const settings = Object.keys(env)
    .filter((name) => name.startsWith("NEXT_PUBLIC_"))
    .sort()
    .map((name) => `${name}=${env[name]}`);
  settings.push(`BASE_PATH=${readBasePath(env)}`);
  const skip = (/** @type {string} */ name) => /\.(test|bench)\.(tsx?|mjs)$/.test(name);
  return digestOf(INPUTS, { extra: settings.join("\n"), skip }).slice(0, 20);
}

/** @param {string} id */
function isCurrent(id) {
  return (
    readOr(STAMP) === id &&
    fs.existsSync(path.join(outDir, "index.html")) &&
    fs.existsSync(path.join(outDir, "_next", "static", id))
  );
}

/** @returns {Promise<"built" | "unchanged">} */
export async function ensureBuilt() {
  const id = computeBuildId();
  const basePath = readBasePath();
  if (isCurrent(id)) return "unchanged";
  await step(
    "build",
    "building the static export",
    async () => {
      fs.rmSync(STAMP, { force: true });
      const next = path.join(rootDir, "node_modules", "next", "dist", "bin", "next");
      const result = await run(process.execPath, [next, "build"], {
        cwd: rootDir,
        env: {
          ...process.env,
          NODE_ENV: "production",
          NEXT_TELEMETRY_DISABLED: "1",
          BUILD_ID: id,
          BASE_PATH: basePath,
        },
      });
      if (!result.ok) {
        throw new StepFailure("The build failed; its output is above.", result.output);
      }
      removeStrayFiles(path.join(outDir, "_next", "static"));
      const problems = applyPolicies(outDir, basePath);
      if (problems.length > 0) {
        throw new StepFailure(
          "The export violates its own policy; see above.",
          problems.join("\n"),
        );
      }
      await compressFiles(outDir);
      fs.mkdirSync(stateDir, { recursive: true });
      fs.writeFileSync(STAMP, id);
    },
    () => "static export built",
  );
  return "built";
}

/**
 * Turbopack leaves the worker's raw TypeScript and empty source maps in the export. Nothing loads them, and
 * an export should not contain the source.
 * @param {string} folder
 */
export function removeStrayFiles(folder) {
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const rawSource = /\.tsx?$/.test(entry.name);
    const emptyMap = entry.name.endsWith(".map") && /"sources":\s*\[\]/.test(readOr(file));
    if (rawSource || emptyMap) fs.rmSync(file);
  }
}
