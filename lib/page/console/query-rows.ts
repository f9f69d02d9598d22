// A search as rows of a form, one condition each: search text ⇄ rows. Used by the search builder. The
// text decides; rows that are not filled in yet are left out of it.

import { type JsonOp, readCondition } from "@/lib/shared/console/json-condition";
import { isOpen, parseQuery, printQuery } from "@/lib/shared/console/query";
import { type Comparison, EMPTY_QUERY, type Query } from "@/lib/shared/console/query-types";
import { checkSubscribeSubject } from "@/lib/shared/grammar/subject";

export type RowKind =
  | "subject"
  | "text"
  | "header"
  | "json"
  | "size"
  | "after"
  | "before"
  | "reply"
  | "status"
  | "hex"
  | "regex"
  | "subscription"
  | "group";

/** The values of the fields. A value that a kind does not need is ignored. */
export interface QueryRow {
  readonly kind: RowKind;
  /**
   * Pattern, text, header name, JSON path, bytes, hex digits, a local time ("2026-11-26T10:05:03.250"), a regular
   * expression without slashes, the subject of a subscription, or, of a group, a filter.
   */
  readonly value: string;
  /** Comparison of sizes; of headers "exists", "equals", "contains"; of JSON see JsonOp. */
  readonly op: string;
  /** What a header or a JSON value is compared with. */
  readonly other: string;
  /** Upper and lower case matter. */
  readonly isCaseSensitive: boolean;
  /** The condition must not hold. */
  readonly isNot: boolean;
  /** It is one of a group with the row before it, of which one condition must hold. */
  readonly isOr: boolean;
}

export const COMPARISONS = [">=", "<=", ">", "<", "="] as const satisfies readonly Comparison[];
export const HEADER_OPS = ["equals", "contains", "exists"] as const;
export const JSON_OPS = [
  "==",
  "!=",
  ">",
  ">=",
  "<",
  "<=",
  "~",
  "exists",
] as const satisfies readonly JsonOp[];

const FIRST_OP: Record<RowKind, string> = {
  subject: "",
  text: "",
  header: "equals",
  json: "==",
  size: ">=",
  after: "",
  before: "",
  reply: "",
  status: "",
  hex: "",
  regex: "",
  subscription: "",
  group: "",
};

export function newRow(kind: RowKind): QueryRow {
  const op = FIRST_OP[kind];
  return { kind, value: "", op, other: "", isCaseSensitive: false, isNot: false, isOr: false };
}

export function rowsOf(text: string): readonly QueryRow[] {
  return rowsOfQuery(parseQuery(text).query);
}

/** The conditions of a part that stands behind a minus or beside a bar: one row, or a group in one. */
function rowsOfPart(query: Query): readonly QueryRow[] {
  const rows = rowsOfQuery(query);
  const [only, ...more] = rows;
  const isOne = only !== undefined && more.length === 0 && query.not.length === 0;
  return isOne ? rows : [groupRow(query)];
}

function groupRow(query: Query): QueryRow {
  return { ...newRow("group"), value: printQuery(query) };
}

export function rowsOfQuery(query: Query): readonly QueryRow[] {
  const row = (kind: RowKind, change: Partial<QueryRow>) => ({ ...newRow(kind), ...change });
  const { from, to } = query.time;
  return [
    ...query.subjects.map((value) => row("subject", { value })),
    ...query.texts.map(({ text: value, isCaseSensitive }) =>
      row("text", { value, isCaseSensitive }),
    ),
    ...query.headers.map(({ name, op, value }) => row("header", { value: name, op, other: value })),
    ...query.json.map(({ path, op, value }) =>
      row("json", {
        value: printQuery({ ...EMPTY_QUERY, json: [{ path, op: "exists", value: null }] }),
        op,
        other: op === "exists" ? "" : shownValue(value),
      }),
    ),
    ...query.sizes.map(({ op, bytes }) => row("size", { op, value: String(bytes) })),
    ...(from === null ? [] : [row("after", { value: localTime(from) })]),
    ...(to === null ? [] : [row("before", { value: localTime(to) })]),
    ...query.replies.map((value) => row("reply", { value })),
    ...query.statuses.map((code) => row("status", { value: String(code) })),
    ...query.hex.map((value) => row("hex", { value })),
    ...query.subscriptions.map((value) => row("subscription", { value })),
    ...query.regexes.map(({ source, ignoresCase }) =>
      row("regex", { value: source, isCaseSensitive: !ignoresCase }),
    ),
    ...query.not.flatMap((one) => rowsOfPart(one).map((held) => ({ ...held, isNot: true }))),
    ...query.any.flatMap((group) =>
      group.length === 1
        ? group.map(groupRow)
        : group.flatMap(rowsOfAlternative).map((held, index) => ({ ...held, isOr: index > 0 })),
    ),
  ];
}

