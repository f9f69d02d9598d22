// One term of a filter, such as `orders.>` or `size>=10k` → what it adds to a query. Used by query.ts.

import { checkSubscribeSubject, hasWildcard } from "@/lib/shared/grammar/subject";
import { unescaped } from "./query-parts";
import type { Comparison, Growing, Query, QueryProblemCode } from "./query-types";

const LISTS = { subject: "subjects", reply: "replies", sub: "subscriptions" } as const;

/** Adds a term, or returns the code of what is wrong with it. */
export function addTerm(
  query: Growing<Query>,
  term: string,
  nowMs: number,
): QueryProblemCode | null {
  const [, name = "", value = ""] =
    /^(subject|reply|sub|status|hex|header|after|before):(.*)$/su.exec(term) ?? [];
  switch (name) {
    case "subject":
    case "reply":
    case "sub": {
      const pattern = unquoted(value);
      if (!checkSubscribeSubject(pattern).ok) return "subject";
      query[LISTS[name]].push(pattern);
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

export function isPattern(term: string): boolean {
  return (term.includes(".") || hasWildcard(term)) && checkSubscribeSubject(term).ok;
}
