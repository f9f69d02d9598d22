// The grammar of the console's filter: one line of text ⇄ plain data. The vault parses it to search, the page
// to explain and to build it. Blanks (or `&&`) separate terms, and all of them must hold. `|` binds tighter:
// one of the terms that it joins is enough. A term after a minus sign must not hold:
//
//   orders.>  subject:orders  subject:"a|b"       subject patterns; one of several is enough
//   reply:_INBOX.>               patterns for the reply subject; one of several is enough
//   status:503                   codes of a status line; one of several is enough
//   lamp  "two words"  'Lamp'    in subject, headers or payload; in any case, or as written in single quotes
//   hex:0a0d                     bytes of headers or payload
//   header:Name  header:Name=v  header:Name~v     exists; equals; contains in any case
//   size>=10k                    bytes of headers and payload; k = 1,000, M = 1,000,000
//   after:2026-11-26T10:00:00Z  before:10:05      time of arrival; a clock time is of today
//   .total > 100 && .currency == "EUR"            a value of the JSON payload; lib/shared/console/json-condition.ts
//   -orders.eu.>  -lamp  -.paid  not this
//   lamp | .n > 1 | -orders.>    one of these

import { checkSubscribeSubject, hasWildcard } from "@/lib/shared/grammar/subject";
import { type JsonCondition, printCondition, readCondition } from "./json-condition";

export type Comparison = ">" | ">=" | "<" | "<=" | "=";

export interface Query {
  /** One of them must match. */
  readonly subjects: readonly string[];
  /** Patterns for the reply subject. One of them must match. */
  readonly replies: readonly string[];
  /** Three digits. One of them must be the status. */
  readonly statuses: readonly number[];
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
  /** In each group, one must hold. Each has one term. */
  readonly any: readonly (readonly Query[])[];
}

export type QueryProblemCode = "hex" | "header" | "size" | "time" | "subject" | "status" | "json";

/** A term that cannot be read. It counts as absent. `start` and `end` are indexes in the text. */
export interface QueryProblem {
  readonly code: QueryProblemCode;
  readonly start: number;
  readonly end: number;
}

export const EMPTY_QUERY: Query = {
  subjects: [],
  replies: [],
  statuses: [],
  texts: [],
  hex: [],
  headers: [],
  sizes: [],
  time: { from: null, to: null },
  json: [],
  not: [],
  any: [],
};

type Growing<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

/** `nowMs` decides the day of a clock time. */
export function parseQuery(
  text: string,
  nowMs = Date.now(),
): { readonly query: Query; readonly problems: readonly QueryProblem[] } {
  const query = newQuery();
  const problems: QueryProblem[] = [];
  for (const group of groupsOf(text)) {
    const read = group.flatMap(({ start, end, isNot, part }) => {
      const term = newQuery();
      const code = addPart(term, part, nowMs);
      if (code !== null) problems.push({ code, start, end });
      return code !== null || isOpen(term) ? [] : [{ part, isNot, term }];
    });
    const [only, ...others] = read;
    if (others.length > 0) {
      query.any.push(
        read.map(({ isNot, term }) => (isNot ? { ...EMPTY_QUERY, not: [term] } : term)),
      );
    } else if (only?.isNot) query.not.push(only.term);
    else if (only !== undefined) addPart(query, only.part, nowMs);
  }
  return { query, problems };
}

function newQuery(): Growing<Query> {
  return {
    ...EMPTY_QUERY,
    subjects: [],
    replies: [],
    statuses: [],
    texts: [],
    hex: [],
    headers: [],
    sizes: [],
    json: [],
    not: [],
    any: [],
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
    ...query.subjects.map((one) => (isBare(one) ? one : `subject:${quotedSubject(one)}`)),
    ...query.replies.map((one) => `reply:${quotedSubject(one)}`),
    ...query.statuses.map((code) => `status:${code}`),
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
    ...query.any.map((group) => group.map(printQuery).join(" | ")),
  ].join(" ");
}

