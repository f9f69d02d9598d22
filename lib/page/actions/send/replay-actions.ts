// Sending messages of a log again. The run is shown like repeated messages (repeat-actions.ts), in the view of the
// creds that send.

import { countedRepeat } from "@/lib/page/actions/send/repeat-actions";
import { changeView, viewOf } from "@/lib/page/state/console-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ReplayStartRequest } from "@/lib/shared/protocol/requests";

/** Settles once the server has taken the first message. */
export async function startReplay(order: ReplayStartRequest): Promise<Result<null, ActionFault>> {
  const { id } = order;
  changeView(id, countedRepeat(id));
  const reply = await ask("replayStart", order);
  if (!reply.ok) return reply;
  // An event may have come first, and be newer.
  const known = viewOf(id).repeat;
  if (vaultStore.getState().entries.has(id) && known?.facts.run !== reply.value.run) {
    changeView(id, { repeat: { facts: reply.value, fault: null } });
  }
  return { ok: true, value: null };
}
