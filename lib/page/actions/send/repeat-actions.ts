// Publishing one message many times: start, pause, resume, cancel. Its progress comes as an event
// (lib/page/vault-link/vault-events.ts) into the view of the session. A run has its number from the press on, so that each
// later press is about this run.

import { type ConsoleView, changeView, isRunActive, viewOf } from "@/lib/page/state/console-store";
import type { SendDraft } from "@/lib/page/state/draft";
import { type ReadyDraft, templateOf } from "@/lib/page/state/send-draft";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { Result } from "@/lib/shared/base/result";
import { newRun } from "@/lib/shared/console/new-run";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { nextSend, noteSent } from "./sent-history";

let lastRun = 0;

/** Shows that a run starts, and gives its number; null while another one of these creds is active. */
export function beginRun(id: EntryId, kind: RepeatFacts["kind"]): number | null {
  if (isRunActive(viewOf(id))) return null;
  lastRun += 1;
  const repeat = { facts: newRun(lastRun, kind), fault: null };
  changeView(id, { ...countedRepeat(id), repeat });
  return lastRun;
}

/**
 * Shows what came of a start. An event may have come first, and be newer; and nothing is shown of a run that is no longer
 * the last one.
 */
export function showStarted(
  id: EntryId,
  run: number,
  reply: Result<RepeatFacts, ActionFault>,
): void {
  const { repeat } = viewOf(id);
  if (repeat?.facts.run !== run || repeat.facts.state !== "starting") return;
  changeView(id, {
    repeat: reply.ok
      ? { facts: reply.value, fault: null }
      : { facts: { ...repeat.facts, state: "failed" }, fault: reply.fault },
  });
}

/** A refusal is shown where the result of a single send is shown. Nothing happens while another run is active. */
export async function startRepeat(
  id: EntryId,
  ready: ReadyDraft,
  { times, perSecond }: NonNullable<ReadyDraft["repeat"]>,
  draft: SendDraft,
): Promise<void> {
  const run = beginRun(id, "repeat");
  if (run === null) return;
  const { subject, timeoutMs } = ready;
  const number = nextSend(id);
  const sending = { number, mode: "publish" as const, subject, timeoutMs, ownSubscription: null };
  changeView(id, { counted: viewOf(id).counted + times, lastSend: null });
  const sent = { ...sending, at: Date.now(), draft };
  noteSent(id, { ...sent, result: null });
  const template = templateOf(ready);
  const reply = await ask("repeatStart", { id, run, template, times, perSecond });
  if (!vaultStore.getState().entries.has(id)) return;
  if (reply.ok) {
    noteSent(id, { ...sent, result: { kind: "repeated", times } });
    return showStarted(id, run, reply);
  }
  const result = { kind: "failed", fault: reply.fault } as const;
  noteSent(id, { ...sent, result });
  if (viewOf(id).repeat?.facts.run !== run) return;
  changeView(id, { repeat: null, lastSend: { ...sending, result } });
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
