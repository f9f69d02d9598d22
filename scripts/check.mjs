// `npm run check -- PATH… --server URL` tells on the command line which creds work. It bundles lib/check and runs
// the bundle; the release has the bundle under this name.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { rootDir } from "./setup/paths.mjs";

requireNode();
// What is printed is for tools, so what set-up says goes to stderr.
const print = process.stdout.write;
process.stdout.write = process.stderr.write.bind(process.stderr);
await ensureInstalled();
process.stdout.write = print;
// Its packages are there only now.
const { bundleCheck } = await import("./check/bundle.mjs");
const folder = path.join(rootDir, ".credence", "check");
// Another run may use its bundle at the same time.
const file = path.join(folder, `check-${process.pid}.mjs`);
await bundleCheck(file);
process.on("exit", () => fs.rmSync(file, { force: true }));
await import(pathToFileURL(file).href);
