// `npm run chaos -- --minutes 60 --seed 7` runs lib/vault/worker/chaos.test.ts for that long. Without --minutes it
// runs the short form of `npm test`; without --seed it draws one. The seed is printed.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { minutes: { type: "string" }, seed: { type: "string" } },
});
/** @type {NodeJS.ProcessEnv} */
const env = { ...process.env };
for (const name of /** @type {const} */ (["minutes", "seed"])) {
  const value = values[name];
  if (value === undefined) continue;
  if (!(Number(value) >= 0)) throw new Error(`--${name} must be a number that is not negative.`);
  env[`CHAOS_${name.toUpperCase()}`] = value;
}
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "lib/vault/worker/chaos.test.ts", "--disable-console-intercept"],
  { cwd: root, env, stdio: "inherit" },
);
process.exitCode = status ?? 1;
