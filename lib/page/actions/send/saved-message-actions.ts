// Saving the message in the form of the shown creds, and taking a saved one into it.

import { editDraft } from "@/lib/page/actions/send/messaging-actions";
import { savedText } from "@/lib/page/actions/texts/saved-text";
import { viewOf } from "@/lib/page/state/console-store";
import { noteMisplacedSeed } from "@/lib/page/state/misplaced-seed";
import { showDockTab } from "@/lib/page/state/panel-state";
import type { SavedMessage } from "@/lib/page/state/saved-message";
import { hasName, MAX_PATH, pathOf } from "@/lib/page/state/saved-path";
import { showToast } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import {
  MAX_FILE_BYTES,
  readMessagesFile,
  renamePlace,
  type SavedPlace,
  savedMessagesStore,
  saveMessages,
} from "@/lib/page/storage/saved-messages";
import { beginsWithJson, jsonHead } from "@/lib/shared/base/json-head";

/** Of every file that `savedMessagesFile` writes. */
const HEAD = jsonHead("{", '"version"', ":", "1");

/** Where the form would be saved: "" takes the subject as the name, with a number if it is taken. */
export function savePath(folder: string, typedName: string): string {
  const { subject } = viewOf(vaultStore.getState().selected).draft;
  if (hasName(typedName)) return pathOf(folder, typedName);
  return freePath(folder, hasName(subject) ? subject : "message");
}

/** A message of the same path is replaced. False, and the user is told, when it was not saved. */
export function saveDraft(name: string): boolean {
  if (name.length > MAX_PATH) {
    showToast("bad", savedText.full, savedText.notRenamed["too-long"]);
    return false;
  }
  const { draft } = viewOf(vaultStore.getState().selected);
  const { mode, subject, payload, encoding, reply } = draft;
  const headers = draft.headers.map((header) => [header.name, header.value] as const);
  const saved = saveMessages([{ name, mode, subject, payload, encoding, headers, reply }]);
  if (saved.withSeed > 0) noteMisplacedSeed("field");
  if (saved.tooMany > 0) showToast("bad", savedText.full, savedText.removeSome);
  return saved.taken > 0;
}

function freePath(folder: string, subject: string): string {
  const { messages } = savedMessagesStore.getState();
  const isTaken = (path: string) => messages.some(({ name }) => name === path);
  const first = pathOf(folder, subject);
  let path = first;
  for (let number = 2; isTaken(path); number += 1) path = `${first} (${number})`;
  return path;
}

/** Gives a message or a folder another path. Null when it was done, else why not. */
export function renameSaved(place: SavedPlace, to: string): string | null {
  const renamed = renamePlace(place, to);
  return renamed.ok ? null : savedText.notRenamed[renamed.fault.code];
}

/** Takes a saved message into the form. Times and limits stay as they are there. */
export function fillFormWith(message: SavedMessage): void {
  const { mode, subject, payload, encoding, reply } = message;
  const headers = message.headers.map(([name, value], index) => ({ id: index + 1, name, value }));
  editDraft((draft) => ({ ...draft, mode, subject, payload, encoding, reply, headers }));
  showDockTab("send");
}

/** Adds to the saved ones and says how many; one of the same name is replaced. */
export async function importSavedMessages(file: File): Promise<void> {
  if (file.size > MAX_FILE_BYTES) {
    showToast("bad", savedText.notRead, savedText.large);
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  // What does not begin like our file may be creds, and must not become a string.
  const isOurs = beginsWithJson(bytes, HEAD);
  const messages = isOurs ? readMessagesFile(new TextDecoder().decode(bytes)) : null;
  bytes.fill(0);
  if (messages === null) {
    showToast("bad", savedText.notRead, savedText.otherFile);
    return;
  }
  const { taken, withSeed, tooMany } = saveMessages(messages);
  if (withSeed > 0) noteMisplacedSeed("field");
  if (tooMany > 0) showToast("bad", savedText.imported(taken), savedText.leftOut(tooMany));
  else showToast(taken > 0 ? "good" : "warn", savedText.imported(taken), savedText.sameName);
}
