// A text that the user keeps under a name, as read from the browser's storage: a saved filter or a list of
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
