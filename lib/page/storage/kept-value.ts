// A value that the browser keeps between visits, under one key. If storage is missing or full, it lasts for this visit.

import { readStored, writeStored } from "./storage";

export interface KeptValue {
  /** Gives what the browser has; null when that cannot be read. Not called when the page has what was not stored. */
  readonly load: (take: (value: unknown) => void) => void;
  readonly keep: (value: unknown) => void;
}

/** `key`: where the browser stores it. */
export function keptValue(key: string): KeptValue {
  let isStored = true;
  return {
    load: (take) => {
      if (isStored) take(readStored(key));
    },
    keep: (value) => {
      isStored = writeStored(key, JSON.stringify(value));
    },
  };
}
