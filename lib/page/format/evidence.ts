// Reads single values from the evidence of a cause, for the texts. A value that is missing or of the
// other type is null, so that a text can leave out its clause.

/** That of lib/shared/diagnosis, which this layer does not know. */
type Evidence = Readonly<Record<string, string | number>>;

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

/** "ACX2…LM4P": enough of a public key to recognise it. */
export function shortKey(key: string): string {
  return key.length > 16 ? `${key.slice(0, 4)}…${key.slice(-4)}` : key;
}
