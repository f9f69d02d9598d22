// Reads single values out of a cause's evidence, for the texts. Page only. A value that is missing or
// of the other type is null, so that a text can leave its clause out.

import type { Evidence } from "@/lib/shared/diagnosis/findings";

export function num(evidence: Evidence, name: string): number | null {
  const value = evidence[name];
  return typeof value === "number" ? value : null;
}

export function str(evidence: Evidence, name: string): string | null {
  const value = evidence[name];
  return typeof value === "string" && value !== "" ? value : null;
}

/** `"clause with value"`, or "" when the value is missing. */
export function clause(value: string | null, text: (value: string) => string): string {
  return value === null ? "" : text(value);
}

/** "ACX2…LM4P": enough of a public key to tell it from others. */
export function shortKey(key: string): string {
  return key.length > 16 ? `${key.slice(0, 4)}…${key.slice(-4)}` : key;
}

/** After a loss the vault retries by itself, until a retry is refused. */
export const retried = (evidence: Evidence, text: string): string =>
  num(evidence, "refusedAgain") === 1
    ? "A new attempt was refused, so it was not repeated. Connect again to see why."
    : text;
