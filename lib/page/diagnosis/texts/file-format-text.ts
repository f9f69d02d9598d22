// Texts of format issues: what is odd in a file, where it is, and which clients cannot read the file.
// Called by the list of format issues.

import type { ClientRefusal, FormatIssue, FormatIssueCode } from "@/lib/shared/facts/creds";
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
  base64: "This text is base64",
  "foreign-jwt": "A JWT that is not of NATS was passed over",
  "separate-parts": "The JWT and the seed come from separate files",
};

export interface FormatIssueText {
  /** "Windows line ends (CR LF), line 1". */
  readonly title: string;
  /** "Refused by JavaScript clients." or "Every client reads it." */
  readonly effect: string;
}

export function formatIssueText(issue: FormatIssue): FormatIssueText {
  const { code, line, refusedBy } = issue;
  const title = code === "base64" ? base64Title(issue) : TEXTS[code];
  return {
    title: line === null ? title : `${title}, line ${line}`,
    effect: effectOf(code, refusedBy),
  };
}

const ENCODED = { creds: "a creds file", jwt: "a JWT", seed: "a seed" };

const base64Title = ({ depth = 1, what = "creds" }: FormatIssue): string =>
  `${TEXTS.base64} of ${ENCODED[what]}${depth > 1 ? " (encoded twice)" : ""}`;

function effectOf(code: FormatIssueCode, refusedBy: readonly ClientRefusal[]): string {
  switch (code) {
    case "base64":
      return "Clients need it decoded: base64 -d, or download the decoded copy.";
    case "foreign-jwt":
      return "NATS does not use it.";
    case "separate-parts":
      return "Clients that read one creds file need both in it.";
    default: {
      const names = clientNames(refusedBy.map(({ client }) => client));
      return names === "" ? "Every client reads it." : `Refused by ${names}.`;
    }
  }
}
