// The grammar of the console's filter: one line of text ⇄ plain data. The vault parses it to search, the page
// to explain and to build it. Blanks (or `&&`) separate terms, and all of them must hold. A term after a
// minus sign must not hold:
//
//   orders.>  subject:orders     subject patterns; one of several is enough
//   lamp  "two words"  'Lamp'    in subject, headers or payload; in any case, or as written in single quotes
//   hex:0a0d                     bytes of headers or payload
//   header:Name  header:Name=v  header:Name~v     exists; equals; contains in any case
//   size>=10k                    bytes of headers and payload; k = 1,000, M = 1,000,000
//   after:2026-11-26T10:00:00Z  before:10:05      time of arrival; a clock time is of today
//   .total > 100 && .currency == "EUR"            a value of the JSON payload; lib/shared/console/json-condition.ts
//   -orders.eu.>  -lamp  -.paid  not this

import { checkSubscribeSubject, hasWildcard } from "@/lib/shared/grammar/subject";
import { type JsonCondition, printCondition, readCondition } from "./json-condition";

export type Comparison = ">" | ">=" | "<" | "<=" | "=";

export interface Query {
  /** One of them must match. */
  readonly subjects: readonly string[];
  readonly texts: readonly { readonly text: string; readonly isCaseSensitive: boolean }[];
  /** Pairs of lower-case hex digits. */
  readonly hex: readonly string[];
  readonly headers: readonly {
    readonly name: string;
    readonly op: "exists" | "equals" | "contains";
    readonly value: string;
  }[];
  readonly sizes: readonly { readonly op: Comparison; readonly bytes: number }[];
  /** Milliseconds since 1970; `to` itself is left out. */
  readonly time: { readonly from: number | null; readonly to: number | null };
  readonly json: readonly JsonCondition[];
  /** None of them may hold. Each has one term. */
  readonly not: readonly Query[];
}

export type QueryProblemCode = "hex" | "header" | "size" | "time" | "subject" | "json";

/** A term that cannot be read. It counts as absent. `start` and `end` are indexes in the text. */
export interface QueryProblem {
  readonly code: QueryProblemCode;
  readonly start: number;
  readonly end: number;
}

export const EMPTY_QUERY: Query = {
  subjects: [],
  texts: [],
  hex: [],
  headers: [],
  sizes: [],
  time: { from: null, to: null },
  json: [],
  not: [],
};

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

/** `nowMs` decides the day of a clock time. */
export function parseQuery(
  text: string,
  nowMs = Date.now(),
): { readonly query: Query; readonly problems: readonly QueryProblem[] } {
  const query = newQuery();
  const problems: QueryProblem[] = [];
  for (const { start, end, isNot, part } of partsOf(text)) {
    const target = isNot ? newQuery() : query;
    const problem = addPart(target, part, nowMs);
    if (problem !== null) problems.push({ code: problem, start, end });
    else if (isNot && !isOpen(target)) query.not.push(target);
  }
  return { query, problems };
}

function newQuery(): Growing<Query> {
  return {
    ...EMPTY_QUERY,
    subjects: [],
    texts: [],
    hex: [],
    headers: [],
    sizes: [],
    json: [],
    not: [],
  };
}

/** Adds a part, or returns the code of what is wrong with it. */
function addPart(
  query: Growing<Query>,
  part: Part["part"],
  nowMs: number,
): QueryProblemCode | null {
  if ("condition" in part) {
    if (part.condition === null) return "json";
    query.json.push(part.condition);
    return null;
  }
  const { quote, value } = part;
  return quote === null ? addTerm(query, value, nowMs) : addQuoted(query, value, quote);
}

export function isOpen(query: Query): boolean {
  return printQuery(query) === "";
}

/** The text that parses to this query again. */
export function printQuery(query: Query): string {
  return [
    ...query.subjects.map((one) => (isPattern(one) ? one : `subject:${one}`)),
    ...query.texts.map(({ text, isCaseSensitive }) => printText(text, isCaseSensitive)),
    ...query.hex.map((digits) => `hex:${digits}`),
    ...query.headers.map(({ name, op, value }) => {
      if (op === "exists") return `header:${name}`;
      return `header:${name}${op === "equals" ? "=" : "~"}${quoted(value, '"')}`;
    }),
    ...query.sizes.map(({ op, bytes }) => `size${op}${bytes}`),
    ...(query.time.from === null ? [] : [`after:${new Date(query.time.from).toISOString()}`]),
    ...(query.time.to === null ? [] : [`before:${new Date(query.time.to).toISOString()}`]),
    ...query.json.map(printCondition),
    ...query.not.map((one) => `-${printQuery(one)}`),
  ].join(" ");
}

/** Replaces the time in a text. Everything else stays as typed, even unreadable terms. */
export function withTime(text: string, time: Query["time"]): string {
  const others = [...partsOf(text)].filter(
    ({ isNot, part }) =>
      isNot ||
      "condition" in part ||
      part.quote !== null ||
      !/^(?:after|before):/u.test(part.value),
  );
  return [
    ...others.map(({ start, end }) => text.slice(start, end)),
    printQuery({ ...EMPTY_QUERY, time }),
  ]
    .filter((term) => term !== "")
    .join(" ");
}

