// Regular expressions of the filter. RE2 takes time in proportion to the text, whatever the expression, so a search
// can be stopped at any row; JavaScript's own RegExp cannot be interrupted. The engine is loaded with the first
// expression. Used by the search in the vault, and by the page to say what is wrong with an expression and to mark hits.

import type { RegexTerm } from "./query-types";

/** What is compiled is not larger than this many instructions, which bounds the time for each byte. */
const MAX_PROGRAM = 1_000;

type Engine = typeof import("re2js");

let engine: Engine | null = null;

export async function loadRegexEngine(): Promise<void> {
  engine ??= await import("re2js");
}

/**
 * Whether a filter may hold an expression, so that the engine is needed to read it. An expression can follow any part,
 * with no blank between them, so a slash is all that tells.
 */
export function mayHoldRegex(text: string): boolean {
  return text.includes("/");
}

/** Whether the engine must be loaded before the hits of a filter are known. */
export function needsEngine(text: string): boolean {
  return engine === null && mayHoldRegex(text);
}

/** True while the engine is not loaded: then it cannot tell. */
export function isSoundRegex(term: RegexTerm): boolean {
  return engine === null || compile(engine, term) !== null;
}

/** Whether the expression is found in UTF-8 bytes. Null = it is not valid. Call loadRegexEngine first. */
export function compileRegex(term: RegexTerm): ((bytes: Uint8Array | string) => boolean) | null {
  if (engine === null) throw new Error("the engine of regular expressions was not loaded");
  const compiled = compile(engine, term);
  return compiled === null ? null : (bytes) => compiled.test(bytes);
}

export interface RegexFinder {
  /** In order, without overlaps. All of them can take time in proportion to the square of the text. */
  readonly places: (text: string) => Generator<{ readonly start: number; readonly end: number }>;
  /** Time for each character, in instructions. */
  readonly cost: number;
  /** What it finds may depend on what stands before or behind. */
  readonly isAnchored: boolean;
}

/** Null when the expression is not valid, and while the engine is not loaded. */
export function findRegex(term: RegexTerm): RegexFinder | null {
  const compiled = engine === null ? null : compile(engine, term);
  if (compiled === null) return null;
  const isAnchored = /[\^$]|\\[AzZbB]/u.test(term.source);
  return {
    isAnchored,
    cost: compiled.programSize(),
    *places(text) {
      const matcher = compiled.matcher(text);
      while (matcher.find()) yield { start: matcher.start(), end: matcher.end() };
    },
  };
}

function compile({ RE2JS }: Engine, { source, ignoresCase }: RegexTerm) {
  try {
    const compiled = RE2JS.compile(source, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
    return compiled.programSize() > MAX_PROGRAM ? null : compiled;
  } catch {
    return null;
  }
}
