// Reads and writes localStorage, as JSON under the product's keys. Storage may be refused, missing or full
// (private windows): then a value lasts for this visit only. Never creds: a text that holds a seed is not written,
// whatever the key, and one that an older version stored is rewritten without it.

import { showToast } from "@/lib/page/state/toasts";
import { holdsSeed, maskSeeds } from "@/lib/shared/base/secret-patterns";
import { storageText } from "./storage-text";

/** False when the value lasts for this visit only. */
export function writeStored(key: string, text: string): boolean {
  if (holdsSeed(key) || holdsSeed(text)) return false;
  try {
    localStorage.setItem(key, text);
    return true;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === "QuotaExceededError") sayFull();
    return false;
  }
}

/** A value that is one word. Null when there is none. */
export function readStoredText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

let hasSaidFull = false;

/** Once for each visit. Where storage is refused altogether, the user knows. */
function sayFull(): void {
  if (hasSaidFull) return;
  hasSaidFull = true;
  showToast("warn", storageText.isFull, storageText.whatLasts);
}

/** Null when there is no value, or none that can be read. */
export function readStored(key: string): unknown {
  try {
    const stored = localStorage.getItem(key) ?? "null";
    const text = maskSeeds(stored);
    if (text !== stored) localStorage.setItem(key, text);
    return JSON.parse(text);
  } catch {
    return null;
  }
}
