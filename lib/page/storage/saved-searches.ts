// Searches of the overview that the user named, kept by the browser between visits. A search that holds a seed is
// not taken. If storage is missing or full, they last for this visit only.

import { createStore } from "zustand/vanilla";
import { holdsSeed } from "@/lib/shared/base/secret-patterns";
import { isNamedValue, type NamedValue } from "./named-values";
import { readStored, writeStored } from "./storage";

const KEY = "credence.searches";
const KEPT = 50;
let isLoaded = false;

export const savedSearchesStore = createStore<{ readonly searches: readonly NamedValue[] }>(() => ({
  searches: [],
}));

export function loadSavedSearches(): void {
  if (isLoaded) return;
  isLoaded = true;
  const value = readStored(KEY);
  const searches = Array.isArray(value) ? value.filter(isNamedValue).slice(0, KEPT) : [];
  savedSearchesStore.setState({ searches });
}

/** An existing name gets the new text. False when it holds a seed and was not taken. */
export function saveSearch(name: string, text: string): boolean {
  if (holdsSeed(name) || holdsSeed(text)) return false;
  const others = savedSearchesStore.getState().searches.filter((known) => known.name !== name);
  put([{ name, text }, ...others].slice(0, KEPT));
  return true;
}

export function dropSearch(name: string): void {
  put(savedSearchesStore.getState().searches.filter((known) => known.name !== name));
}

function put(searches: readonly NamedValue[]): void {
  savedSearchesStore.setState({ searches });
  writeStored(KEY, JSON.stringify(searches));
}
