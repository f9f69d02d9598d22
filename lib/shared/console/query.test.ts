import { describe, expect, it } from "vitest";
import { holds, readCondition } from "./json-condition";
import { isOpen, parseQuery, printQuery, withTime } from "./query";
import { EMPTY_QUERY, type Query } from "./query-types";

const NOW = new Date(2026, 10, 26, 12, 0, 0).getTime();
const parse = (text: string) => parseQuery(text, NOW);
const regex = (source: string, ignoresCase = false) => ({ source, ignoresCase });
const word = (text: string) => ({ text, isCaseSensitive: false });

describe("terms", () => {
  it.each<[string, Partial<Query>]>([
    ["", {}],
    ["   ", {}],
    ["orders.>", { subjects: ["orders.>"] }],
    ["*.y x.*", { subjects: ["*.y", "x.*"] }],
    ["subject:orders", { subjects: ["orders"] }],
    ["lamp", { texts: [word("lamp")] }],
    ["a..b", { texts: [word("a..b")] }],
    ['"two words" EUR', { texts: [word("two words"), word("EUR")] }],
    ["'As Written'", { texts: [{ text: "As Written", isCaseSensitive: true }] }],
    ['"never closed', { texts: [word("never closed")] }],
    ['"a \\"quoted\\" \\\\ b"', { texts: [word('a "quoted" \\ b')] }],
    ["don't", { texts: [word("don't")] }],
    ["hex:0A0d", { hex: ["0a0d"] }],
    ["header:Nats-Msg-Id", { headers: [{ name: "Nats-Msg-Id", op: "exists", value: "" }] }],
    ["header:A=b", { headers: [{ name: "A", op: "equals", value: "b" }] }],
    ['header:A~"b c"', { headers: [{ name: "A", op: "contains", value: "b c" }] }],
    ["size>=10k", { sizes: [{ op: ">=", bytes: 10_000 }] }],
    [
      "size<1.5M size=3",
      {
        sizes: [
          { op: "<", bytes: 1_500_000 },
          { op: "=", bytes: 3 },
        ],
      },
    ],
    ["after:2026-11-26T10:00:00Z", { time: { from: Date.UTC(2026, 10, 26, 10), to: null } }],
    ["before:10:05", { time: { from: null, to: new Date(2026, 10, 26, 10, 5).getTime() } }],
    [
      '.total > 100 && .currency == "EUR"',
      {
        json: [
          { path: ["total"], op: ">", value: 100 },
          { path: ["currency"], op: "==", value: "EUR" },
        ],
      },
    ],
    [
      'orders.> .items[0]["odd key"][*].n<=-1.5e3 lamp',
      {
        subjects: ["orders.>"],
        texts: [word("lamp")],
        json: [{ path: ["items", 0, "odd key", null, "n"], op: "<=", value: -1500 }],
      },
    ],
    ["-lamp", { not: [{ ...EMPTY_QUERY, texts: [word("lamp")] }] }],
    [
      "orders.> -orders.eu.>",
      { subjects: ["orders.>"], not: [{ ...EMPTY_QUERY, subjects: ["orders.eu.>"] }] },
    ],
    ['"-lamp" - x-y', { texts: [word("-lamp"), word("-"), word("x-y")] }],
    [
      "lamp | 'EUR' | -.paid orders.>",
      {
        subjects: ["orders.>"],
        any: [
          [
            { ...EMPTY_QUERY, texts: [word("lamp")] },
            { ...EMPTY_QUERY, texts: [{ text: "EUR", isCaseSensitive: true }] },
            {
              ...EMPTY_QUERY,
              not: [
                { ...EMPTY_QUERY, json: [{ path: ["paid"], op: "exists" as const, value: null }] },
              ],
            },
          ],
        ],
      },
    ],
    [
      "a|b||c.d",
      {
        any: [
          [
            { ...EMPTY_QUERY, texts: [word("a")] },
            { ...EMPTY_QUERY, texts: [word("b")] },
            { ...EMPTY_QUERY, subjects: ["c.d"] },
          ],
        ],
      },
    ],
    // One term alone is no group, as while the user types.
    ["lamp |", { texts: [word("lamp")] }],
    ["| -lamp", { not: [{ ...EMPTY_QUERY, texts: [word("lamp")] }] }],
    ['"a | b"', { texts: [word("a | b")] }],
    ['subject:"a|b.c" subject:-a.b', { subjects: ["a|b.c", "-a.b"] }],
    ["reply:_INBOX.> reply:a", { replies: ["_INBOX.>", "a"] }],
    ["status:503", { statuses: [503] }],
    ['sub:orders.> sub:#2 sub:"a(b"', { subscriptions: ["orders.>", "#2", "a(b"] }],
    ["/a b|c/ /[/\\]]\\/x$/i", { regexes: [regex("a b|c"), regex("[/\\]]\\/x$", true)] }],
    ["-/x/ a/b", { texts: [word("a/b")], not: [{ ...EMPTY_QUERY, regexes: [regex("x")] }] }],
    ["(lamp)", { any: [[{ ...EMPTY_QUERY, texts: [word("lamp")] }]] }],
    ["-(lamp eur)", { not: [{ ...EMPTY_QUERY, texts: [word("lamp"), word("eur")] }] }],
    [
      "-(-lamp) -(a | b)",
      {
        not: [
          { ...EMPTY_QUERY, not: [{ ...EMPTY_QUERY, texts: [word("lamp")] }] },
          {
            ...EMPTY_QUERY,
            any: [[word("a"), word("b")].map((one) => ({ ...EMPTY_QUERY, texts: [one] }))],
          },
        ],
      },
    ],
    [
      "(a.b -/x/) | ((lamp .n > 1)) eur",
      {
        texts: [word("eur")],
        any: [
          [
            {
              ...EMPTY_QUERY,
              subjects: ["a.b"],
              not: [{ ...EMPTY_QUERY, regexes: [regex("x")] }],
            },
            {
              ...EMPTY_QUERY,
              any: [
                [
                  {
                    ...EMPTY_QUERY,
                    texts: [word("lamp")],
                    json: [{ path: ["n"], op: ">" as const, value: 1 }],
                  },
                ],
              ],
            },
          ],
        ],
      },
    ],
    // A word may hold parentheses, and one that is not closed reaches to the end.
    [
      "f(x) (g(y) .paid)",
      {
        texts: [word("f(x)")],
        any: [
          [
            {
              ...EMPTY_QUERY,
              texts: [word("g(y)")],
              json: [{ path: ["paid"], op: "exists" as const, value: null }],
            },
          ],
        ],
      },
    ],
    ["-(lamp", { not: [{ ...EMPTY_QUERY, texts: [word("lamp")] }] }],
    [".paid", { json: [{ path: ["paid"], op: "exists", value: null }] }],
    ["...", { texts: [word("...")] }],
  ])("%j", (text, expected) => {
    const { query, problems } = parse(text);
    expect(query).toEqual({ ...EMPTY_QUERY, ...expected });
    expect(problems).toEqual([]);
    // The printed query parses to the same query.
    expect(parse(printQuery(query)).query).toEqual(query);
    expect(isOpen(query)).toBe(text.trim() === "");
  });

  it.each([
    ["a hex:0", "hex", 2, 7],
    ["size>many b", "size", 0, 9],
    ["after:yesterday", "time", 0, 15],
    ["subject:a..b", "subject", 0, 12],
    ["x .total > abc y", "json", 2, 14],
    ["header: x", "header", 0, 7],
    ["a -hex:0 b", "hex", 2, 8],
    ["a | size>many", "size", 4, 13],
    ["a|.total > abc|b", "json", 2, 14],
    ["status:50", "status", 0, 9],
    ["reply:a..b x", "subject", 0, 10],
    ["sub:a..b x", "subject", 0, 8],
    ["a /b/g c", "regex", 2, 6],
    ["a /b/c/d e", "regex", 2, 8],
    ["a /b c", "regex", 2, 6],
    ["a () b", "group", 2, 4],
    ["a ) b", "group", 2, 3],
    ["(a | size>many) b", "size", 5, 14],
    ["(.n > x) b", "json", 1, 7],
  ] as const)("finds the term of %j that cannot be read", (text, code, start, end) => {
    const { query, problems } = parse(text);
    expect(problems).toEqual([{ code, start, end }]);
    // The term counts as absent.
    const without = `${text.slice(0, start)} ${text.slice(end)}`;
    expect(query).toEqual(parse(without).query);
  });
});

