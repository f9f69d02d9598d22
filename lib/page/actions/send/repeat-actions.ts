// Publishing one message many times: start, pause, resume, cancel. Its progress comes as an event
// (lib/page/vault-link/vault-events.ts) into the view of the session.

import { type ConsoleView, changeView, viewOf } from "@/lib/page/state/console-store";
import type { SendDraft } from "@/lib/page/state/draft";
import { type ReadyDraft, templateOf } from "@/lib/page/state/send-draft";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { nextSend, noteSent } from "./sent-history";

/** A refusal is shown where the result of a single send is shown. */
export async function startRepeat(
  id: EntryId,
  ready: ReadyDraft,
  { times, perSecond }: NonNullable<ReadyDraft["repeat"]>,
  draft: SendDraft,
): Promise<void> {
  const { subject, timeoutMs } = ready;
  const number = nextSend(id);
  const sending = { number, mode: "publish" as const, subject, timeoutMs, ownSubscription: null };
  changeView(id, { ...countedRepeat(id), lastSend: { ...sending, result: null } });
  const sent = { ...sending, at: Date.now(), draft };
  noteSent(id, { ...sent, result: null });
  const reply = await ask("repeatStart", { id, template: templateOf(ready), times, perSecond });
  if (!vaultStore.getState().entries.has(id)) return;
  if (!reply.ok) {
    const result = { kind: "failed", fault: reply.fault } as const;
    changeView(id, { lastSend: { ...sending, result } });
    noteSent(id, { ...sent, result });
    return;
  }
  noteSent(id, { ...sent, result: { kind: "repeated", times } });
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
