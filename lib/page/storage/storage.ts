// Reads and writes localStorage, as JSON under the product's keys. Storage may be refused, missing or full
// (private windows): then a value lasts for this visit only. Never creds.

/** False when the value lasts for this visit only. */
export function writeStored(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** Null when there is no value, or none that can be read. */
export function readStored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