it("bounds parentheses in parentheses", () => {
  const { query, problems } = parse(`a ${"(".repeat(5000)}b`);
  expect(query.texts).toEqual([word("a")]);
  expect(problems).toEqual([{ code: "group", start: 22, end: 5003 }]);
});

it("counts an expression as absent that the engine does not take", () => {
  const { query, problems } = parseQuery("a /x/ -/y/", NOW, ({ source }) => source !== "y");
  expect(query).toEqual({ ...EMPTY_QUERY, texts: [word("a")], regexes: [regex("x")] });
  expect(problems).toEqual([{ code: "regex", start: 6, end: 10 }]);
});

describe("conditions on JSON", () => {
  const root = JSON.parse(
    '{"total":150,"currency":"EUR","items":[{"n":1},{"n":7}],"__proto__":{"x":1},"none":null,"odd key":true}',
  );
  it.each([
    [".total > 100", true],
    [".total > 150", false],
    [".total >= 150", true],
    ['.total > "100"', false],
    ['.currency == "EUR"', true],
    ['.currency != "EUR"', false],
    ['.currency ~ "eu"', true],
    ['.currency > "DKK"', true],
    [".items[1].n == 7", true],
    [".items[2].n == 7", false],
    [".items[*].n == 1", true],
    [".items[*].n == 2", false],
    [".none == null", true],
    [".none", true],
    [".missing", false],
    [".missing == null", false],
    ['["odd key"] == true', true],
    [".total.deeper", false],
    [".constructor", false],
    ['["__proto__"].x = 1', true],
  ])("%s", (text, expected) => {
    const read = readCondition(text);
    if (read?.condition == null) throw new Error("not read");
    expect(read.length).toBe(text.length);
    expect(holds(read.condition, root)).toBe(expected);
  });
});

