// Saves the open message's payload as a file, byte for byte.

import { saveFile } from "@/components/ui/save-file";
import type { PayloadView } from "@/lib/page/console/payload-display";
import type { MessageDetail } from "@/lib/shared/facts/console";

function payloadFileName(message: MessageDetail, payload: PayloadView): string {
  const subject = message.subject.replace(/[^\w.-]+/gu, "_").slice(0, 80);
  const kind = payload.suggested === "json" ? "json" : payload.text === null ? "bin" : "txt";
  return `${subject}-${message.seq}.${kind}`;
}

export function savePayload(message: MessageDetail, payload: PayloadView): void {
  const bytes = new Uint8Array(message.payload);
  const blob = new Blob([bytes], { type: "application/octet-stream" });
  saveFile(blob, payloadFileName(message, payload));
}