/** Replaces the time in a text. Everything else stays as typed, even unreadable terms. */
export function withTime(text: string, time: Query["time"]): string {
  const others = [...groupsOf(text)].filter(([first, ...more]) => {
    if (first === undefined || more.length > 0) return true;
    const { isNot, part } = first;
    const isTerm = !("condition" in part) && part.quote === null;
    return isNot || !isTerm || !/^(?:after|before):/u.test(part.value);
  });
  return [
    ...others.map((group) => group.map(({ start, end }) => text.slice(start, end)).join(" | ")),
    printQuery({ ...EMPTY_QUERY, time }),
  ]
    .filter((term) => term !== "")
    .join(" ");
}

interface Part {
  /** Indexes in the text. */
  readonly start: number;
  readonly end: number;
  /** `|` stands between it and the part before it. */
  readonly isOr: boolean;
  /** A minus sign stands before it. */
  readonly isNot: boolean;
  readonly part: Term | { readonly condition: JsonCondition | null };
}

/** Parts that are joined by `|` are in one group. */
function groupsOf(text: string): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  for (const part of partsOf(text)) {
    const last = groups.at(-1);
    if (part.isOr && last !== undefined) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

function* partsOf(text: string): Generator<Part> {
  let isOr = false;
  for (let index = 0; index < text.length; ) {
    const rest = text.slice(index);
    const blank = /^(?:\s+|&&|\|)+/u.exec(rest);
    if (blank !== null) {
      index += blank[0].length;
      isOr = blank[0].includes("|");
      continue;
    }
    const isNot = /^-[^\s&|-]/u.test(rest);
    const term = isNot ? rest.slice(1) : rest;
    const part = readCondition(term) ?? readTerm(term);
    const start = index;
    index += (isNot ? 1 : 0) + ("raw" in part ? part.raw.length : part.length);
    yield { start, end: index, isOr, isNot, part };
    isOr = false;
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
  const head = /^(?:header:[^\s=~"|]+[=~]|subject:|reply:)"(?:\\.|[^"\\])*(?:"|\\?$)/su.exec(rest);
  const raw = head?.[0] ?? /^[^\s"|]+/u.exec(rest)?.[0] ?? rest;
  return { raw, quote: null, value: raw };
}

function addQuoted(query: Growing<Query>, text: string, quote: "'" | '"'): null {
  if (text !== "") query.texts.push({ text, isCaseSensitive: quote === "'" });
  return null;
}

/** Adds a term, or returns the code of what is wrong with it. */
function addTerm(query: Growing<Query>, term: string, nowMs: number): QueryProblemCode | null {
  const [, name = "", value = ""] =
    /^(subject|reply|status|hex|header|after|before):(.*)$/su.exec(term) ?? [];
  switch (name) {
    case "subject":
    case "reply": {
      const pattern = unquoted(value);
      if (!checkSubscribeSubject(pattern).ok) return "subject";
      query[name === "subject" ? "subjects" : "replies"].push(pattern);
      return null;
    }
    case "status":
      if (!/^\d{3}$/u.test(value)) return "status";
      query.statuses.push(Number(value));
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
  query.headers.push({
    name,
    op: op === "" ? "exists" : op === "=" ? "equals" : "contains",
    value: unquoted(value),
  });
  return null;
}

function unquoted(value: string): string {
  const inner = /^"((?:\\.|[^"\\])*)"?$/su.exec(value)?.[1];
  return inner === undefined ? value : unescaped(inner);
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

/** Whether a pattern is read as one without a word before it. */
function isBare(pattern: string): boolean {
  const isPlain = /^[\p{L}\p{N}_*>$][^"|&:=<~]*$/u.test(pattern) && !/^size[>]/u.test(pattern);
  return isPlain && isPattern(pattern);
}

function quotedSubject(subject: string): string {
  return /["|\\]/u.test(subject) ? quoted(subject, '"') : subject;
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
