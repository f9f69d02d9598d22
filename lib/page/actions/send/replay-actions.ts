// Sending messages of a log again. The run is shown like repeated messages (repeat-actions.ts), in the view of the
// creds that send.

import { countedRepeat, startedRun } from "@/lib/page/actions/send/repeat-actions";
import { changeView } from "@/lib/page/state/console-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { ok, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ReplayStartRequest } from "@/lib/shared/protocol/requests";

/** Settles once the server has taken the first message. */
export async function startReplay(order: ReplayStartRequest): Promise<Result<null, ActionFault>> {
  const { id } = order;
  changeView(id, countedRepeat(id));
  const reply = await ask("replayStart", order);
  if (!reply.ok) return reply;
  if (vaultStore.getState().entries.has(id)) {
    changeView(id, { repeat: startedRun(id, reply.value) });
  }
  return ok(null);
}