/** One of several: a part, or a part that must not hold. */
function rowsOfAlternative(query: Query): readonly QueryRow[] {
  const [only, ...more] = query.not;
  const isNegative =
    only !== undefined && printQuery({ ...EMPTY_QUERY, not: [only] }) === printQuery(query);
  if (!isNegative || more.length > 0) return rowsOfPart(query);
  return rowsOfPart(only).map((held) => ({ ...held, isNot: true }));
}

export function textOfRows(rows: readonly QueryRow[]): string {
  const groups: string[][] = [];
  for (const row of rows) {
    if (!row.isOr || groups.length === 0) groups.push([]);
    const term = termOf(row);
    if (term !== "") groups.at(-1)?.push(term);
  }
  return groups
    .filter((terms) => terms.length > 0)
    .map((terms) => terms.join(" | "))
    .join(" ");
}

function termOf(row: QueryRow): string {
  const query = queryOfRow(row);
  if (query === null) return "";
  if (!row.isNot) return printQuery(query);
  const [inner] = row.kind === "group" ? query.any.flat() : [query];
  return inner === undefined ? "" : printQuery({ ...EMPTY_QUERY, not: [inner] });
}

/** Null while the row is not filled in or is not valid. */
function queryOfRow({ kind, value, op, other, isCaseSensitive }: QueryRow): Query | null {
  if (value.trim() === "") return null;
  switch (kind) {
    case "subject":
      return checkSubscribeSubject(value).ok ? { ...EMPTY_QUERY, subjects: [value] } : null;
    case "reply":
      return checkSubscribeSubject(value).ok ? { ...EMPTY_QUERY, replies: [value] } : null;
    case "status":
      return readBack(`status:${value}`);
    case "subscription":
      return checkSubscribeSubject(value).ok ? { ...EMPTY_QUERY, subscriptions: [value] } : null;
    case "regex": {
      // A slash would end it.
      const source = value.replaceAll(/\\.|\[(?:\\.|[^\]\\])*\]|\//gsu, (found) =>
        found === "/" ? "\\/" : found,
      );
      return readBack(`/${source}/${isCaseSensitive ? "" : "i"}`);
    }
    case "group": {
      const { query } = parseQuery(value);
      return isOpen(query) ? null : { ...EMPTY_QUERY, any: [[query]] };
    }
    case "text":
      return { ...EMPTY_QUERY, texts: [{ text: value, isCaseSensitive }] };
    case "header":
      return readBack(`header:${value}${headerTail(op, other)}`);
    case "json":
      return jsonQuery(/^[.[]/u.test(value) ? value : `.${value}`, op, other);
    case "size":
      return readBack(`size${op}${value}`);
    case "hex":
      return readBack(`hex:${value.replaceAll(/\s/gu, "")}`);
    case "after":
    case "before": {
      const at = new Date(value).getTime();
      if (Number.isNaN(at)) return null;
      const time = kind === "after" ? { from: at, to: null } : { from: null, to: at };
      return { ...EMPTY_QUERY, time };
    }
  }
}

function readBack(text: string): Query | null {
  const { query, problems } = parseQuery(text);
  // A bar in it would join two terms.
  return problems.length === 0 && query.any.length === 0 ? query : null;
}

function jsonQuery(path: string, op: string, other: string): Query | null {
  const text = op === "exists" ? path : `${path} ${op} ${jsonValue(other)}`;
  const read = readCondition(text);
  if (read === null || read.condition === null || read.length < text.length) return null;
  return { ...EMPTY_QUERY, json: [read.condition] };
}

function headerTail(op: string, value: string): string {
  if (op === "exists") return "";
  const quoted = `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  return `${op === "equals" ? "=" : "~"}${quoted}`;
}

/** Numbers, true, false and null stay as they are. Everything else becomes text in quotes. */
function jsonValue(typed: string): string {
  const read = readCondition(`.a == ${typed}`)?.condition;
  const isWhole = read !== null && read !== undefined && shownValue(read.value) === typed;
  return isWhole || /^".*"$/su.test(typed) ? typed : JSON.stringify(typed);
}

function shownValue(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  // A text that looks like a number keeps its quotes.
  return readCondition(`.a == ${value}`)?.condition == null ? value : JSON.stringify(value);
}

/** In the format of a datetime-local field. */
function localTime(at: number): string {
  const date = new Date(at);
  const offsetMs = date.getTimezoneOffset() * 60_000;
  return new Date(at - offsetMs).toISOString().slice(0, -1);
}
