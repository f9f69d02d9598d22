// Texts that the user keeps under names, in the browser between visits: the filters of the console and the searches
// of the overview. They hold what was typed, never a seed. If storage is missing or full, they last for this visit.

import { createStore, type StoreApi } from "zustand/vanilla";
import { holdsSeed } from "@/lib/shared/base/secret-patterns";
import { keptValue } from "./kept-value";

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

export interface NamedTexts {
  readonly store: StoreApi<{ readonly texts: readonly NamedText[] }>;
  /** Reads them. Those that could not be stored stay for this visit. */
  readonly load: () => void;
  /** An existing name gets the new text. False when it holds a seed and was not taken. */
  readonly save: (name: string, text: string) => boolean;
  readonly drop: (name: string) => void;
}

const KEPT = 50;

/** `key`: where the browser stores them. */
export function namedTexts(key: string): NamedTexts {
  const store = createStore<{ readonly texts: readonly NamedText[] }>(() => ({ texts: [] }));
  const kept = keptValue(key);
  const put = (texts: readonly NamedText[]) => {
    store.setState({ texts });
    kept.keep(texts);
  };
  const othersThan = (name: string) =>
    store.getState().texts.filter((known) => known.name !== name);
  return {
    store,
    load: () => kept.load((value) => store.setState({ texts: textsIn(value) })),
    save: (name, text) => {
      if (holdsSeed(name) || holdsSeed(text)) return false;
      put([{ name, text }, ...othersThan(name)].slice(0, KEPT));
      return true;
    },
    drop: (name) => put(othersThan(name)),
  };
}

/** Filters of the console. */
export const savedFilters = namedTexts("credence.filters");

/** Sets of subscriptions: one in each line, the subject and after a blank the queue group. */
export const savedSubscriptions = namedTexts("credence.subscriptions");

/** Searches of the overview. */
export const savedSearches = namedTexts("credence.searches");

function textsIn(value: unknown): readonly NamedText[] {
  return Array.isArray(value) ? value.filter(isNamedText).slice(0, KEPT) : [];
}

/** Storage can hold anything: an older version or another page of this host may have written it. */
export function isNamedText(value: unknown): value is NamedText {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "text" in value &&
    typeof value.text === "string"
  );
}
