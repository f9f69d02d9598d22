// Keeps the visible rows of the shown log in the console store, by the window loop. Started by
// vault-calls.ts; actions call `refreshRows` after a change.

import { listedFilter, viewOf } from "@/lib/page/state/console-store";
import { shownLogOf, vaultStore } from "@/lib/page/state/vault-store";
import type { WindowReply } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { VaultClient } from "./vault-client";
import { startWindowLoop, type WindowLoop } from "./window-loop";

let loop: WindowLoop | null = null;

/** Pulls the visible rows again at the next animation frame. */
export function refreshRows(): void {
  loop?.wake();
}

export function followShownRows(call: VaultClient["call"]): void {
  loop = startWindowLoop({ shown: loggedShown, pull: (id) => pullWindow(call, id) });
  vaultStore.subscribe((state, before) => {
    if (shownLogOf(state) !== shownLogOf(before)) refreshRows();
  });
}

/** Null for creds that never connected, which have no log. */
function loggedShown(): EntryId | null {
  const { selected, sessions, recordings, storedLog } = vaultStore.getState();
  if (storedLog !== null) return storedLog.id;
  if (selected === null) return null;
  return sessions.has(selected) || recordings.has(selected) ? selected : null;
}

async function pullWindow(call: VaultClient["call"], id: EntryId): Promise<WindowReply | null> {
  const view = viewOf(id);
  const filter = listedFilter(view);
  const { wanted, pausedAt } = view;
  const reply = await call("readWindow", {
    id,
    window: { filter: { text: filter }, ...wanted, until: pausedAt },
  });
  // Rows of another filter, or from before the pause, would be listed at the wrong positions.
  const now = viewOf(id);
  if (listedFilter(now) !== filter || now.pausedAt !== pausedAt) return null;
  return reply.ok ? reply.value : null;
}
