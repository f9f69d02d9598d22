// What came as JSON and is read field by field: whatever has another shape than wanted counts as absent.

export type Fields = Readonly<Record<string, unknown>>;

/** Empty when it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
