// Makes text from files and servers safe to show: characters that hide, reorder or break text become
// segments of their own kind, for which the page shows a mark. Every name, claim and payload goes through it.

export interface VisibleSegment {
  /** The original text. Show `mark` instead if there is one. */
  readonly text: string;
  /** Null for ordinary text. "U+202E", for example, for a character that must not be printed. */
  readonly mark: string | null;
}

// Controls, soft hyphen, bidi marks and overrides, zero-width space and joiner marks, separators,
// byte order mark, tag characters, and halves of surrogate pairs. ZWJ and ZWNJ stay: emoji and
// several scripts need them.
const HIDDEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

interface Options {
  /** Leaves tabs and line breaks (LF, CR LF) as they are, for payloads of several lines. */
  readonly keepLines?: boolean;
}

export function escapeControls(text: string, options: Options = {}): readonly VisibleSegment[] {
  const segments: VisibleSegment[] = [];
  let start = 0;
  for (const match of text.matchAll(HIDDEN)) {
    const character = match[0];
    const at = match.index;
    if (options.keepLines && isLineCharacter(text, at, character)) continue;
    if (at > start) segments.push({ text: text.slice(start, at), mark: null });
    segments.push({ text: character, mark: codePointName(character) });
    start = at + character.length;
  }
  if (start < text.length) segments.push({ text: text.slice(start), mark: null });
  return segments;
}

/** The same as one string, for titles and labels, which cannot hold marks. */
export function escapedText(text: string): string {
  return escapeControls(text)
    .map((segment) => (segment.mark ? `⟨${segment.mark}⟩` : segment.text))
    .join("");
}

function isLineCharacter(text: string, at: number, character: string): boolean {
  return character === "\n" || character === "\t" || (character === "\r" && text[at + 1] === "\n");
}

function codePointName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}
