// Answering requests as the shown creds: on, off, and the draft of the form. The counts come as events
// (lib/page/vault-link/vault-events.ts).

import { parsePayload } from "@/lib/page/console/payload-input";
import { type ResponderDraft, responders } from "@/lib/page/state/responder-store";
import { headersOf } from "@/lib/page/state/send-draft";
import { vaultStore } from "@/lib/page/state/vault-store";
import { ask } from "@/lib/page/vault-link/vault-calls";
import type { ResponderAnswer } from "@/lib/shared/facts/console";

const MAX_DELAY_MS = 60_000;

/** Changes the form of the shown creds. A running responder keeps what it was started with. */
export function editResponder(change: Partial<ResponderDraft>): void {
  const id = vaultStore.getState().selected;
  if (id !== null) responders.change(id, { draft: { ...responders.of(id).draft, ...change } });
}

/** What the form would answer; null when a field cannot be read. */
export function answerOf(draft: ResponderDraft): ResponderAnswer | null {
  switch (draft.kind) {
    case "echo":
      return { kind: "echo" };
    case "error":
      return /^\d{1,6}$/u.test(draft.errorCode)
        ? { kind: "error", code: draft.errorCode, text: draft.errorText || "Error" }
        : null;
    case "template": {
      const payload = parsePayload(draft.encoding, draft.answer);
      if (!payload.ok) return null;
      return { kind: "template", payload: payload.value, headers: headersOf(draft) };
    }
  }
}

/** 0 to 60,000; null when it is no such number. */
export function delayOf({ delay }: ResponderDraft): number | null {
  const typed = delay.trim();
  const ms = typed === "" ? 0 : Number(typed);
  return /^\d*$/u.test(typed) && ms <= MAX_DELAY_MS ? ms : null;
}

/** The production warning stands before this. */
export async function startResponder(): Promise<void> {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  const { draft } = responders.of(id);
  const [answer, delayMs] = [answerOf(draft), delayOf(draft)];
  if (answer === null || delayMs === null) return;
  responders.change(id, { isStarting: true, fault: null });
  const { subject, queue } = draft;
  const reply = await ask("responderStart", { id, subject, queue, answer, delayMs });
  if (!vaultStore.getState().entries.has(id)) return;
  responders.change(
    id,
    reply.ok
      ? { isStarting: false, facts: reply.value }
      : { isStarting: false, fault: reply.fault },
  );
}

/** Nothing happens where none runs. */
export async function stopResponder(): Promise<void> {
  const id = vaultStore.getState().selected;
  if (id === null) return;
  responders.change(id, { isStopping: true });
  await ask("responderStop", { id });
  if (vaultStore.getState().entries.has(id)) responders.change(id, { isStopping: false });
}
