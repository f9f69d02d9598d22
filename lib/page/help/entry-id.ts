// Where an entry of the help is. Called by the help and by the links to it.

/** The id of a cause's entry. The outside contract names this form. */
export const causeEntryId = (code: string): string => `cause-${code.replaceAll("/", "-")}`;
