// What the user gives for placeholders in messages (lib/shared/console/repeat-template.ts). Used by page and vault.

export interface NamedValue {
  readonly name: string;
  readonly text: string;
}

/** What fills the placeholders that do not fill themselves. */
export interface Fill {
  readonly values: readonly NamedValue[];
  /** How many messages were counted before: `{{count}}` goes on from here. */
  readonly counted: number;
}
