// The grammar of the console's filter: one line of text ⇄ plain data. The vault parses it to search, the page
// to explain and to build it. Blanks (or `&&`) separate terms, and all of them must hold. `|` binds tighter:
// one of the terms that it joins is enough. A term after a minus sign must not hold:
//
//   orders.>  subject:orders  subject:"a|b"       subject patterns; one of several is enough
//   reply:_INBOX.>               patterns for the reply subject; one of several is enough
//   sub:orders.>  sub:#2         came by a subscription of this subject, or with this number; one is enough
//   status:503                   codes of a status line; one of several is enough
//   lamp  "two words"  'Lamp'    in subject, headers or payload; in any case, or as written in single quotes
//   /eur|usd/  /^a b$/i          a regular expression (regex.ts) in subject, payload or a line "Name: value" of
//                                the headers; of a payload its first 256 KiB
//   hex:0a0d                     bytes of headers or payload
//   header:Name  header:Name=v  header:Name~v     exists; equals; contains in any case
//   size>=10k                    bytes of headers and payload; k = 1,000, M = 1,000,000
//   after:2026-11-26T10:00:00Z  before:10:05      time of arrival; a clock time is of today
//   .total > 100 && .currency == "EUR"            a value of the JSON payload; lib/shared/console/json-condition.ts
//   -orders.eu.>  -lamp  -.paid  not this
//   lamp | .n > 1 | -orders.>    one of these
//   (a b | c)  -(a b)            parentheses group; a word may hold them, too

import { printCondition } from "./json-condition";
import { type Alternatives, type Content, readParts } from "./query-parts";
import { addTerm, isPattern } from "./query-terms";
import {
  EMPTY_QUERY,
  type Growing,
  newQuery,
  type Query,
  type QueryProblem,
  type QueryProblemCode,
  type RegexTerm,
} from "./query-types";

export interface ParsedQuery {
  readonly query: Query;
  readonly problems: readonly QueryProblem[];
}

/** `nowMs` decides the day of a clock time. `isSound` tells whether an expression can be used; see regex.ts. */
export function parseQuery(
  text: string,
  nowMs = Date.now(),
  isSound: (regex: RegexTerm) => boolean = () => true,
): ParsedQuery {
  const problems: QueryProblem[] = [];
  return { query: queryOf(readParts(text), { nowMs, isSound, problems }), problems };
}

interface Reading {
  readonly nowMs: number;
  readonly isSound: (regex: RegexTerm) => boolean;
  readonly problems: QueryProblem[];
}

function queryOf(groups: readonly Alternatives[], reading: Reading): Query {
  const query = newQuery();
  for (const group of groups) {
    const read = group.flatMap(({ start, end, isNot, content }) => {
      const term = newQuery();
      const code = addContent(term, content, reading);
      if (code !== null) reading.problems.push({ code, start, end });
      return code !== null || isOpen(term) ? [] : [{ content, isNot, term }];
    });
    const [only, ...others] = read;
    if (others.length > 0) {
      query.any.push(
        read.map(({ isNot, term }) => (isNot ? { ...EMPTY_QUERY, not: [term] } : term)),
      );
    } else if (only?.isNot) query.not.push(only.term);
    else if (only?.content.kind === "group") query.any.push([only.term]);
    else if (only !== undefined) addContent(query, only.content, reading);
  }
  return query;
}

/** Adds what a part says, or returns the code of what is wrong with it. */
function addContent(
  query: Growing<Query>,
  content: Content,
  reading: Reading,
): QueryProblemCode | null {
  switch (content.kind) {
    case "term":
      return addTerm(query, content.value, reading.nowMs);
    case "quoted":
      if (content.value !== "") {
        query.texts.push({ text: content.value, isCaseSensitive: content.quote === "'" });
      }
      return null;
    case "json":
      if (content.condition === null) return "json";
      query.json.push(content.condition);
      return null;
    case "regex":
      if (content.regex === null || !reading.isSound(content.regex)) return "regex";
      query.regexes.push(content.regex);
      return null;
    case "group":
      if (content.groups === null) return "group";
      Object.assign(query, queryOf(content.groups, reading));
      return null;
  }
}

