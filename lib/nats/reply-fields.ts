// Single values out of JSON that a server answered with, bounded. Called by identity.ts and
// monitoring.ts. Whatever has another type than wanted counts as absent.

const MAX_CHARS = 256;

export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, MAX_CHARS) : null;
}
