// Sending messages of a log again. The run is shown like repeated messages (repeat-actions.ts), in the view of the
// creds that send, and so is why it could not start.

import { beginRun, controlRepeat, showStarted } from "@/lib/page/actions/send/repeat-actions";
import { consoleStore, isReplayStarting } from "@/lib/page/state/console-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { ReplayStartRequest } from "@/lib/shared/protocol/requests";

/** Settles once the server has taken the first message. Nothing happens while another run is active. */
export async function startReplay(order: Omit<ReplayStartRequest, "run">): Promise<void> {
  const { id } = order;
  const run = beginRun(id, "replay");
  if (run === null) return;
  const reply = await ask("replayStart", { ...order, run });
  if (vaultStore.getState().entries.has(id)) showStarted(id, run, reply);
}

/** Cancels every replay that has not begun. The others go on. */
export function cancelStartingReplays(): void {
  for (const [id, view] of consoleStore.getState().views) {
    if (isReplayStarting(view)) void controlRepeat(id, "cancel");
  }
}