export function isOpen(query: Query): boolean {
  return termsOf(query).length === 0;
}

/** The text that parses to this query again. */
export function printQuery(query: Query): string {
  return termsOf(query).join(" ");
}

function termsOf(query: Query): readonly string[] {
  return [
    ...query.subjects.map((one) => (isBare(one) ? one : `subject:${quotedSubject(one)}`)),
    ...query.replies.map((one) => `reply:${quotedSubject(one)}`),
    ...query.statuses.map((code) => `status:${code}`),
    ...query.subscriptions.map((one) => `sub:${quotedSubject(one)}`),
    ...query.texts.map(({ text, isCaseSensitive }) => printText(text, isCaseSensitive)),
    ...query.regexes.map(({ source, ignoresCase }) => `/${source}/${ignoresCase ? "i" : ""}`),
    ...query.hex.map((digits) => `hex:${digits}`),
    ...query.headers.map(({ name, op, value }) => {
      if (op === "exists") return `header:${name}`;
      return `header:${name}${op === "equals" ? "=" : "~"}${quoted(value, '"')}`;
    }),
    ...query.sizes.map(({ op, bytes }) => `size${op}${bytes}`),
    ...(query.time.from === null ? [] : [`after:${new Date(query.time.from).toISOString()}`]),
    ...(query.time.to === null ? [] : [`before:${new Date(query.time.to).toISOString()}`]),
    ...query.json.map(printCondition),
    ...query.not.map(printNot),
    ...query.any.map((group) =>
      group.length === 1 ? group.map(printGroup).join("") : group.map(printOne).join(" | "),
    ),
  ];
}

function printNot(query: Query): string {
  const printed = printOne(query);
  return printed.startsWith("-") ? `-(${printed})` : `-${printed}`;
}

function printGroup(query: Query): string {
  return `(${printQuery(query)})`;
}

/** With parentheses, unless it is a single term. */
function printOne(query: Query): string {
  const [only, ...more] = termsOf(query);
  return only !== undefined && more.length + query.any.length === 0 ? only : printGroup(query);
}

/** Replaces the time in a text. Everything else stays as typed, even unreadable terms. */
export function withTime(text: string, time: Query["time"]): string {
  const others = readParts(text).filter(([first, ...more]) => {
    if (first === undefined || more.length > 0) return true;
    const { isNot, content } = first;
    return isNot || content.kind !== "term" || !/^(?:after|before):/u.test(content.value);
  });
  const texts = others.map((group) =>
    group.map(({ start, end }) => text.slice(start, end)).join(" | "),
  );
  const added = printQuery({ ...EMPTY_QUERY, time });
  // What is not closed reaches to the end, so it stays there.
  const isUnclosed = others.at(-1)?.at(-1)?.isUnclosed ?? false;
  return (isUnclosed ? [added, ...texts] : [...texts, added])
    .filter((term) => term !== "")
    .join(" ");
}

/** Whether a pattern is read as one without a word before it. */
function isBare(pattern: string): boolean {
  const isPlain = /^[\p{L}\p{N}_*>$][^"|&:=<~()]*$/u.test(pattern) && !/^size[>]/u.test(pattern);
  return isPlain && isPattern(pattern);
}

function quotedSubject(subject: string): string {
  return /["|\\()]/u.test(subject) ? quoted(subject, '"') : subject;
}

/** Adds quotes only where the bare word would be read as something else. */
function printText(text: string, isCaseSensitive: boolean): string {
  if (isCaseSensitive) return quoted(text, "'");
  return /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(text) ? text : quoted(text, '"');
}

function quoted(text: string, quote: string): string {
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}
