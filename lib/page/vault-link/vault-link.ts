// The page's one vault: started on first need, its events written into the stores.
// Also remembers the File handles that were passed on (handles, unread), so that a forgotten file can
// be read again on "Undo" and a restarted vault can be given back what it had.

import { measurePageClock } from "@/lib/page/config/page-clock";
import { changeView, dropViews, listedFilter, viewOf } from "@/lib/page/state/console-store";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { tryStore } from "@/lib/page/state/try-store";
import {
  addEntries,
  dropEntries,
  EMPTY_VAULT,
  loseSessions,
  putRecording,
  putSession,
  vaultStore,
} from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { FileRef, VaultEvent, VaultOp, VaultOps } from "@/lib/shared/protocol/protocol";
import { createVaultClient, type VaultClient } from "./vault-client";
import { startWindowLoop, type WindowLoop } from "./window-loop";

let client: VaultClient | null = null;
let loop: WindowLoop | null = null;
const handles = new Map<string, FileRef>();
const frameListeners = new Set<(id: EntryId) => void>();
const startListeners = new Set<() => void>();

/** Asks the vault; starts it if it is not there. Never rejects: a lost vault answers with a fault. */
export function ask<Op extends VaultOp>(
  op: Op,
  request: VaultOps[Op]["request"],
  transfer: readonly Transferable[] = [],
): Promise<VaultOps[Op]["reply"]> {
  return vault().call(op, request, transfer);
}

/** Makes the window loop pull at the next frame. */
export function wakeWindow(): void {
  loop?.wake();
}

/** Calls back when control frames of a session are waiting to be read; returns the way to stop. */
export function onFrames(listener: (id: EntryId) => void): () => void {
  frameListeners.add(listener);
  return () => frameListeners.delete(listener);
}

/** Calls back whenever a vault has started: it knows nothing of what an earlier one was told. */
export function onVaultStart(listener: () => void): void {
  startListeners.add(listener);
}

export function keepHandles(files: readonly FileRef[]): void {
  for (const ref of files) handles.set(ref.path, ref);
}

/** The kept handles of these paths; `keepHandles` must have seen them. */
export function handlesOf(paths: readonly string[]): readonly FileRef[] {
  return paths.flatMap((path) => handles.get(path) ?? []);
}

export function dropHandlesOf(paths: readonly string[]): void {
  for (const path of paths) handles.delete(path);
}

export function dropHandles(): void {
  handles.clear();
}

/** Starts a new vault in place of a crashed one; returns the handles that can be read again. */
export function restartVault(): readonly FileRef[] {
  const { order, recordings, pageClock } = vaultStore.getState();
  dropViews([...order, ...recordings.keys()]);
  tryStore.drop(order);
  jetStreamStore.drop(order);
  vaultStore.setState({ ...EMPTY_VAULT, health: "starting", pageClock });
  vault().restart();
  return [...handles.values()];
}

export function select(id: EntryId): void {
  if (vaultStore.getState().selected === id) return;
  vaultStore.setState({ selected: id, facts: null });
  if (!vaultStore.getState().recordings.has(id)) void fetchFacts(id);
  wakeWindow();
}

/** Fetches what the page may know of the selected entry, unless another one was selected meanwhile. */
export async function fetchFacts(id: EntryId): Promise<void> {
  const reply = await ask("readFacts", { id });
  if (reply.ok && vaultStore.getState().selected === id) {
    vaultStore.setState({ facts: reply.value });
  }
}

function vault(): VaultClient {
  if (client === null) {
    client = createVaultClient();
    client.onEvent(receive);
    client.onHealth((health) => {
      vaultStore.setState({ health });
      if (health === "crashed") loseSessions(Date.now());
    });
    client.start();
    loop = startWindowLoop({
      shown: () => {
        const { selected, sessions, recordings } = vaultStore.getState();
        if (selected === null) return null;
        return sessions.has(selected) || recordings.has(selected) ? selected : null;
      },
      pull: async (id) => {
        const view = viewOf(id);
        const filter = listedFilter(view);
        const { wanted, pausedAt } = view;
        const reply = await ask("readWindow", {
          id,
          window: { filter: { text: filter }, ...wanted, until: pausedAt },
        });
        // Rows of another filter, or of before the pause, would be shown at the wrong places.
        const now = viewOf(id);
        if (listedFilter(now) !== filter || now.pausedAt !== pausedAt) return null;
        return reply.ok ? reply.value : null;
      },
    });
  }
  return client;
}

function receive(event: VaultEvent): void {
  switch (event.kind) {
    case "ready":
      for (const listener of startListeners) listener();
      return;
    case "batchProgressed":
      vaultStore.setState({ batch: event.done < event.total ? event : null });
      return;
    case "entriesChanged": {
      addEntries(event.entries);
      void measurePageClock();
      const { selected } = vaultStore.getState();
      if (event.entries.some((entry) => entry.id === selected) && selected !== null) {
        void fetchFacts(selected);
      }
      return;
    }
    case "entriesForgotten":
      dropEntries(event.ids);
      dropViews(event.ids);
      tryStore.drop(event.ids);
      jetStreamStore.drop(event.ids);
      return;
    case "trustChanged":
      vaultStore.setState({ trust: event.trust });
      return;
    case "sessionChanged":
      putSession(event.session);
      // Asking for a frame takes a moment, and the answer is drawn first.
      setTimeout(wakeWindow);
      return;
    case "renewalEnded":
      void import("./renewal-text").then((words) =>
        words.sayRenewalEnded(event.id, event.isAccepted, () => select(event.other)),
      );
      return;
    case "rowsArrived":
      if (event.id === vaultStore.getState().selected) wakeWindow();
      return;
    case "framesArrived":
      for (const listener of frameListeners) listener(event.id);
      return;
    case "recordingChanged":
      // One that was closed meanwhile stays closed.
      if (vaultStore.getState().recordings.has(event.recording.id)) putRecording(event.recording);
      return;
    case "repeatChanged":
      if (vaultStore.getState().entries.has(event.id)) {
        changeView(event.id, { repeat: { facts: event.repeat, fault: event.fault } });
      }
      return;
  }
}
