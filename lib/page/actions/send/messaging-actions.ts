// Subscribing, publishing and requesting as the shown creds, and the drafts of both forms.

import { showFault } from "@/lib/page/actions/fault-toast";
import { SET_NOT_SUBSCRIBED } from "@/lib/page/actions/texts/subscription-text";
import { showRow } from "@/lib/page/actions/view-actions";
import {
  type ConsoleView,
  changeView,
  type LastSend,
  viewOf,
} from "@/lib/page/state/console-store";
import type { SendDraft } from "@/lib/page/state/draft";
import { namedValuesStore } from "@/lib/page/state/named-values";
import { filledOnce, type ReadyDraft, readDraft } from "@/lib/page/state/send-draft";
import { vaultStore } from "@/lib/page/state/vault-store";
import { refreshRows } from "@/lib/page/vault-link/shown-rows";
import { ask } from "@/lib/page/vault-link/vault-calls";
import { fail, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { SubscriptionId } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { matchesPattern } from "@/lib/shared/grammar/subject";
import { startRepeat } from "./repeat-actions";
import { nextSend, noteSent } from "./sent-history";

type Done = Result<unknown, ActionFault>;
type SendResult = NonNullable<LastSend["result"]>;

export async function subscribe(subject: string, queue: string): Promise<Done> {
  const id = vaultStore.getState().selected;
  if (id === null) return fail("not-loaded");
  const reply = await ask("subscribe", { id, subject, queue, max: 0 });
  refreshRows();
  return reply;
}

/** Subscribes to what the form of these creds holds, and empties it, unless the user is typing the next one. */
export async function subscribeDraft(id: EntryId): Promise<Done> {
  const { subject, queue } = viewOf(id).subscribeDraft;
  const reply = await subscribe(subject, queue);
  const isSame = viewOf(id).subscribeDraft.subject === subject;
  if (reply.ok && isSame) editSubscribeDraft(id, { subject: "", queue: "" });
  return reply;
}

/**
 * Those of a set that are not there yet, all in one call: the next press is about all of them. `text`: one in each line, the
 * subject and after a blank the queue group. What the server refuses is shown on its chip.
 */
export async function subscribeSet(text: string): Promise<void> {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  const lines = text.split("\n").map((line) => {
    const [subject = "", queue = ""] = line.split(" ");
    return { subject, queue };
  });
  const reply = await ask("subscribeAll", { id, lines });
  refreshRows();
  if (!reply.ok) await showFault(SET_NOT_SUBSCRIBED, reply.fault);
}

export async function unsubscribe(subscription: SubscriptionId): Promise<Done> {
  const id = vaultStore.getState().selected;
  if (id === null) return fail("not-loaded");
  const reply = await ask("unsubscribe", { id, subscription, drain: false });
  const { muted, solo } = viewOf(id);
  if (muted.has(subscription)) list(id, { muted: without(muted, subscription) });
  if (solo === subscription) list(id, { solo: null });
  refreshRows();
  return reply;
}

/** Also those that are not listed yet, because the server has not answered. */
export async function unsubscribeAll(): Promise<void> {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  const reply = await ask("unsubscribeAll", { id });
  const { muted, solo } = viewOf(id);
  if (reply.ok && (muted.size > 0 || solo !== null)) unmute(id);
  refreshRows();
}

/** Leaves the messages of a subscription out of the list, or lists them again. */
export function mute(subscription: SubscriptionId, isMuted: boolean): void {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  const others = without(viewOf(id).muted, subscription);
  list(id, { muted: isMuted ? new Set([...others, subscription]) : others });
}

/** Lists the messages of one subscription alone; null = of all that are not muted. */
export function listAlone(subscription: SubscriptionId | null): void {
  const id = vaultStore.getState().selected;
  if (id !== null) list(id, { solo: subscription });
}

/** Lists the messages of every subscription again. */
export function unmuteAll(): void {
  const id = vaultStore.getState().selected;
  if (id !== null) unmute(id);
}

function unmute(id: EntryId): void {
  list(id, { muted: new Set(), solo: null });
}

/** Positions are counted again under every filter, so the newest rows are shown. */
function list(id: EntryId, change: Partial<Pick<ConsoleView, "muted" | "solo">>): void {
  const { wanted } = viewOf(id);
  changeView(id, { ...change, isFollowing: true, wanted: { ...wanted, from: "tail" } });
  refreshRows();
}

function without<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  return new Set([...set].filter((one) => one !== value));
}

