// A file as the payload of a message or of an answer. A file with a seed is not taken.

import { fileTooLargeText, fileUnreadText } from "@/lib/page/actions/texts/payload-file-text";
import type { SendDraft } from "@/lib/page/state/draft";
import { noteMisplacedSeed } from "@/lib/page/state/misplaced-seed";
import { typedPayload } from "@/lib/page/state/send-draft";
import { showToast } from "@/lib/page/state/toasts";
import { bytesHoldSeed } from "@/lib/shared/base/secret-patterns";

/** More makes the field slow, and is more than most servers take in one message. */
export const MAX_PAYLOAD_FILE_BYTES = 8 * 1024 * 1024;

/** What the field shall hold; null, and the user is told, when the file is not taken. */
export async function readPayloadFile(
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
