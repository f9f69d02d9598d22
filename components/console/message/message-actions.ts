// The actions under the open message: save its payload, and move the focus to the send form.

import { saveFile } from "@/components/ui/save-file";
import type { PayloadView } from "@/lib/page/console/payload-display";
import type { MessageDetail } from "@/lib/shared/facts/console";

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

/** Moves the focus to a field of the send form, once the form shows the new draft. */
export function focusSendForm(field: "subject" | "payload"): void {
  requestAnimationFrame(() => {
    const input = document.querySelector(`[data-send-field="${field}"]`);
    if (input instanceof HTMLElement) input.focus();
  });
}
