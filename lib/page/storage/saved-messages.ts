// Messages that the user saved under a name, kept by the browser between visits, and written to and read from a
// file. Never creds: a message that holds a seed is not taken. If storage is missing or full, they last for this
// visit only.

import { createStore } from "zustand/vanilla";
import { messagesIn, type SavedMessage } from "@/lib/page/state/saved-message";
import { holdsSeed } from "@/lib/shared/base/secret-patterns";
import { keptValue } from "./kept-value";

/** The list has no more. */
export const KEPT_MESSAGES = 500;
/** The longest file that is read. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;

const kept = keptValue("credence.messages");

export const savedMessagesStore = createStore<{ readonly messages: readonly SavedMessage[] }>(
  () => ({ messages: [] }),
);

/** Messages that could not be stored stay for this visit. */
export function loadSavedMessages(): void {
  kept.load((value) => savedMessagesStore.setState({ messages: messagesIn(value, KEPT_MESSAGES) }));
}

export interface Saved {
  readonly taken: number;
  /** Not taken, because they hold a seed. */
  readonly withSeed: number;
  /** Not taken, because the list has KEPT_MESSAGES already. */
  readonly tooMany: number;
}

/** Saves messages. An existing name gets the new one. */
export function saveMessages(added: readonly SavedMessage[]): Saved {
  const sound = added.filter((message) => !holdsSeed(JSON.stringify(message)));
  const byName = new Map(savedMessagesStore.getState().messages.map((one) => [one.name, one]));
  let taken = 0;
  for (const message of sound) {
    if (byName.size >= KEPT_MESSAGES && !byName.has(message.name)) continue;
    byName.set(message.name, message);
    taken += 1;
  }
  if (taken > 0) put([...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name)));
  return { taken, withSeed: added.length - sound.length, tooMany: sound.length - taken };
}

/** By its whole name, folders included. */
export function dropMessage(name: string): void {
  put(savedMessagesStore.getState().messages.filter((known) => known.name !== name));
}

/** The file of all saved messages. */
export function savedMessagesFile(): string {
  const { messages } = savedMessagesStore.getState();
  return `${JSON.stringify({ version: 1, messages }, null, 2)}\n`;
}

/** Null when the text is no such file. */
export function readMessagesFile(text: string): readonly SavedMessage[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { version, messages } = value as Record<string, unknown>;
  return version === 1 && Array.isArray(messages) ? messagesIn(messages, KEPT_MESSAGES) : null;
}

function put(messages: readonly SavedMessage[]): void {
  savedMessagesStore.setState({ messages });
  kept.keep(messages);
}
