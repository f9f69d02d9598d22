// The words in printed commands that stand for what the page cannot know, and what to put in their place. Pure.

export interface Placeholder {
  readonly word: string;
  readonly meaning: string;
}

const MEANINGS: Readonly<Record<string, string>> = {
  ACCOUNT: "the account's name in nsc",
  USER: "the user's name in nsc",
  USER_KEY: "the user's public key",
  SIGNING_KEY: "the public key of the signing key",
  EXPORTER: "the other account's name in nsc",
  EXPORTER_KEY: "the other account's public key",
  DELIVERIES: "the subject that the other account exports for deliveries, such as deliver.acme",
  NEW_KEY: "the key that the line before printed",
  "FROM-TO": "hours such as 08:00:00-18:00:00",
  SUBJECT: "a subject",
  "NAME:VALUE": "the tag that the template asks for, with its value",
  VALUE: "the tag's value",
  "ADDRESS/32": "your address as the server sees it",
  ZONE: "a time zone such as Europe/Berlin",
  FILE: "the path of the file",
  SERVER: "the server's address",
};

/** Part of a longer word, of a subject or of a key is not meant. */
const WORD = new RegExp(
  `(?<![\\w.$/-])(?:${Object.keys(MEANINGS)
    .sort((a, b) => b.length - a.length)
    .join("|")})(?![\\w/-])`,
  "gu",
);

/** Each once, in the order of the lines. */
export function placeholdersIn(lines: readonly string[]): readonly Placeholder[] {
  const words = new Set(lines.flatMap((line) => line.match(WORD) ?? []));
  return [...words].map((word) => ({ word, meaning: MEANINGS[word] ?? "" }));
}

/** "Replace FROM-TO with hours such as …, and ZONE with …." or "". */
export function placeholdersText(lines: readonly string[]): string {
  const parts = placeholdersIn(lines).map(({ word, meaning }) => `${word} with ${meaning}`);
  const last = parts.pop();
  if (last === undefined) return "";
  return `Replace ${parts.length === 0 ? last : `${parts.join(", ")} and ${last}`}.`;
}

export interface LinePart {
  readonly text: string;
  readonly isPlaceholder: boolean;
}

/** A line in parts, so that its placeholders can be marked. Joined they are the line. */
export function partsOfLine(line: string): readonly LinePart[] {
  const parts: LinePart[] = [];
  let end = 0;
  for (const { 0: text, index } of line.matchAll(WORD)) {
    if (index > end) parts.push({ text: line.slice(end, index), isPlaceholder: false });
    parts.push({ text, isPlaceholder: true });
    end = index + text.length;
  }
  if (end < line.length) parts.push({ text: line.slice(end), isPlaceholder: false });
  return parts;
}
