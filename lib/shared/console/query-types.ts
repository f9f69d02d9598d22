// What a filter says, as plain data. query.ts reads and prints it.

import type { JsonCondition } from "./json-condition";

export type Comparison = ">" | ">=" | "<" | "<=" | "=";

export interface Query {
  /** One of them must match. */
  readonly subjects: readonly string[];
  /** Patterns for the reply subject. One of them must match. */
  readonly replies: readonly string[];
  /** Three digits. One of them must be the status. */
  readonly statuses: readonly number[];
  /** Subjects of subscriptions, or their numbers as "#2". By one of them it must have come. */
  readonly subscriptions: readonly string[];
  readonly texts: readonly { readonly text: string; readonly isCaseSensitive: boolean }[];
  readonly regexes: readonly RegexTerm[];
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
  /** None of them may hold. */
  readonly not: readonly Query[];
  /** In each group, one must hold. A group of one was in parentheses by itself. */
  readonly any: readonly (readonly Query[])[];
}

/** As between slashes, with the letter i after them. */
export interface RegexTerm {
  readonly source: string;
  readonly ignoresCase: boolean;
}

export type QueryProblemCode =
  | "hex"
  | "header"
  | "size"
  | "time"
  | "subject"
  | "status"
  | "json"
  | "regex"
  | "group";

/** A term that cannot be read. It counts as absent. `start` and `end` are indexes in the text. */
export interface QueryProblem {
  readonly code: QueryProblemCode;
  readonly start: number;
  readonly end: number;
}

/** A query while it is made. */
export type Growing<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K];
};

/** A query that every row matches. */
export const newQuery = (): Growing<Query> => ({
  subjects: [],
  replies: [],
  statuses: [],
  subscriptions: [],
  texts: [],
  regexes: [],
  hex: [],
  headers: [],
  sizes: [],
  time: { from: null, to: null },
  json: [],
  not: [],
  any: [],
});

export const EMPTY_QUERY: Query = newQuery();
