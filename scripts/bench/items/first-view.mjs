// Item 7: the JavaScript of the first view, against an empty page that the same Next builds here.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { rootDir, stateDir } from "../../setup/paths.mjs";
import { measure } from "../../size.mjs";
import { atMost } from "../figures.mjs";

const LAYOUT = `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;

/** @type {import("../bench.mjs").Item} */
export const firstView = {
  name: "first-view",
  title: "JavaScript of the first view",
  needsWorld: false,
  async run() {
    // The folder is inside the project, so that Next finds the packages.
    const dir = path.join(stateDir, "empty-page");
    fs.rmSync(dir, { recursive: true, force: true });
    fs.mkdirSync(path.join(dir, "app"), { recursive: true });
    fs.writeFileSync(path.join(dir, "app/layout.jsx"), LAYOUT);
    fs.writeFileSync(path.join(dir, "app/page.jsx"), "export default () => <p>Hello</p>;\n");
    fs.writeFileSync(path.join(dir, "package.json"), '{ "name": "empty-page", "private": true }\n');
    fs.writeFileSync(
      path.join(dir, "next.config.mjs"),
      `export default { output: "export", turbopack: { root: ${JSON.stringify(rootDir)} } };\n`,
    );
    const next = path.join(rootDir, "node_modules/next/dist/bin/next");
    const built = spawnSync(process.execPath, [next, "build"], {
      cwd: dir,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
      encoding: "utf8",
    });
    if (built.status !== 0) throw new Error(built.stdout + built.stderr);
    const empty = measure(path.join(dir, "out")).page;
    const ours = measure().page;
    fs.rmSync(dir, { recursive: true, force: true });
    return {
      bytes: { product: ours, empty },
      goals: [atMost("gzip bytes, against an empty page", ours / empty, 1.15)],
    };
  },
};
