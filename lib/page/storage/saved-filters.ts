// Filters that the user named, kept by the browser between visits. They hold names and filter texts only:
// subjects and words that were typed. If storage is missing or full, they last for this visit only.

import { createStore } from "zustand/vanilla";
import { holdsSeed } from "@/lib/shared/base/secret-patterns";
import { isNamedValue, type NamedValue } from "./named-values";
import { readStored, writeStored } from "./storage";

export type SavedFilter = NamedValue;

const KEY = "credence.filters";
const KEPT = 50;
/** Whether the browser's storage has what the store has. */
let areStored = true;

export const savedFiltersStore = createStore<{ readonly filters: readonly SavedFilter[] }>(() => ({
  filters: [],
}));

/** Filters that could not be stored stay for this visit. */
export function loadSavedFilters(): void {
  if (areStored) savedFiltersStore.setState({ filters: stored() });
}

/** Saves a filter. An existing name gets the new text. False when it holds a seed and was not taken. */
export function saveFilter(name: string, text: string): boolean {
  if (holdsSeed(name) || holdsSeed(text)) return false;
  const others = savedFiltersStore.getState().filters.filter((known) => known.name !== name);
  put([{ name, text }, ...others].slice(0, KEPT));
  return true;
}

export function dropFilter(name: string): void {
  put(savedFiltersStore.getState().filters.filter((known) => known.name !== name));
}

function put(filters: readonly SavedFilter[]): void {
  savedFiltersStore.setState({ filters });
  areStored = writeStored(KEY, JSON.stringify(filters));
}

function stored(): readonly SavedFilter[] {
  const value = readStored(KEY);
  return Array.isArray(value) ? value.filter(isNamedValue).slice(0, KEPT) : [];
}
