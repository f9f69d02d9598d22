// What one can do with a session: connect, subscribe, publish, request, look at rows.
// Each verb acts on the shown entry and returns the vault's answer where the caller shows it in place.

import { configStore, defaultsFor } from "@/lib/page/config/config";
import type { PayloadFormat } from "@/lib/page/console/payload-display";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import {
  type ConsoleView,
  changeView,
  type LastSend,
  viewOf,
} from "@/lib/page/state/console-store";
import type { SendDraft } from "@/lib/page/state/draft";
import { type ReadyDraft, readDraft } from "@/lib/page/state/send-draft";
import { vaultStore } from "@/lib/page/state/vault-store";
import { rememberAddress } from "@/lib/page/storage/preferences";
import { ask, wakeWindow } from "@/lib/page/vault-link/vault-link";
import { fail, type Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { Seq, SubscriptionId } from "@/lib/shared/facts/console";
import type { CredsFacts, EntryId } from "@/lib/shared/facts/creds";
import { startRepeat } from "./repeat-actions";

const REMEMBER_AFTER_MS = 300;

type Done = Result<unknown, ActionFault>;

/** Called only from a click that shows the address. */
export async function connect(address: string): Promise<Done> {
  const { facts } = vaultStore.getState();
  return withShown((id) => dial(id, facts, address));
}

/** The same for creds that are not the shown ones. */
export async function connectEntry(id: EntryId, address: string): Promise<Done> {
  const facts = await ask("readFacts", { id });
  return facts.ok ? dial(id, facts.value, address) : facts;
}

async function dial(id: EntryId, facts: CredsFacts | null, address: string): Promise<Done> {
  const config = configStore.getState();
  const { inboxPrefix } = defaultsFor(config, address);
  const plan = connectPlan(facts, vaultStore.getState().trust, inboxPrefix);
  const reply = await ask("connect", { id, address, timeLimitMs: config.attemptMs, ...plan });
  if (reply.ok) rememberSoon(address);
  return reply;
}

/** Not while the answer is on its way; at the latest when the page is left. */
function rememberSoon(address: string): void {
  const remember = () => {
    clearTimeout(timer);
    removeEventListener("pagehide", remember);
    rememberAddress(address);
  };
  const timer = setTimeout(remember, REMEMBER_AFTER_MS);
  addEventListener("pagehide", remember);
}

export async function disconnect(): Promise<Done> {
  return withShown((id) => ask("disconnect", { id }));
}

export async function subscribe(subject: string, queue: string): Promise<Done> {
  return withShown(async (id) => {
    const reply = await ask("subscribe", { id, subject, queue, max: 0 });
    wakeWindow();
    return reply;
  });
}

export async function unsubscribe(subscription: SubscriptionId): Promise<Done> {
  return withShown(async (id) => {
    const reply = await ask("unsubscribe", { id, subscription, drain: false });
    wakeWindow();
    return reply;
  });
}

/** Sends what stands in the form; what became of it is said at the form, for that key alone. */
export async function send(): Promise<void> {
  const id = vaultStore.getState().selected;
  const { draft, lastSend } = viewOf(id);
  const { ready } = readDraft(draft);
  if (id === null || ready === null) return;
  const { mode } = draft;
  const { subject, timeoutMs, repeat } = ready;
  if (repeat !== null) return startRepeat(id, ready, repeat);
  const sending = { number: (lastSend?.number ?? 0) + 1, mode, subject, timeoutMs };
  changeView(id, { lastSend: { ...sending, result: null } });
  const result = mode === "publish" ? await publish(id, ready) : await request(id, ready);
  if (!vaultStore.getState().entries.has(id)) return;
  if (result.kind !== "failed") changeView(id, { sent: viewOf(id).sent + 1 });
  const isLast = viewOf(id).lastSend?.number === sending.number;
  if (isLast) changeView(id, { lastSend: { ...sending, result } });
  const first = result.kind === "answered" ? result.report.replies[0] : undefined;
  if (isLast && first !== undefined) await showRow(id, first);
}

type SendResult = NonNullable<LastSend["result"]>;

async function publish(id: EntryId, ready: ReadyDraft): Promise<SendResult> {
  const { subject, payload, headers, reply } = ready;
  const startedAt = performance.now();
  const answer = await ask("publish", { id, subject, payload, headers, reply });
  wakeWindow();
  return answer.ok
    ? { kind: "accepted", at: Date.now(), elapsedMs: performance.now() - startedAt }
    : { kind: "failed", fault: answer.fault };
}

async function request(id: EntryId, ready: ReadyDraft): Promise<SendResult> {
  const { subject, payload, headers, timeoutMs, maxReplies } = ready;
  const answer = await ask("request", { id, subject, payload, headers, timeoutMs, maxReplies });
  wakeWindow();
  return answer.ok
    ? { kind: "answered", report: answer.value }
    : { kind: "failed", fault: answer.fault };
}

/** Changes what stands in the send form. */
export function editDraft(edit: (draft: SendDraft) => SendDraft): void {
  const id = vaultStore.getState().selected;
  if (id !== null) changeView(id, { draft: edit(viewOf(id).draft) });
}

export function editSubscribeDraft(change: Partial<ConsoleView["subscribeDraft"]>): void {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  changeView(id, { subscribeDraft: { ...viewOf(id).subscribeDraft, ...change } });
}

export function chooseFormat(format: PayloadFormat): void {
  const id = vaultStore.getState().selected;
  if (id !== null) changeView(id, { format });
}

/** Shows one row in the detail region. */
export async function selectRow(seq: Seq): Promise<void> {
  const id = vaultStore.getState().selected;
  if (id !== null) await showRow(id, seq);
}

export async function showRow(id: EntryId, seq: Seq): Promise<void> {
  const row = viewOf(id).window?.rows.find((known) => known.seq === seq);
  const notice = row?.kind === "notice" ? row : null;
  changeView(id, {
    selected: seq,
    notice,
    isDetailGone: false,
    ...(notice === null ? {} : { detail: null }),
  });
  if (notice !== null) return;
  const reply = await ask("readMessage", { id, seq });
  if (viewOf(id).selected !== seq) return;
  changeView(id, { detail: reply.ok ? reply.value : null, isDetailGone: !reply.ok });
}

/** Changes how the shown session is looked at, and pulls its rows anew. */
export function look(change: Partial<Omit<ConsoleView, "window" | "draft">>): void {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  changeView(id, change);
  wakeWindow();
}

export function pause(): void {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  changeView(id, { pausedAt: viewOf(id).window?.lastSeq ?? 0 });
}

export function resume(): void {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  changeView(id, { pausedAt: null });
  wakeWindow();
}

export async function clearMessages(): Promise<Done> {
  return withShown(async (id) => {
    const reply = await ask("clearMessages", { id });
    changeView(id, {
      selected: null,
      detail: null,
      notice: null,
      isDetailGone: false,
      marked: new Set(),
      pausedAt: null,
      isFollowing: true,
      wanted: { ...viewOf(id).wanted, from: "tail" },
    });
    wakeWindow();
    return reply;
  });
}

function withShown<T>(
  act: (id: EntryId) => Promise<Result<T, ActionFault>>,
): Promise<Result<T, ActionFault>> {
  const id = vaultStore.getState().selected;
  return id === null ? Promise.resolve(fail("not-loaded")) : act(id);
}