describe("replacing the time", () => {
  const time = { from: 0, to: null };
  it.each([
    ["", "after:1970-01-01T00:00:00.000Z"],
    ["  after:10:05 lamp && .n > 1", "lamp .n > 1 after:1970-01-01T00:00:00.000Z"],
    // Unreadable and quoted terms stay as typed.
    ["size>=many 'after:x'", "size>=many 'after:x' after:1970-01-01T00:00:00.000Z"],
    ["before:noon orders.>", "orders.> after:1970-01-01T00:00:00.000Z"],
    ["-after:10:05 x", "-after:10:05 x after:1970-01-01T00:00:00.000Z"],
    ["after:10:05 | lamp  | x y", "after:10:05 | lamp | x y after:1970-01-01T00:00:00.000Z"],
    ["(after:10:05 x) y", "(after:10:05 x) y after:1970-01-01T00:00:00.000Z"],
    // What is not closed would take it in.
    ["x (after:10:05 y", "after:1970-01-01T00:00:00.000Z x (after:10:05 y"],
    ['x "y', 'after:1970-01-01T00:00:00.000Z x "y'],
    ["/y", "after:1970-01-01T00:00:00.000Z /y"],
    ['.a == "after:1" x', '.a == "after:1" x after:1970-01-01T00:00:00.000Z'],
  ])("in %s", (text, expected) => {
    expect(withTime(text, time)).toBe(expected);
  });

  it("can remove it", () => {
    expect(withTime("hex:zz after:10:05 before:11:00", { from: null, to: null })).toBe("hex:zz");
  });
});
