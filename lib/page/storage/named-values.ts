// A text that the user keeps under a name, as the browser's storage gives it back: saved filters, lists of
// subjects.

export interface NamedValue {
  readonly name: string;
  readonly text: string;
}

export function isNamedValue(value: unknown): value is NamedValue {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "text" in value &&
    typeof value.text === "string"
  );
}
