// Messages that the user saved under a name, kept by the browser between visits, and written to and read from a
// file. Never creds: a message that holds a seed is not taken. If storage is missing or full, they last for this
// visit only.

import { createStore } from "zustand/vanilla";
import { messagesIn, type SavedMessage } from "@/lib/page/state/saved-message";
import { isBelow, MAX_PATH } from "@/lib/page/state/saved-path";
import { fail, ok, type Result } from "@/lib/shared/base/result";
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
  if (taken > 0) put([...byName.values()]);
  return { taken, withSeed: added.length - sound.length, tooMany: sound.length - taken };
}

/** A message, or a folder with all that is below it. Both can have the same path. */
export interface SavedPlace {
  readonly kind: "folder" | "message";
  readonly path: string;
}

export type RenameFault = "taken" | "too-long" | "seed";

/** Nothing changes when a message would take the name of another one. */
export function renamePlace(place: SavedPlace, to: string): Result<null, RenameFault> {
  const { messages } = savedMessagesStore.getState();
  const others = messages.filter((one) => !isAt(one, place));
  const renamed = messagesAt(place).map((one) => ({
    ...one,
    name: to + one.name.slice(place.path.length),
  }));
  const taken = new Set(others.map(({ name }) => name));
  if (renamed.some(({ name }) => taken.has(name))) return fail("taken");
  if (renamed.some(({ name }) => name.length > MAX_PATH)) return fail("too-long");
  if (renamed.some(({ name }) => holdsSeed(name))) return fail("seed");
  put([...others, ...renamed]);
  return ok(null);
}

export function dropPlace(place: SavedPlace): void {
  put(savedMessagesStore.getState().messages.filter((one) => !isAt(one, place)));
}

export function messagesAt(place: SavedPlace): readonly SavedMessage[] {
  return savedMessagesStore.getState().messages.filter((one) => isAt(one, place));
}

const isAt = ({ name }: SavedMessage, { kind, path }: SavedPlace): boolean =>
  kind === "folder" ? isBelow(name, path) : name === path;

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

/** In the order of their names. */
function put(all: readonly SavedMessage[]): void {
  const messages = all.toSorted((a, b) => a.name.localeCompare(b.name));
  savedMessagesStore.setState({ messages });
  kept.keep(messages);
}
