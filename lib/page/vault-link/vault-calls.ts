// The page's one vault. `ask` starts it on first need; its events go to vault-events.ts, and the facts and
// rows of what the page shows are kept up to date from then on.

import type { VaultOp, VaultOps } from "@/lib/shared/protocol/protocol";
import { followShownFacts } from "./shown-facts";
import { followShownRows } from "./shown-rows";
import { createVaultClient, type VaultClient, type VaultWorker } from "./vault-client";
import { receiveEvent, receiveHealth } from "./vault-events";

let client: VaultClient | null = null;
let openWorker: (() => VaultWorker) | undefined;

/** Asks the vault, and starts it if it is not running. Never rejects: a lost vault answers with a fault. */
export function ask<Op extends VaultOp>(
  op: Op,
  request: VaultOps[Op]["request"],
  transfer: readonly Transferable[] = [],
): Promise<VaultOps[Op]["reply"]> {
  return vault().call(op, request, transfer);
}

/** Ends the present vault, with everything that it holds, and starts a new one. */
export function startNewVault(): void {
  vault().restart();
}

/** Makes every vault from now on run in such a worker. For tests in Node, before the first `ask`. */
export function runVaultIn(open: () => VaultWorker): void {
  openWorker = open;
}

function vault(): VaultClient {
  if (client === null) {
    client = createVaultClient(openWorker);
    client.onEvent(receiveEvent);
    client.onHealth(receiveHealth);
    client.start();
    followShownFacts(client.call);
    followShownRows(client.call);
  }
  return client;
}
