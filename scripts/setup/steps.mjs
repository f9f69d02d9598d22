// Steps that start, dev and test share: finding a nats-server and starting the sandbox, each with its line of
// output. The sandbox's modules are loaded only here, after the install.

import { findNatsServer } from "./nats-server/find.mjs";
import { line, step } from "./output.mjs";
import { atEnd } from "./shutdown.mjs";

/** @typedef {import("./nats-server/find.mjs").NatsServer} NatsServer */
/** @typedef {import("./nats-server/find.mjs").NoNatsServer} NoNatsServer */

export async function natsServerStep() {
  const found = await step("nats-server", "looking for nats-server", findNatsServer, (result) =>
    result.ok ? `${result.version}, ${result.origin}: ${result.path}` : "missing",
  );
  if (!found.ok) {
    line("", found.reason);
    line("", found.howTo);
  }
  return found;
}

/**
 * @param {NatsServer | NoNatsServer} found
 * @returns {Promise<import("../serve/sandbox-files.mjs").SandboxState>}
 */
export async function sandboxStep(found) {
  if (!found.ok) return { missing: found.reason, howTo: found.howTo };
  const { startSandbox } = await import("../sandbox/sandbox.mjs");
  try {
    const sandbox = await step(
      "sandbox",
      "starting nats-server with sample identities",
      () => startSandbox(found),
      ({ server }) => `${server.wsUrl} (clients: ${server.clientUrl})`,
    );
    atEnd(sandbox.stop);
    line("samples", sandbox.folder);
    return sandbox;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    line("", reason);
    return {
      missing: `The sandbox did not start: ${reason}`,
      howTo:
        "Remove the folder sandbox and start again, or set NATS_SERVER to another nats-server.",
    };
  }
}
