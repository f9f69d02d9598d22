// A file as the payload of a message or of an answer. A file with a seed is not taken.

import { isLoaded } from "@/lib/page/actions/stored-target";
import { fileTooLargeText, fileUnreadText } from "@/lib/page/actions/texts/payload-file-text";
import { changeView, viewOf } from "@/lib/page/state/console-store";
import type { SendDraft } from "@/lib/page/state/draft";
import { noteMisplacedSeed } from "@/lib/page/state/misplaced-seed";
import { responders } from "@/lib/page/state/responder-store";
import { typedPayload } from "@/lib/page/state/send-draft";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { bytesHoldSeed } from "@/lib/shared/base/secret-patterns";

/** More makes the field slow, and is more than most servers take in one message. */
export const MAX_PAYLOAD_FILE_BYTES = 8 * 1024 * 1024;

/** Takes a file into the send form of the creds that are shown now. Others may be shown once it is read. */
export async function fillPayload(file: File): Promise<void> {
  const id = vaultStore.getState().selected;
  const read = await readPayloadFile(file);
  if (isLoaded(id) && read !== null) changeView(id, { draft: { ...viewOf(id).draft, ...read } });
}

/** The same into the form of the responder. */
export async function fillAnswer(file: File): Promise<void> {
  const id = vaultStore.getState().selected;
  const read = await readPayloadFile(file);
  if (!isLoaded(id) || read === null) return;
  const { payload: answer, encoding } = read;
  responders.change(id, { draft: { ...responders.of(id).draft, answer, encoding } });
}

/** What the field shall hold; null, and the user is told, when the file is not taken. */
async function readPayloadFile(
  file: File,
): Promise<Pick<SendDraft, "payload" | "encoding"> | null> {
  if (file.size > MAX_PAYLOAD_FILE_BYTES) {
    showToast("bad", fileTooLargeText.title, fileTooLargeText.detail);
    return null;
  }
  const read = await file.arrayBuffer().catch(() => null);
  if (read === null) {
    showToast("bad", fileUnreadText.title, fileUnreadText.detail);
    return null;
  }
  const bytes = new Uint8Array(read);
  if (bytesHoldSeed(bytes)) {
    bytes.fill(0);
    noteMisplacedSeed("field");
    return null;
  }
  return typedPayload(bytes);
}
