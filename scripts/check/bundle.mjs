// Bundles lib/check into one file that Node runs as it is: no TypeScript loader and no packages beside it. Used by
// scripts/check.mjs, and by scripts/release.mjs, which puts the file into the release as scripts/check.mjs.
import path from "node:path";
import { rolldown } from "rolldown";
import { rootDir } from "../setup/paths.mjs";

/**
 * @param {string} file where the bundle goes
 */
export async function bundleCheck(file) {
  const bundle = await rolldown({
    input: path.join(rootDir, "lib/check/main.ts"),
    platform: "node",
    resolve: {
      alias: {
        "@": rootDir,
        "nats.ws": path.join(rootDir, "lib/vault/nats/nats-ws-core.ts"),
      },
    },
    // ws loads these two where they are installed.
    external: ["bufferutil", "utf-8-validate"],
    logLevel: "silent",
  });
  await bundle.write({
    file,
    format: "esm",
    codeSplitting: false,
    minify: false,
    comments: false,
    banner: "#!/usr/bin/env node",
  });
  await bundle.close();
}
