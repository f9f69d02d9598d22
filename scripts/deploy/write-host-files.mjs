// `npm run host-files -- [--out EXPORT] [--config FILE] [--root FOLDER] [--to FOLDER]` writes what a host without
// Credence's server needs: nginx.conf, Caddyfile, and the public part of config.json.
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { pageConfig } from "../config/page-config.mjs";
import { sitePolicies } from "../policy/site-policies.mjs";
import { requireConfig } from "../serve/run-site.mjs";
import { line } from "../setup/output.mjs";
import { outDir, rootDir } from "../setup/paths.mjs";
import { printFailure, StepFailure } from "../setup/run.mjs";
import { caddyFile, nginxFile } from "./host-files.mjs";

/**
 * @param {{folder: string, config: import("../config/schema.mjs").Config, root: string, to: string}} how
 * @returns {string[]} names of the files written
 */
export function writeHostFiles({ folder, config, root, to }) {
  if (config.servers.some(({ bridge }) => bridge !== undefined)) {
    throw new StepFailure(
      "config.json lists a server that is reached through the bridge, and nginx and Caddy have no bridge. Run Credence's own server behind them; see docs/deploy.md.",
    );
  }
  const site = { ...sitePolicies(folder, config), root };
  const files = {
    "nginx.conf": nginxFile(site),
    Caddyfile: caddyFile(site),
    "config.json": `${JSON.stringify(pageConfig(config), null, 2)}\n`,
  };
  fs.mkdirSync(to, { recursive: true });
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(to, name), text);
  return Object.keys(files);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  try {
    const { values } = parseArgs({
      options: {
        out: { type: "string", default: outDir },
        config: { type: "string" },
        root: { type: "string", default: "/srv/credence" },
        to: { type: "string", default: path.join(rootDir, "host-files") },
      },
    });
    const config = requireConfig(values.config === undefined ? null : path.resolve(values.config));
    const to = path.resolve(values.to);
    const names = writeHostFiles({
      folder: path.resolve(values.out),
      config,
      root: values.root,
      to,
    });
    line("host files", `${names.join(", ")} in ${to}`);
  } catch (error) {
    printFailure(error);
  }
}
