// Runs once before the browser tests. It builds the export if needed, serves it twice (plain, and with the
// sandbox) on free ports, and finds a nats-server. BASE_URL names a running page instead, E2E_OUT a finished
// export. The returned function ends everything.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { startSandbox } from "../scripts/sandbox/sandbox.mjs";
import { listen } from "../scripts/serve/listen.mjs";
import { staticHandler } from "../scripts/serve/static-server.mjs";
import { ensureBuilt } from "../scripts/setup/build.mjs";
import { findNatsServer } from "../scripts/setup/nats-server/find.mjs";
import { findOldestNatsServer } from "../scripts/setup/nats-server/oldest.mjs";
import { outDir } from "../scripts/setup/paths.mjs";

const ANY_FREE = { host: "localhost", port: 0 };

// biome-ignore lint/style/noDefaultExport: Playwright calls the default export.
export default async function setUp(): Promise<() => Promise<void>> {
  const found = await findNatsServer({ update: () => {} });
  if (!found.ok) throw new Error(`${found.reason} ${found.howTo}`);
  process.env["NATS_SERVER"] = found.path;
  const oldest = await findOldestNatsServer(found.version);
  if (oldest) process.env["NATS_SERVER_OLDEST"] = oldest.path;

  const running = process.env["BASE_URL"];
  if (running !== undefined) {
    process.env["E2E_URL"] = running;
    process.env["E2E_SANDBOX_URL"] = running;
    return async () => {};
  }

  const folder = await exportFolder();
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "credence-sandbox-"));
  const sandbox = await startSandbox(found, { dir: temporary, wsPort: -1, clientPort: -1 });
  const plain = await listen(staticHandler(folder), ANY_FREE);
  const offering = await listen(staticHandler(folder, sandbox), ANY_FREE);
  process.env["E2E_URL"] = plain.url;
  process.env["E2E_SANDBOX_URL"] = offering.url;
  return async () => {
    await Promise.all([plain.stop(), offering.stop(), sandbox.stop()]);
    fs.rmSync(temporary, { recursive: true, force: true });
  };
}

async function exportFolder(): Promise<string> {
  const named = process.env["E2E_OUT"];
  if (named !== undefined) return path.resolve(named);
  await ensureBuilt();
  return outDir;
}
