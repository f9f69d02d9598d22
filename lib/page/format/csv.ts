// Rows of text as CSV (RFC 4180, with CR LF). Used by the tables that the page makes; the vault writes messages
// itself (export-lines.ts), where a negative number is no formula.

export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

/** A cell that a spreadsheet would read as a formula starts with an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
