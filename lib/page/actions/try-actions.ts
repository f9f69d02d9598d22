// Asking the server itself whether it allows what the rules say. Each verb is called from a click alone.
// A tried subscription receives nothing. A tried publish is real unless it is only traced.

import type { Decision } from "@/lib/page/permissions/decision";
import { questionKey, type Try, type TryResult, tryStore } from "@/lib/page/state/try-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { refreshRows } from "@/lib/page/vault-link/shown-rows";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { ReachResult } from "@/lib/shared/facts/permission-tries";
import type { TryReachRequest } from "@/lib/shared/protocol/requests";

/** components/compare/reach-text.ts says it. */
const REACH_TIMEOUT_MS = 5_000;
const NO_PAYLOAD = new Uint8Array(0);

/** `expected`: what the rules say about the same question. */
export async function trySubscribe(id: EntryId, expected: Decision): Promise<void> {
  const { subject, queue } = expected;
  await run(id, expected, async () => {
    const reply = await ask("trySubscribe", { id, subject, queue });
    return reply.ok
      ? { kind: "subscribe", answer: reply.value }
      : { kind: "failed", fault: reply.fault };
  });
}

/** Publishes an empty message. With `isTraceOnly` the server says where it would go and delivers nothing. */
export async function tryPublish(
  id: EntryId,
  expected: Decision,
  isTraceOnly: boolean,
): Promise<void> {
  const { subject } = expected;
  await run(id, expected, async () => {
    const reply = await ask("tryPublish", { id, subject, payload: NO_PAYLOAD, isTraceOnly });
    return reply.ok
      ? { kind: "publish", answer: reply.value }
      : { kind: "failed", fault: reply.fault };
  });
}

async function run(
  id: EntryId,
  expected: Decision,
  tryIt: () => Promise<TryResult>,
): Promise<void> {
  put(id, { expected, at: Date.now(), result: null });
  const result = await tryIt();
  refreshRows();
  if (vaultStore.getState().entries.has(id)) put(id, { expected, at: Date.now(), result });
}

/** One entry publishes a real message while the other listens. */
export async function tryReach(
  request: Omit<TryReachRequest, "timeoutMs">,
): Promise<Result<ReachResult, ActionFault>> {
  const reply = await ask("tryReach", { ...request, timeoutMs: REACH_TIMEOUT_MS });
  refreshRows();
  return reply;
}

function put(id: EntryId, latest: Try): void {
  const { tries } = tryStore.of(id);
  tryStore.change(id, { tries: new Map(tries).set(questionKey(latest.expected), latest) });
}

/** Asks the server again which permissions it enforces. */
export async function askRights(id: EntryId): Promise<void> {
  tryStore.change(id, { rights: null, isAskingRights: true });
  const reply = await ask("askRights", { id });
  refreshRows();
  if (!vaultStore.getState().entries.has(id)) return;
  tryStore.change(id, { rights: reply, isAskingRights: false });
}
