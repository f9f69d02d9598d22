// Bundles a TypeScript module of lib, so that a script can import it. Called by the scripts of this folder.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { rootDir } from "../setup/paths.mjs";

/**
 * @param {string} module from the root of the repository
 * @returns {Promise<any>} its exports
 */
export async function importBundled(module) {
  const file = path.join(
    rootDir,
    ".credence/clients",
    `${path.basename(module, ".ts")}-${process.pid}.mjs`,
  );
  const bundle = await rolldown({
    input: path.join(rootDir, module),
    platform: "node",
    resolve: { alias: { "@": rootDir } },
    external: [/^[a-z@](?!\/)/],
    logLevel: "silent",
  });
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    fs.rmSync(file, { force: true });
  }
}