interface Part {
  /** Indexes in the text. */
  readonly start: number;
  readonly end: number;
  /** A minus sign stands before it. */
  readonly isNot: boolean;
  readonly part: Term | { readonly condition: JsonCondition | null };
}

function* partsOf(text: string): Generator<Part> {
  for (let index = 0; index < text.length; ) {
    const rest = text.slice(index);
    const blank = /^(?:\s+|&&)+/u.exec(rest);
    if (blank !== null) {
      index += blank[0].length;
      continue;
    }
    const isNot = /^-[^\s&-]/u.test(rest);
    const term = isNot ? rest.slice(1) : rest;
    const part = readCondition(term) ?? readTerm(term);
    const start = index;
    index += (isNot ? 1 : 0) + ("raw" in part ? part.raw.length : part.length);
    yield { start, end: index, isNot, part };
  }
}

interface Term {
  /** The term as typed. */
  readonly raw: string;
  readonly quote: "'" | '"' | null;
  /** The term without quotes around it. Quotes inside it, as in header:A="b c", stay. */
  readonly value: string;
}

/** A quote that is not closed reaches to the end, because the user may still be typing it. */
function readTerm(rest: string): Term {
  const whole = /^(["'])((?:\\.|(?!\1)[^\\])*)(?:\1|\\?$)/su.exec(rest);
  if (whole !== null) {
    const [raw, quote, inner = ""] = whole;
    return { raw, quote: quote === "'" ? "'" : '"', value: unescaped(inner) };
  }
  const head = /^header:[^\s=~"]+[=~]"(?:\\.|[^"\\])*(?:"|\\?$)/su.exec(rest);
  const raw = head?.[0] ?? /^[^\s"]+/u.exec(rest)?.[0] ?? rest;
  return { raw, quote: null, value: raw };
}

function addQuoted(query: Growing<Query>, text: string, quote: "'" | '"'): null {
  if (text !== "") query.texts.push({ text, isCaseSensitive: quote === "'" });
  return null;
}

/** Adds a term, or returns the code of what is wrong with it. */
function addTerm(query: Growing<Query>, term: string, nowMs: number): QueryProblemCode | null {
  const [, name = "", value = ""] = /^(subject|hex|header|after|before):(.*)$/su.exec(term) ?? [];
  switch (name) {
    case "subject":
      if (!checkSubscribeSubject(value).ok) return "subject";
      query.subjects.push(value);
      return null;
    case "hex":
      if (!/^(?:[0-9a-f]{2})+$/iu.test(value)) return "hex";
      query.hex.push(value.toLowerCase());
      return null;
    case "header":
      return addHeader(query, value);
    case "after":
    case "before": {
      const time = readTime(value, nowMs);
      if (time === null) return "time";
      query.time = { ...query.time, [name === "after" ? "from" : "to"]: time };
      return null;
    }
  }
  const size = /^size(>=|<=|>|<|==?)(.*)$/u.exec(term);
  if (size !== null) return addSize(query, size[1] ?? "", size[2] ?? "");
  if (isPattern(term)) query.subjects.push(term);
  else query.texts.push({ text: term, isCaseSensitive: false });
  return null;
}

function addHeader(query: Growing<Query>, text: string): QueryProblemCode | null {
  const [, name = "", op = "", value = ""] = /^([!-9;-<>-}]+?)(?:([=~])(.*))?$/su.exec(text) ?? [];
  if (name === "") return "header";
  const inner = /^"((?:\\.|[^"\\])*)"?$/su.exec(value)?.[1];
  query.headers.push({
    name,
    op: op === "" ? "exists" : op === "=" ? "equals" : "contains",
    value: inner === undefined ? value : unescaped(inner),
  });
  return null;
}

function addSize(query: Growing<Query>, op: string, text: string): QueryProblemCode | null {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)(k|M)?$/u.exec(text) ?? [];
  if (digits === undefined) return "size";
  const bytes = Math.round(Number(digits) * (unit === "k" ? 1e3 : unit === "M" ? 1e6 : 1));
  query.sizes.push({ op: comparison(op), bytes });
  return null;
}

function comparison(text: string): Comparison {
  return text === ">" || text === ">=" || text === "<" || text === "<=" ? text : "=";
}

/** Reads a date and time as Date.parse does, or a clock time of today ("10:05", "10:05:03.5"). */
function readTime(text: string, nowMs: number): number | null {
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?$/u.exec(text);
  if (clock !== null) {
    const [, hours, minutes, seconds = "0", fraction = "0"] = clock;
    const day = new Date(nowMs);
    day.setHours(Number(hours), Number(minutes), Number(seconds), Number(fraction.padEnd(3, "0")));
    return day.getTime();
  }
  const time = /^\d{4}-\d\d/u.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

function isPattern(term: string): boolean {
  return (term.includes(".") || hasWildcard(term)) && checkSubscribeSubject(term).ok;
}

/** Adds quotes only where the bare word would be read as something else. */
function printText(text: string, isCaseSensitive: boolean): string {
  if (isCaseSensitive) return quoted(text, "'");
  return /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u.test(text) ? text : quoted(text, '"');
}

function quoted(text: string, quote: string): string {
  return quote + text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gsu, "$1").replace(/\\$/u, "");
}
