// Saves the open message's payload as a file, byte for byte. No network: a blob URL of the page.

import type { PayloadView } from "@/lib/console/format";
import type { MessageDetail } from "@/lib/facts/console";

export function payloadFileName(message: MessageDetail, payload: PayloadView): string {
  const subject = message.subject.replace(/[^\w.-]+/gu, "_").slice(0, 80);
  const kind = payload.suggested === "json" ? "json" : payload.text === null ? "bin" : "txt";
  return `${subject}-${message.seq}.${kind}`;
}

export function savePayload(message: MessageDetail, payload: PayloadView): void {
  const bytes = new Uint8Array(message.payload);
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = payloadFileName(message, payload);
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
