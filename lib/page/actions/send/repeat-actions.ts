// Publishing one message many times: start, pause, resume, cancel. Its progress comes as an event
// (lib/page/vault-link/vault-events.ts) into the view of the session.

import { type ConsoleView, changeView, viewOf } from "@/lib/page/state/console-store";
import { type ReadyDraft, templateOf } from "@/lib/page/state/send-draft";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

/** A refusal is shown where the result of a single send is shown. */
export async function startRepeat(
  id: EntryId,
  ready: ReadyDraft,
  { times, perSecond }: NonNullable<ReadyDraft["repeat"]>,
): Promise<void> {
  const { subject, timeoutMs } = ready;
  const number = (viewOf(id).lastSend?.number ?? 0) + 1;
  const sending = { number, mode: "publish" as const, subject, timeoutMs, ownSubscription: null };
  changeView(id, { ...countedRepeat(id), lastSend: { ...sending, result: null } });
  const reply = await ask("repeatStart", { id, template: templateOf(ready), times, perSecond });
  if (!vaultStore.getState().entries.has(id)) return;
  if (!reply.ok) {
    changeView(id, { lastSend: { ...sending, result: { kind: "failed", fault: reply.fault } } });
    return;
  }
  changeView(id, { lastSend: null, repeat: startedRun(id, reply.value) });
}

/** What is shown of a run that has started. An event may have come first, and be newer. */
export function startedRun(id: EntryId, facts: RepeatFacts): ConsoleView["repeat"] {
  const known = viewOf(id).repeat;
  return known?.facts.run === facts.run ? known : { facts, fault: null };
}

export async function controlRepeat(
  id: EntryId,
  action: "pause" | "resume" | "cancel",
): Promise<void> {
  const { repeat } = viewOf(id);
  if (repeat === null) return;
  await ask("repeatControl", { id, run: repeat.facts.run, action });
}

/** Removes the result of a run that has ended. */
export function dismissRepeat(id: EntryId): void {
  changeView(id, countedRepeat(id));
}

/** Removes the result and keeps its messages in the count. */
export function countedRepeat(id: EntryId): Pick<ConsoleView, "repeat" | "sent"> {
  const { repeat, sent } = viewOf(id);
  return { repeat: null, sent: sent + (repeat?.facts.sent ?? 0) };
}
