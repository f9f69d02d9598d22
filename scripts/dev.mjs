// `npm run dev`: `next dev` with hot reload, the sandbox, and the bridge of a config.json behind one address,
// http://localhost:4300. Ctrl-C ends all of it.
import path from "node:path";
import { startNext, untilNextListens } from "./dev/next-process.mjs";
import { DEV_USAGE } from "./setup/arguments.mjs";
import { runCommand } from "./setup/command.mjs";
import { ensureInstalled, requireNode } from "./setup/install.mjs";
import { line, step } from "./setup/output.mjs";
import { freePort } from "./setup/ports.mjs";
import { StepFailure } from "./setup/run.mjs";
import { atEnd } from "./setup/shutdown.mjs";
import { natsServerStep, sandboxStep } from "./setup/steps.mjs";

const DEFAULT_PORT = 4300;

requireNode();
await runCommand(dev, { usage: DEV_USAGE, port: DEFAULT_PORT });

/** @param {import("./setup/arguments.mjs").StartOptions} options */
async function dev({ port, host, out, sandbox: wantsSandbox, config: file }) {
  if (out !== undefined || host !== "localhost") {
    throw new StepFailure(
      "npm run dev serves the sources on localhost: it has no --out and --host.",
    );
  }
  await ensureInstalled();
  const { describeConfig, requireConfig } = await import("./serve/run-site.mjs");
  const { startDevSite } = await import("./dev/dev-site.mjs");
  const configFile = file === null ? null : path.resolve(file);
  const config = requireConfig(configFile);
  // A page that is locked to the listed servers cannot reach the sandbox.
  const sandbox =
    wantsSandbox && !config.locked ? await sandboxStep(await natsServerStep()) : undefined;
  const nextPort = await freePort((port || DEFAULT_PORT) + 1);
  startNext(nextPort);
  await step(
    "next",
    "starting next dev",
    () => untilNextListens(nextPort),
    () => "next dev is ready",
  );
  const site = await startDevSite({ port, nextPort, config, configFile, sandbox });
  atEnd(site.stop);
  if (port !== 0 && site.port !== port) line("port", `${port} is taken; using ${site.port}`);
  if (configFile !== null) describeConfig(configFile, config, line);
  line("dashboard", site.url);
}
