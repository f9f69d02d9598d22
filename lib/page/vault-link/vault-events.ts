// What the vault reports, written into the stores of lib/page/state. Called by vault-calls.ts with every
// event and every change of health.

import { measurePageClock } from "@/lib/page/config/page-clock";
import { dropChecked, loseCheck } from "@/lib/page/state/check-store";
import { changeView, dropViews, viewOf } from "@/lib/page/state/console-store";
import { chosenViews } from "@/lib/page/state/panel-state";
import { loseResponders, responders } from "@/lib/page/state/responder-store";
import { dropStored } from "@/lib/page/state/stored/drop-stored";
import { tryStore } from "@/lib/page/state/try-store";
import {
  addEntries,
  dropEntries,
  loseSessions,
  putRecording,
  putSession,
  setSelected,
  shownLog,
  type VaultHealth,
  vaultStore,
} from "@/lib/page/state/vault-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import { setBegun } from "./file-handles";
import { refreshRows } from "./shown-rows";

const frameListeners = new Set<(id: EntryId) => void>();
const checkListeners = new Set<(event: CheckEvent) => void>();
const readyListeners = new Set<() => void>();

/** Calls back when frames of a session are waiting to be read. Returns the function that stops it. */
export function onFrames(listener: (id: EntryId) => void): () => void {
  frameListeners.add(listener);
  return () => frameListeners.delete(listener);
}

export type CheckEvent = Extract<VaultEvent, { readonly kind: "checkProgressed" }>;

/** Calls back with what a check of many creds reports. Returns the function that stops it. */
export function onChecked(listener: (event: CheckEvent) => void): () => void {
  checkListeners.add(listener);
  return () => checkListeners.delete(listener);
}

/** Calls back whenever a vault has started. A new vault has none of the settings of an earlier one. */
export function onVaultReady(listener: () => void): void {
  readyListeners.add(listener);
}

export function receiveHealth(health: VaultHealth): void {
  vaultStore.setState({ health });
  if (health !== "crashed") return;
  loseSessions(Date.now(), countedMessages);
  loseCheck();
  loseResponders();
}

/** How many messages a log held when the page last asked. */
function countedMessages(id: EntryId): number | null {
  return viewOf(id).window?.counts.kept ?? null;
}

export function receiveEvent(event: VaultEvent): void {
  switch (event.kind) {
    case "ready":
      for (const listener of readyListeners) listener();
      return;
    case "filesBegun":
      setBegun(event.paths);
      return;
    case "batchProgressed":
      vaultStore.setState({ batch: event.done < event.total ? event : null });
      return;
    case "entriesChanged":
      addEntries(event.entries);
      void measurePageClock();
      return;
    case "entriesForgotten":
      dropEntries(event.ids);
      dropViews(event.ids);
      dropChecked(event.ids);
      tryStore.drop(event.ids);
      chosenViews.drop(event.ids);
      responders.drop(event.ids);
      dropStored(event.ids);
      return;
    case "trustChanged":
      vaultStore.setState({ trust: event.trust });
      return;
    case "sessionChanged":
      putSession(event.session);
      // Requesting an animation frame takes a moment. The verdict is drawn first.
      setTimeout(refreshRows);
      return;
    case "renewalEnded":
      void import("./renewal-text").then((text) =>
        text.showRenewalEnded(event.id, event.isAccepted, () => setSelected(event.other)),
      );
      return;
    case "rowsArrived":
      if (event.id === shownLog()) refreshRows();
      return;
    case "framesArrived":
      for (const listener of frameListeners) listener(event.id);
      return;
    case "checkProgressed":
      for (const listener of checkListeners) listener(event);
      return;
    case "recordingChanged":
      // The user may have closed the recording meanwhile. It stays closed.
      if (vaultStore.getState().recordings.has(event.recording.id)) putRecording(event.recording);
      if (vaultStore.getState().storedLog?.id === event.recording.id) {
        vaultStore.setState({ storedLog: event.recording });
      }
      return;
    case "responderChanged":
      if (vaultStore.getState().entries.has(event.id)) {
        responders.change(event.id, { facts: event.responder, fault: event.fault });
      }
      return;
    case "repeatChanged":
      if (vaultStore.getState().entries.has(event.id)) {
        changeView(event.id, { repeat: { facts: event.repeat, fault: event.fault } });
      }
      return;
  }
}
