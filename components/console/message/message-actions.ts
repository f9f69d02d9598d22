// The actions of a message, in its detail and by key: save or copy it, list its subject only, and take it into the
// send form.

import { saveFile } from "@/components/ui/save-file";
import { filterBy } from "@/lib/page/actions/search-actions";
import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import { closeDetail, compareMessage } from "@/lib/page/actions/view-actions";
import { messageCommand } from "@/lib/page/console/nats-command";
import type { PayloadView } from "@/lib/page/console/payload-display";
import { publishCommand } from "@/lib/page/console/publish-command";
import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import { panelStore, showDockTab } from "@/lib/page/state/panel-state";
import { resendDraft } from "@/lib/page/state/send-draft";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { foldPane } from "@/lib/page/storage/panes";
import { printQuery } from "@/lib/shared/console/query";
import { EMPTY_QUERY } from "@/lib/shared/console/query-types";
import type { MessageDetail, Seq } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

/** Lists the messages on exactly this subject. */
export function listSubject(subject: string): void {
  filterBy(printQuery({ ...EMPTY_QUERY, subjects: [subject] }));
}

/** Shows the message beside another one, or says which one is wanted. */
export async function compareWithOther(id: EntryId, seq: Seq): Promise<void> {
  if (await compareMessage(id, seq)) return;
  showToast(
    "info",
    "Nothing to compare with",
    "No older message on this subject is kept. Select another message with x, then press d.",
  );
}

/** Takes the message into the send form, which unfolds. */
export function editAndResend(message: MessageDetail): void {
  editDraft((draft) => resendDraft(draft, message));
  foldPane("dock", false);
  focusSendForm("payload");
}

/** The command of the nats CLI for a message: it publishes it, or shows it where it is stored. */
export function commandFor(message: MessageDetail): string {
  const { selected, storedLog } = vaultStore.getState();
  const { stored } = message;
  if (selected === null || storedLog === null || stored === null) return publishCommand(message);
  const { domain } = jetStreamStore.of(selected);
  return messageCommand(domain, stored.stream, stored.sequence);
}

/** Saves the payload as a file, byte for byte. */
export function savePayload(message: MessageDetail, payload: PayloadView): void {
  const bytes = new Uint8Array(message.payload);
  const blob = new Blob([bytes], { type: "application/octet-stream" });
  saveFile(blob, payloadFileName(message, payload));
}

function payloadFileName(message: MessageDetail, payload: PayloadView): string {
  const subject = message.subject.replace(/[^\w.-]+/gu, "_").slice(0, 80);
  const kind = payload.suggested === "json" ? "json" : payload.text === null ? "bin" : "txt";
  return `${subject}-${message.seq}.${kind}`;
}

/** Moves the focus to a field of the send form, once it shows the new draft. A narrow window opens it as a sheet. */
export function focusSendForm(field: "subject" | "payload"): void {
  panelStore.setState({ isDetailMaximised: false });
  showDockTab("send");
  requestAnimationFrame(() => {
    const input = document.querySelector(`[data-send-field="${field}"]`);
    if (input instanceof HTMLElement) return input.focus();
    const opener = document.querySelector<HTMLElement>("[data-open-send]");
    if (opener === null) return;
    closeDetail();
    opener.click();
  });
}
