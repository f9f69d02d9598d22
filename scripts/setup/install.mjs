// Installs dependencies when the lock file, Node's ABI or the platform has changed. Called first by start, dev,
// build and test, so it may import node: modules only. The stamp is inside node_modules, so that removing the
// folder removes it too.
import fs from "node:fs";
import path from "node:path";
import { digestOf, readOr } from "./digest.mjs";
import { step } from "./output.mjs";
import { rootDir } from "./paths.mjs";
import { run, StepFailure } from "./run.mjs";

const STAMP = path.join(rootDir, "node_modules", ".credence");
const OLDEST_NODE = 20;

export function computeInstallId() {
  const { platform, arch, versions } = process;
  return digestOf(["package-lock.json"], { extra: `${platform}-${arch}-${versions.modules}` });
}

/** Ends the process with a plain message when Node is too old for what follows. */
export function requireNode() {
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_NODE) return;
  process.stderr.write(
    `Credence needs Node ${OLDEST_NODE} or newer; this is ${process.version}. ` +
      "Install a current Node and run the command again.\n",
  );
  process.exit(1);
}

export async function ensureInstalled() {
  const wanted = computeInstallId();
  if (readOr(STAMP) === wanted) return;
  await step(
    "install",
    "npm ci",
    async () => {
      const result = await npm(["ci", "--include=dev"]);
      if (!result.ok) {
        throw new StepFailure(
          "The dependencies could not be installed; npm's own output is above. " +
            "Check the network and the npm registry setting, then run the command again.",
          result.output,
        );
      }
      fs.writeFileSync(STAMP, wanted);
    },
    () => "dependencies installed",
  );
}

/** @param {string[]} args */
function npm(args) {
  // Under `npm start` npm passes the path of its script, which avoids npm.cmd and a shell on Windows.
  const self = process.env["npm_execpath"];
  const options = { cwd: rootDir, env: { ...process.env, NODE_ENV: "development" } };
  if (self && path.basename(self) === "npm-cli.js") {
    return run(process.execPath, [self, ...args], options);
  }
  return run("npm", args, { ...options, shell: process.platform === "win32" });
}
