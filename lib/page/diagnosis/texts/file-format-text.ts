// Texts of format issues: what is odd in a file, where it is, and which clients cannot read the file.
// Called by the list of format issues.

import type { FormatIssue, FormatIssueCode } from "@/lib/shared/facts/creds";
import { clientNames } from "./client-text";

const TEXTS: Record<FormatIssueCode, string> = {
  "byte-order-mark": "Starts with a byte order mark",
  "utf-16": "Written in UTF-16 instead of UTF-8",
  "invalid-utf-8": "Contains bytes that are not UTF-8",
  crlf: "Windows line ends (CR LF)",
  "bare-cr": "Old Macintosh line ends (CR)",
  "no-final-newline": "No line end after the last line",
  indented: "The line is indented",
  "trailing-space": "Spaces at the end of the line",
  "blank-line-in-block": "An empty line inside the block",
  "wrapped-jwt": "The JWT is split into several lines",
  "wrapped-seed": "The seed is split into several lines",
  "odd-dashes": "Typographic dashes, as word processors write them",
  "short-fence": "Fewer than three dashes around the label",
  "missing-fence": "The line that begins or ends the block is missing",
  "blocks-swapped": "The seed comes before the JWT",
  "lower-case-seed": "The seed is in lower case",
  "escaped-newlines": "Line ends are written as \\n",
  quoted: "The text is in quotes",
  "text-around": "There is other text around the blocks",
  "several-creds": "The file contains several creds; most clients read the first, .NET the last",
  "unknown-label": "The block has an unusual label",
  "bare-jwt": "A JWT without the lines that begin and end its block",
};

export interface FormatIssueText {
  /** "Windows line ends (CR LF), line 1". */
  readonly title: string;
  /** "Refused by JavaScript clients." or "Every client reads it." */
  readonly effect: string;
}

export function formatIssueText({ code, line, refusedBy }: FormatIssue): FormatIssueText {
  const names = clientNames(refusedBy.map(({ client }) => client));
  return {
    title: line === null ? TEXTS[code] : `${TEXTS[code]}, line ${line}`,
    effect: names === "" ? "Every client reads it." : `Refused by ${names}.`,
  };
}
