// The text of a filter → its parts and their places: alternatives with `|`, groups in parentheses, quoted texts,
// regular expressions. What a single term means is in query-terms.ts. Used by query.ts.

import { type JsonCondition, readCondition } from "./json-condition";
import type { RegexTerm } from "./query-types";

export interface Part {
  /** Indexes in the text. */
  readonly start: number;
  readonly end: number;
  /** After a minus sign. */
  readonly isNot: boolean;
  /** A quote or parenthesis in it is not closed, so more text would become part of it. */
  readonly isUnclosed: boolean;
  readonly content: Content;
}

/** Parts of which one is enough. */
export type Alternatives = readonly Part[];

export type Content =
  | { readonly kind: "term"; readonly value: string }
  | { readonly kind: "quoted"; readonly quote: "'" | '"'; readonly value: string }
  /** Null when it cannot be read. */
  | { readonly kind: "json"; readonly condition: JsonCondition | null }
  | { readonly kind: "regex"; readonly regex: RegexTerm | null }
  /** Null for a parenthesis that closes nothing, for empty ones, and for too many in each other. */
  | { readonly kind: "group"; readonly groups: readonly Alternatives[] | null };

const MAX_DEPTH = 20;

export function readParts(text: string): readonly Alternatives[] {
  return readGroups(text, 0, 0).groups;
}

function readGroups(
  text: string,
  from: number,
  depth: number,
): { readonly groups: readonly Alternatives[]; readonly end: number } {
  const groups: Part[][] = [];
  let isOr = false;
  let index = from;
  while (index < text.length) {
    const rest = text.slice(index);
    const blank = /^(?:\s+|&&|\|)+/u.exec(rest);
    if (blank !== null) {
      index += blank[0].length;
      isOr = blank[0].includes("|");
      continue;
    }
    if (depth > 0 && rest.startsWith(")")) break;
    const isNot = /^-[^\s&|)-]/u.test(rest);
    const start = index;
    const { content, end, isUnclosed } = readContent(text, start + (isNot ? 1 : 0), depth);
    index = end;
    const part = { start, end, isNot, isUnclosed, content };
    const last = groups.at(-1);
    if (isOr && last !== undefined) last.push(part);
    else groups.push([part]);
    isOr = false;
  }
  return { groups, end: index };
}

interface Read {
  readonly content: Content;
  readonly end: number;
  readonly isUnclosed: boolean;
}

function readContent(text: string, start: number, depth: number): Read {
  const rest = text.slice(start);
  if (rest.startsWith("(")) return readGroup(text, start, depth);
  if (rest.startsWith(")")) return noGroup(start + 1);
  if (rest.startsWith("/")) return readRegex(rest, start);
  const json = readCondition(rest);
  if (json !== null) {
    const { condition, length } = json;
    return { content: { kind: "json", condition }, end: start + length, isUnclosed: false };
  }
  return readTerm(rest, start, depth);
}

function readGroup(text: string, start: number, depth: number): Read {
  if (depth >= MAX_DEPTH) return noGroup(text.length);
  const { groups, end } = readGroups(text, start + 1, depth + 1);
  const isUnclosed = text[end] !== ")";
  const content = {
    kind: "group",
    groups: groups.length > 0 || isUnclosed ? groups : null,
  } as const;
  return { content, end: isUnclosed ? end : end + 1, isUnclosed };
}

function noGroup(end: number): Read {
  return { content: { kind: "group", groups: null }, end, isUnclosed: false };
}

/** An expression that is not closed reaches to the end: the user may still be typing it. */
function readRegex(rest: string, start: number): Read {
  const [raw, source = "", flags = ""] =
    /^\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+)\/([a-z]*)(?=$|[\s|)]|&&)/su.exec(rest) ?? [];
  if (raw !== undefined) {
    const isKnown = flags === "" || flags === "i";
    const regex = isKnown ? { source, ignoresCase: flags === "i" } : null;
    return { content: { kind: "regex", regex }, end: start + raw.length, isUnclosed: false };
  }
  const isClosed = /^\/[^\s/]+\//u.test(rest);
  const length = isClosed ? (/^[^\s|]+/u.exec(rest)?.[0].length ?? 1) : rest.length;
  return { content: { kind: "regex", regex: null }, end: start + length, isUnclosed: !isClosed };
}

/** A quote that is not closed reaches to the end as well. Quotes inside a term, as in header:A="b c", stay. */
function readTerm(rest: string, start: number, depth: number): Read {
  const whole = /^(["'])((?:\\.|(?!\1)[^\\])*)(\1|\\?$)/su.exec(rest);
  if (whole !== null) {
    const [raw, quote, inner = "", close] = whole;
    const isUnclosed = close !== quote;
    const content: Content = {
      kind: "quoted",
      quote: quote === "'" ? "'" : '"',
      value: unescaped(inner),
    };
    return { content, end: start + raw.length, isUnclosed };
  }
  const head = /^(?:header:[^\s=~"|]+[=~]|subject:|reply:|sub:)"(?:\\.|[^"\\])*("|\\?$)/su.exec(
    rest,
  );
  const word = /^[^\s"|]+/u.exec(rest)?.[0] ?? rest;
  const value = head?.[0] ?? (depth > 0 ? beforeClosing(word) : word);
  const isUnclosed = head !== null && head[1] !== '"';
  return { content: { kind: "term", value }, end: start + value.length, isUnclosed };
}

/** A word in parentheses ends at the one that it did not open itself. */
function beforeClosing(word: string): string {
  let open = 0;
  for (const [index, letter] of Array.from(word).entries()) {
    if (letter === "(") open += 1;
    if (letter === ")") open -= 1;
    if (open < 0) return Array.from(word).slice(0, index).join("");
  }
  return word;
}

export function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, "$1").replace(/\\$/u, "");
}
