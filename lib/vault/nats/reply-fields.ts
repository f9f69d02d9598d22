// Reads the JSON of a server's answer field by field, bounded. Used by monitoring.ts, user-info.ts,
// trace-events.ts and lib/vault/jetstream. A field of another type than expected counts as absent.

import { type Fields, fieldsOf } from "@/lib/shared/base/fields";

const MAX_CHARS = 256;

/** Empty when the payload is not a JSON object. */
export function readJson(payload: Uint8Array): Fields {
  try {
    return fieldsOf(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return {};
  }
}

export function fieldsAt(fields: Fields, name: string): Fields {
  return fieldsOf(fields[name]);
}

export function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value.slice(0, MAX_CHARS) : null;
}

/** "" when absent. */
export function textAt(fields: Fields, name: string, maxChars = MAX_CHARS): string {
  const value = fields[name];
  return typeof value === "string" ? value.slice(0, maxChars) : "";
}

export function numberAt(fields: Fields, name: string): number | null {
  const value = fields[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function listAt(fields: Fields, name: string, max: number): readonly unknown[] {
  const value = fields[name];
  return Array.isArray(value) ? value.slice(0, max) : [];
}

/** Null when the field is not a list. */
export function textsAt(
  fields: Fields,
  name: string,
  max: number,
  maxChars = MAX_CHARS,
): readonly string[] | null {
  if (!Array.isArray(fields[name])) return null;
  return listAt(fields, name, max).flatMap((one) =>
    typeof one === "string" ? [one.slice(0, maxChars)] : [],
  );
}