/** Sends what the form holds. The result is shown at the form of these creds only. */
export async function send(): Promise<void> {
  const id = vaultStore.getState().selected;
  const { draft } = viewOf(id);
  if (id === null) return;
  const { counted } = viewOf(id);
  const { ready } = readDraft(draft, { values: namedValuesStore.getState(), counted });
  if (ready === null) return;
  const { mode } = draft;
  if (ready.repeat !== null) return startRepeat(id, ready, ready.repeat, draft);
  changeView(id, { counted: counted + 1 });
  const message = filledOnce(ready);
  const { subject, timeoutMs } = message;
  const number = nextSend(id);
  const ownSubscription = mode === "request" ? ownSubscriptionTo(id, subject) : null;
  const sending = { number, mode, subject, timeoutMs, ownSubscription };
  changeView(id, { lastSend: { ...sending, result: null } });
  const sent = { ...sending, at: Date.now(), draft };
  noteSent(id, { ...sent, result: null });
  const result = mode === "publish" ? await publish(id, message) : await request(id, message);
  if (!vaultStore.getState().entries.has(id)) return;
  if (result.kind !== "failed") changeView(id, { sent: viewOf(id).sent + 1 });
  const isLast = viewOf(id).lastSend?.number === sending.number;
  if (isLast) changeView(id, { lastSend: { ...sending, result } });
  noteSent(id, { ...sent, result });
  const first = result.kind === "answered" ? result.report.replies[0] : undefined;
  if (isLast && first !== undefined) await showRow(id, first);
}

/** A subscription of these creds that receives a message on this subject. */
function ownSubscriptionTo(id: EntryId, subject: string): string | null {
  const subscriptions = viewOf(id).window?.subscriptions ?? [];
  const own = subscriptions.find(
    (one) => one.state === "active" && matchesPattern(one.subject, subject),
  );
  return own?.subject ?? null;
}

async function publish(id: EntryId, ready: ReadyDraft): Promise<SendResult> {
  const { subject, payload, headers, reply } = ready;
  const startedAt = performance.now();
  const answer = await ask("publish", { id, subject, payload, headers, reply });
  refreshRows();
  return answer.ok
    ? { kind: "accepted", at: Date.now(), elapsedMs: performance.now() - startedAt }
    : { kind: "failed", fault: answer.fault };
}

async function request(id: EntryId, ready: ReadyDraft): Promise<SendResult> {
  const { subject, payload, headers, timeoutMs, maxReplies, silenceMs, endsEmpty } = ready;
  const answer = await ask("request", {
    ...{ id, subject, payload, headers, timeoutMs, maxReplies, endsEmpty },
    ...(silenceMs === null ? {} : { silenceMs }),
  });
  refreshRows();
  return answer.ok
    ? { kind: "answered", report: answer.value }
    : { kind: "failed", fault: answer.fault };
}

/** Changes the draft of the send form. */
export function editDraft(edit: (draft: SendDraft) => SendDraft): void {
  const id = vaultStore.getState().selected;
  if (id !== null) changeView(id, { draft: edit(viewOf(id).draft) });
}

/** `id`: the creds whose form it is. */
export function editSubscribeDraft(
  id: EntryId,
  change: Partial<ConsoleView["subscribeDraft"]>,
): void {
  changeView(id, { subscribeDraft: { ...viewOf(id).subscribeDraft, ...change } });
}
