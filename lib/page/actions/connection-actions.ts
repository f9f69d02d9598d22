// Connecting and disconnecting the shown creds, and asking about a host that did not answer. Each verb is
// called from a click alone. It returns the vault's answer where the caller shows a fault in place.

import { configStore, defaultsFor, listedServer } from "@/lib/page/config/config";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import { openedAttempts } from "@/lib/page/state/check-store";
import { putSession, vaultStore } from "@/lib/page/state/vault-store";
import { rememberServer } from "@/lib/page/storage/preferences";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { fail, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { showFault } from "./fault-toast";
import { HOST_NOT_PROBED } from "./texts/connection-text";

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
  const session = vaultStore.getState().sessions.get(id);
  const attempt = session?.attempt ?? null;
  const isOfCheck = attempt !== null && openedAttempts.has(attempt);
  const reply = isOfCheck
    ? await ask("probeAddress", { address: attempt.address })
    : await ask("probeHost", { id });
  if (!reply.ok) return showFault(HOST_NOT_PROBED, reply.fault);
  const now = vaultStore.getState().sessions.get(id);
  if (reply.value !== null && now?.attempt === attempt) {
    putSession({ ...now, hostProbe: reply.value });
  }
}

/** What a server told about its WebSocket listener; "silent" also when the page may not read the answer. */
export type ListenerAnswer =
  | { readonly kind: "listener"; readonly address: string }
  | { readonly kind: "no-listener" | "silent" };

/** Asks a monitoring port, without creds. Called only from a click that shows host and port. */
export async function askListener(host: string, port: number): Promise<ListenerAnswer> {
  const reply = await ask("askMonitoring", { host, port });
  const found = reply.ok ? reply.value : null;
  if (found === null) return { kind: "silent" };
  if (found.webSocket === null) return { kind: "no-listener" };
  const scheme = found.webSocket.hasTls ? "wss" : "ws";
  return { kind: "listener", address: `${scheme}://${host}:${found.webSocket.port}` };
}

async function dial(id: EntryId, facts: CredsFacts | null, address: string): Promise<Done> {
  const config = configStore.getState();
  const { inboxPrefix } = defaultsFor(config, address);
  const preferred = facts?.context?.inboxPrefix ?? inboxPrefix;
  const plan = connectPlan(facts, vaultStore.getState().trust, preferred);
  const reply = await ask("connect", { id, address, timeLimitMs: config.attemptMs, ...plan });
  if (reply.ok) rememberOnAnswer(id, address);
  return reply;
}

/** What stops watching the last attempt of each entry. */
const watched = new Map<EntryId, () => void>();

/**
 * Remembers the address once a NATS server has answered there, with whatever verdict. The listed name or the
 * server's own name goes with it.
 */
function rememberOnAnswer(id: EntryId, address: string): void {
  watched.get(id)?.();
  const look = () => {
    const session = vaultStore.getState().sessions.get(id);
    if (session === undefined || session.phase === "connecting" || session.outcome === null) return;
    stop();
    const info = session.server?.info ?? session.attempt?.info ?? null;
    if (info === null) return;
    const listed = listedServer(configStore.getState(), address);
    // The store announces the verdict in this task, and storage takes time.
    setTimeout(() => rememberServer(address, listed?.name ?? info.serverName ?? ""));
  };
  const unsubscribe = vaultStore.subscribe(look);
  const stop = () => {
    unsubscribe();
    watched.delete(id);
  };
  watched.set(id, stop);
}
