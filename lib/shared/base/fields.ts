// Reads parsed JSON field by field. A field of an unexpected shape counts as absent.

export type Fields = Readonly<Record<string, unknown>>;

/** Returns no fields when the value is not an object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
