// `npm run release [-- --to FOLDER] [-- --dist FOLDER] [-- --twice]` makes a folder that needs only Node to run: the
// export, the server with its packages, files for deploying it, lists of licences and of parts (CycloneDX), and a
// SHA-256 list of everything. In dist it puts what is published: that folder as an archive, the list of parts, the
// notes of this version, and their checksums.
// --twice builds again in another folder and compares every byte.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { bundleCheck } from "./check/bundle.mjs";
import { archive } from "./release/archive.mjs";
import { findDifferences } from "./release/build-again.mjs";
import { digestList } from "./release/digests.mjs";
import { licenceText, shippedPackages } from "./release/licences.mjs";
import { releaseNotes } from "./release/notes.mjs";
import { partsList } from "./release/parts-list.mjs";
import { serverFiles, serverPackages } from "./release/server-files.mjs";
import { version } from "./serve/version.mjs";
import { ensureBuilt } from "./setup/build.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { line, step } from "./setup/output.mjs";
import { outDir, rootDir } from "./setup/paths.mjs";
import { printFailure, StepFailure } from "./setup/run.mjs";
import { endAll, endOnSignals } from "./setup/shutdown.mjs";

requireNode();
endOnSignals();
try {
  const { values } = parseArgs({
    options: {
      to: { type: "string", default: path.join(rootDir, "release") },
      dist: { type: "string", default: path.join(rootDir, "dist") },
      twice: { type: "boolean", default: false },
    },
  });
  const to = path.resolve(values.to);
  await release(to, values.twice);
  publish(to, path.resolve(values.dist));
} catch (error) {
  printFailure(error);
  await endAll(1);
}

/**
 * @param {string} to
 * @param {boolean} twice
 */
async function release(to, twice) {
  await ensureInstalled();
  await ensureBuilt();
  if (twice) await compareBuilds();
  makeEmpty(to, "--to");
  /** @param {string} name below the root */
  const take = (name) =>
    fs.cpSync(path.join(rootDir, name), path.join(to, name), { recursive: true });
  fs.cpSync(outDir, path.join(to, "out"), { recursive: true });
  for (const file of serverFiles("scripts/serve.mjs", "scripts/serve/health.mjs")) take(file);
  await bundleCheck(path.join(to, "scripts", "check.mjs"));
  const packages = serverPackages();
  for (const name of packages) take(`node_modules/${name}`);
  for (const name of ["deploy", "LICENSE", "CHANGELOG.md"]) take(name);
  fs.writeFileSync(path.join(to, "package.json"), packageText());
  const { writeHostFiles } = await import("./deploy/write-host-files.mjs");
  const { defaultConfig } = await import("./config/load-config.mjs");
  const hosts = path.join(to, "deploy", "static");
  await writeHostFiles({
    folder: outDir,
    config: defaultConfig(),
    root: "/srv/credence",
    basePath: "",
    to: hosts,
  });
  fs.writeFileSync(path.join(to, "LICENCES.txt"), licenceText(shippedPackages()));
  fs.writeFileSync(path.join(to, "SBOM.cdx.json"), partsList());
  const list = digestList(to);
  fs.writeFileSync(path.join(to, "SHA256SUMS"), list);
  line("release", `${list.split("\n").length - 1} files in ${to}`);
  line("server", `needs ${packages.join(", ")}; all are included`);
}

/**
 * @param {string} from the finished folder
 * @param {string} to
 */
function publish(from, to) {
  const name = `credence-${version}`;
  makeEmpty(to, "--dist");
  const changelog = fs.readFileSync(path.join(rootDir, "CHANGELOG.md"), "utf8");
  const files = {
    [`${name}.tar.gz`]: archive(from, name),
    [`${name}.cdx.json`]: partsList(),
    [`${name}.notes.md`]: releaseNotes(changelog, version),
  };
  for (const [file, content] of Object.entries(files)) {
    fs.writeFileSync(path.join(to, file), content);
  }
  fs.writeFileSync(path.join(to, "SHA256SUMS"), digestList(to));
  line("to publish", `${Object.keys(files).join(", ")} in ${to}`);
}

/**
 * Replaces a former release, and no other folder.
 * @param {string} folder
 * @param {string} option that names another one
 */
function makeEmpty(folder, option) {
  const isUsed = fs.existsSync(folder) && fs.readdirSync(folder).length > 0;
  if (isUsed && !fs.existsSync(path.join(folder, "SHA256SUMS"))) {
    throw new StepFailure(`${folder} exists and is not a release. Name another with ${option}.`);
  }
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
}

/** The part of package.json that Node needs to read the scripts as modules. */
function packageText() {
  const { name, version, license, type, engines } = JSON.parse(
    fs.readFileSync(path.join(rootDir, "package.json"), "utf8"),
  );
  return `${JSON.stringify({ name, version, private: true, license, type, engines }, null, 2)}\n`;
}

async function compareBuilds() {
  await step(
    "reproduced",
    "building again in another folder",
    async () => {
      const found = await findDifferences();
      if (found.length > 0) {
        throw new StepFailure("Two builds of the same sources differ.", found.join("\n"));
      }
    },
    () => "two builds in different folders are identical",
  );
}
