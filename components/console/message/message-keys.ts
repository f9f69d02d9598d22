// What a single key does to the row of the grid that the keys have moved to, while another message or none is open.
// For the open message, the same keys press the buttons of its detail (press-key.ts).

import { toggleMark } from "@/lib/page/actions/search-actions";
import { readMessage } from "@/lib/page/actions/view-actions";
import { viewPayload } from "@/lib/page/console/payload-display";
import { publishCommand } from "@/lib/page/console/publish-command";
import { viewOf } from "@/lib/page/state/console-store";
import { showToast } from "@/lib/page/state/toasts";
import { preferencesStore } from "@/lib/page/storage/preferences";
import type { MessageDetail, MessageRow } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { editAndResend, hideSubject, listSubject } from "./message-actions";
import { clipboardText, shownFormat } from "./payload-format";

/** True when the key was for this row. */
export function runMessageKey(id: EntryId, row: MessageRow, key: string): boolean {
  if (!preferencesStore.getState().hasSingleKeys || viewOf(id).selected === row.seq) return false;
  switch (key) {
    case "f":
      listSubject(row.subject);
      return true;
    case "h":
      hideSubject(row.subject);
      return true;
    case "x":
      toggleMark(row.seq);
      return true;
    case "c":
      void withMessage(id, row, (message) => copy("Payload", copiedPayload(id, message)));
      return true;
    case "C":
      void withMessage(id, row, (message) => copy("nats CLI command", publishCommand(message)));
      return true;
    case "e":
      void withMessage(id, row, editAndResend);
      return true;
    default:
      return false;
  }
}

async function withMessage(
  id: EntryId,
  { seq }: MessageRow,
  act: (message: MessageDetail) => void | Promise<void>,
): Promise<void> {
  const message = await readMessage(id, seq);
  if (message !== null) await act(message);
  else showToast("warn", "This message was dropped", "The oldest messages make room for new ones.");
}

/** In the format that the message would be shown in. */
function copiedPayload(id: EntryId, { payload }: MessageDetail): string {
  const view = viewPayload(payload);
  return clipboardText(payload, view, shownFormat(view, viewOf(id).format));
}

async function copy(what: string, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    showToast("good", `${what} copied`);
  } catch {
    showToast("warn", "The browser refused the clipboard", "Open the message and select its text.");
  }
}
