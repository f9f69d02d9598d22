// `npm run host-files -- [--out EXPORT] [--config FILE] [--root FOLDER] [--base /PATH] [--to FOLDER]` writes what a
// host without Credence's server needs: nginx.conf, Caddyfile, the public part of config.json, and the 404 page,
// which answers at any depth and so needs to know the base path.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { pageConfig } from "../config/page-config.mjs";
import { belowRoot } from "../policy/references.mjs";
import { sitePolicies } from "../policy/site-policies.mjs";
import { requireConfig } from "../serve/run-site.mjs";
import { compressFile } from "../setup/compress.mjs";
import { line } from "../setup/output.mjs";
import { outDir, rootDir } from "../setup/paths.mjs";
import { printFailure, StepFailure } from "../setup/run.mjs";
import { caddyFile, nginxFile } from "./host-files.mjs";

/**
 * @param {{folder: string, config: import("../config/schema.mjs").Config, root: string, basePath: string, to: string}} how
 * @returns {Promise<string[]>} names of the files written
 */
export async function writeHostFiles({ folder, config, root, basePath, to }) {
  if (config.servers.some(({ bridge }) => bridge !== undefined)) {
    throw new StepFailure(
      "config.json lists a server that is reached through the bridge, and nginx and Caddy have no bridge. Run Credence's own server behind them; see docs/deploy.md.",
    );
  }
  const site = { ...sitePolicies(folder, config), root, basePath };
  const missing = fs.readFileSync(path.join(folder, "404.html"), "utf8");
  const files = {
    "nginx.conf": nginxFile(site),
    Caddyfile: caddyFile(site),
    "config.json": `${JSON.stringify(pageConfig(config), null, 2)}\n`,
    "404.html": belowRoot(missing, basePath),
  };
  fs.mkdirSync(to, { recursive: true });
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(to, name), text);
  await compressFile(path.join(to, "404.html"));
  return Object.keys(files);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  try {
    const { values } = parseArgs({
      options: {
        out: { type: "string", default: outDir },
        config: { type: "string" },
        root: { type: "string", default: "/srv/credence" },
        base: { type: "string", default: "" },
        to: { type: "string", default: path.join(rootDir, "host-files") },
      },
    });
    const config = requireConfig(values.config === undefined ? null : path.resolve(values.config));
    const to = path.resolve(values.to);
    const names = await writeHostFiles({
      folder: path.resolve(values.out),
      config,
      root: values.root,
      basePath: values.base.replace(/\/+$/, ""),
      to,
    });
    line("host files", `${names.join(", ")} in ${to}`);
  } catch (error) {
    printFailure(error);
  }
}
