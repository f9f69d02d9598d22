// What a single key, or its menu, does to a row of the grid. A key is for the row that the keys have moved to, while
// another message or none is open.
// For the open message, the same keys press the buttons of its detail (press-key.ts).

import { hideSubjects, toggleMark } from "@/lib/page/actions/search-actions";
import { readMessage } from "@/lib/page/actions/view-actions";
import { viewPayload } from "@/lib/page/console/payload-display";
import { chosenFormat, viewOf } from "@/lib/page/state/console-store";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import { preferencesStore } from "@/lib/page/storage/preferences";
import type { MessageDetail, MessageRow } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { copyText } from "./copy/copy-text";
import { copyMessage, type MessageCopy } from "./copy/message-copies";
import { commandFor, compareWithOther, editAndResend, listSubject } from "./message-actions";
import { clipboardText, shownFormat } from "./payload-format";

/** By its key, or of the row's menu alone. */
export type MessageAction = "f" | "h" | "x" | "c" | "C" | "d" | "e" | MessageCopy;

/** True when the key was for this row. */
export function runMessageKey(id: EntryId, row: MessageRow, key: string): boolean {
  if (!preferencesStore.getState().hasSingleKeys || viewOf(id).selected === row.seq) return false;
  if (!isMessageKey(key)) return false;
  // Nothing is sent from where messages are stored.
  if (key === "e" && vaultStore.getState().storedLog !== null) return false;
  actOnMessage(id, row, key);
  return true;
}

const isMessageKey = (key: string): key is MessageAction => /^[fhxcCde]$/u.test(key);

const ACTIONS: Record<MessageAction, (id: EntryId, row: MessageRow) => void> = {
  f: (_, { subject }) => listSubject(subject),
  h: (_, { subject }) => hideSubjects([subject]),
  x: (_, { seq }) => toggleMark(seq),
  c: (id, row) =>
    withMessage(id, row, (message) => copyText("Payload", copiedPayload(id, message))),
  C: (id, row) =>
    withMessage(id, row, (message) => copyText("nats CLI command", commandFor(message))),
  json: (id, row) => withMessage(id, row, (message) => copyMessage("json", message)),
  pub: (id, row) => withMessage(id, row, (message) => copyMessage("pub", message)),
  req: (id, row) => withMessage(id, row, (message) => copyMessage("req", message)),
  d: (id, { seq }) => void compareWithOther(id, seq),
  e: (id, row) => withMessage(id, row, editAndResend),
};

export function actOnMessage(id: EntryId, row: MessageRow, action: MessageAction): void {
  ACTIONS[action](id, row);
}

function withMessage(
  id: EntryId,
  { seq }: MessageRow,
  act: (message: MessageDetail) => void | Promise<void>,
): void {
  void readMessage(id, seq).then((message) => {
    if (message !== null) return act(message);
    showToast("warn", "This message was dropped", "The oldest messages make room for new ones.");
  });
}

/** In the format that the message would be shown in. */
function copiedPayload(id: EntryId, message: MessageDetail): string {
  const { payload } = message;
  const view = viewPayload(payload, message);
  return clipboardText(payload, view, shownFormat(view, chosenFormat(viewOf(id), message.subject)));
}
