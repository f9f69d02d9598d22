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
  "scripts/demo",
  "scripts/policy",
  "scripts/sandbox/identities.mjs",
  "scripts/sandbox/samples.mjs",
  "scripts/sandbox/trust.mjs",
  "scripts/setup/build.mjs",
  "scripts/setup/compress.mjs",
];
const STAMP = path.join(stateDir, "build");

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string} the build id of the present inputs
 */
export function computeBuildId(env = process.env) {
  const settings = Object.keys(env)
    .filter((name) => name.startsWith("NEXT_PUBLIC_"))
    .sort()
    .map((name) => `${name}=${env[name]}`);
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
        },
      });
      if (!result.ok) {
        throw new StepFailure("The build failed; its output is above.", result.output);
      }
      removeStrayFiles(path.join(outDir, "_next", "static"));
      removeUnusedPages(outDir);
      makeFolderPages(outDir);
      // Its packages are installed after this file is loaded.
      const { writeDemo } = await import("../demo/demo.mjs");
      await writeDemo(outDir);
      const problems = applyPolicies(outDir);
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

/** Pages that are named with a slash at the end, which any plain host answers with the index of a folder. */
const FOLDER_PAGES = ["help"];

/** @param {string} folder the export, before its policies are applied */
function makeFolderPages(folder) {
  for (const name of FOLDER_PAGES) {
    fs.mkdirSync(path.join(folder, name), { recursive: true });
    fs.renameSync(path.join(folder, `${name}.html`), path.join(folder, name, "index.html"));
  }
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

/**
 * Removes what Next.js writes for its own links between pages, which this product has none of, and its second
 * copy of the 404 page. With them goes a folder beside each page: a plain host would send "/security" there.
 * @param {string} folder the export
 */
export function removeUnusedPages(folder) {
  fs.rmSync(path.join(folder, "_not-found"), { recursive: true, force: true });
  for (const name of ["_not-found.html", "_not-found.txt"]) {
    fs.rmSync(path.join(folder, name), { force: true });
  }
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const parent = entry.parentPath ?? entry.path;
    const file = path.join(parent, entry.name);
    const isOfPage = fs.existsSync(file.replace(/\.txt$/, ".html"));
    if (!entry.isFile() || !/\.txt$/.test(entry.name)) continue;
    if (isOfPage || entry.name.startsWith("__next.")) fs.rmSync(file);
    if (fs.readdirSync(parent).length === 0) fs.rmdirSync(parent);
  }
}
