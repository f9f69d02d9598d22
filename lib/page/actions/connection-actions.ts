// Connecting and disconnecting the shown creds, and asking about a host that did not answer. Each verb is
// called from a click alone. It returns the vault's answer where the caller shows a fault in place.

import { configStore, defaultsFor } from "@/lib/page/config/config";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import { vaultStore } from "@/lib/page/state/vault-store";
import { rememberAddress } from "@/lib/page/storage/preferences";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { fail, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { showFault } from "./fault-toast";
import { HOST_NOT_PROBED } from "./texts/connection-text";

const REMEMBER_AFTER_MS = 300;

type Done = Result<unknown, ActionFault>;

/** Connects the shown creds. Called only from a click that shows the address. */
export async function connect(address: string): Promise<Done> {
  const { selected, facts } = vaultStore.getState();
  return selected === null ? fail("not-loaded") : dial(selected, facts, address);
}

/** Connects creds that are not the shown ones. */
export async function connectEntry(id: EntryId, address: string): Promise<Done> {
  const facts = await ask("readFacts", { id });
  return facts.ok ? dial(id, facts.value, address) : facts;
}

/** Disconnects the shown creds. */
export async function disconnect(): Promise<Done> {
  const { selected } = vaultStore.getState();
  return selected === null ? fail("not-loaded") : ask("disconnect", { id: selected });
}

/** Asks a host over http and https after no NATS server answered there. It asks no other host. */
export async function probeHost(id: EntryId): Promise<void> {
  const reply = await ask("probeHost", { id });
  if (!reply.ok) await showFault(HOST_NOT_PROBED, reply.fault);
}

async function dial(id: EntryId, facts: CredsFacts | null, address: string): Promise<Done> {
  const config = configStore.getState();
  const { inboxPrefix } = defaultsFor(config, address);
  const preferred = facts?.context?.inboxPrefix ?? inboxPrefix;
  const plan = connectPlan(facts, vaultStore.getState().trust, preferred);
  const reply = await ask("connect", { id, address, timeLimitMs: config.attemptMs, ...plan });
  if (reply.ok) rememberSoon(address);
  return reply;
}

/** Waits until the answer has probably come, and at most until the user leaves the page. */
function rememberSoon(address: string): void {
  const remember = () => {
    clearTimeout(timer);
    removeEventListener("pagehide", remember);
    rememberAddress(address);
  };
  const timer = setTimeout(remember, REMEMBER_AFTER_MS);
  addEventListener("pagehide", remember);
}
