// What the browser keeps between visits, as JSON under our own keys. It may be refused, missing or full
// (private windows): then a value lasts for this visit only, and nothing breaks. Never creds.

/** False: for this visit only. */
export function writeStored(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** Null when there is nothing, or nothing that can be read. */
export function readStored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
