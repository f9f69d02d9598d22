// Marks a filter's words and expressions in rows and in the open message. The vault decides what matches. This only
// shows where, so it may leave a hit unmarked but never marks anything else.

import { parseQuery } from "@/lib/shared/console/query";
import type { Query } from "@/lib/shared/console/query-types";
import { findRegex, type RegexFinder } from "@/lib/shared/console/regex";
import { TimeAllowance } from "./time-allowance";

/** A place in a text. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/** Expressions are looked for in so much of a text, and costly ones in less: one look cannot be interrupted. */
const MAX_CHARS = 16_000;
const MAX_INSTRUCTIONS = 2_000_000;
const MAX_HITS = 2_000;

export class Hits {
  private readonly allowance = new TimeAllowance();

  constructor(
    private readonly pattern: RegExp | null,
    private readonly expressions: readonly RegexFinder[],
  ) {}

  words(text: string): readonly Hit[] {
    if (this.pattern === null) return [];
    return Array.from(text.matchAll(this.pattern), ({ index, 0: hit }) => ({
      start: index,
      end: index + hit.length,
    }));
  }

  /** In a text from its beginning. `isCut`: more of it is not here, so its end is not the end that "$" means. */
  inText(text: string, isCut: boolean): readonly Hit[] {
    return this.all(text, this.expressions, isCut);
  }

  /** In a piece of a text, whose ends say nothing. */
  inPiece(text: string): readonly Hit[] {
    return this.all(
      text,
      this.expressions.filter(({ isAnchored }) => !isAnchored),
      false,
    );
  }

  private all(text: string, expressions: readonly RegexFinder[], isCut: boolean): readonly Hit[] {
    const words = this.words(text);
    if (expressions.length === 0) return words;
    const cost = Math.max(...expressions.map((one) => one.cost));
    const part = text.slice(0, Math.min(MAX_CHARS, MAX_INSTRUCTIONS / cost));
    const edge = isCut || part.length < text.length ? part.length : Number.POSITIVE_INFINITY;
    const found = expressions.flatMap((expression) => this.placesOf(expression, part));
    return apart([...words, ...found.filter(({ end }) => end < edge)]);
  }

  /** An expression that is costly takes a part of the time only. Then what is left stays unmarked. */
  private placesOf({ places }: RegexFinder, text: string): readonly Hit[] {
    const hits: Hit[] = [];
    this.allowance.begin();
    if (this.allowance.isOver()) return hits;
    for (const hit of places(text)) {
      if (hit.end > hit.start) hits.push(hit);
      if (hits.length >= MAX_HITS || this.allowance.isOver()) break;
    }
    this.allowance.end();
    return hits;
  }
}

/** Null when there is nothing to mark. Each word is matched by its own rule of case. */
export function hitsOf(filter: string): Hits | null {
  const { query } = parseQuery(filter);
  const marked = markedOf(query);
  const words = marked.flatMap(({ texts }) => texts);
  const expressions = marked.flatMap(({ regexes }) =>
    regexes.flatMap((one) => findRegex(one) ?? []),
  );
  if (words.length + expressions.length === 0) return null;
  // Longest first: where two words match, the longer one is marked.
  words.sort((a, b) => b.text.length - a.text.length);
  const parts = words.map(({ text, isCaseSensitive }) =>
    isCaseSensitive ? escapeForRegExp(text) : anyCase(text),
  );
  return new Hits(words.length === 0 ? null : new RegExp(parts.join("|"), "gu"), expressions);
}

/** A text in any case, as the filter reads it. */
export const textPattern = (text: string): RegExp => new RegExp(anyCase(text), "gu");

/** Everything that is not behind a minus. */
function markedOf(query: Query): Pick<Query, "texts" | "regexes">[] {
  return [query, ...query.any.flat().flatMap(markedOf)];
}

/** In order; of those that overlap the first, and the longest of those that begin together. */
function apart(hits: readonly Hit[]): readonly Hit[] {
  let end = 0;
  return hits
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter((hit) => {
      if (hit.start < end) return false;
      end = hit.end;
      return true;
    });
}

/** Each letter in both cases. The flag "i" would also apply to the case-sensitive words. */
function anyCase(word: string): string {
  return Array.from(word, (letter) => {
    const [lower, upper] = [letter.toLowerCase(), letter.toUpperCase()];
    // The search compares lower case, where "SS" is not "ß".
    if (lower === upper || upper.toLowerCase() !== lower) return escapeForRegExp(lower);
    return `(?:${escapeForRegExp(lower)}|${escapeForRegExp(upper)})`;
  }).join("");
}

function escapeForRegExp(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}
