import { describe, expect, it } from "vitest";
import { compileFilter, parseFilter } from "@/lib/console/filter";

const encode = (text: string) => new TextEncoder().encode(text);

describe("the filter line", () => {
  it.each([
    ["", [], []],
    ["  ", [], []],
    ["orders.>", ["orders.>"], []],
    ["orders.eu", ["orders.eu"], []],
    ["*", ["*"], []],
    ['orders.> "EUR"', ["orders.>"], ["eur"]],
    ['eu "EUR"', [], ["eu", "eur"]],
    ['"orders.>"', [], ["orders.>"]],
    ['"two words', [], ["two words"]],
    ['""', [], []],
    ["a..b", [], ["a..b"]],
    ["a.> b.*", ["a.>", "b.*"], []],
    ["foo*", [], ["foo*"]],
  ])("%j", (text, patterns, words) => {
    expect(parseFilter(text)).toEqual({ patterns, words });
  });

  it.each([
    ["orders.> EUR", "orders.eu", '{"currency":"eur"}', true],
    ["orders.> EUR", "orders.eu", '{"currency":"usd"}', false],
    ["orders.> EUR", "bills.eu", "eur", false],
    ["eu", "orders.EU", "", true],
    ["a.> b.>", "b.x", "", true],
    ["x y", "x", "Y", true],
    ["x y", "x", "z", false],
    ["ÄÖ", "s", "xxäöxx", true],
    ["[", "s", "{", false],
    ["aab", "s", "aaab", true],
    ["long needle", "s", "long", false],
  ])("%j on %s with %j is %s", (text, subject, payload, expected) => {
    expect(compileFilter(text).matches(subject, encode(payload), "")).toBe(expected);
  });

  it("says when everything passes", () => {
    expect(compileFilter(' "" ').isOpen).toBe(true);
    expect(compileFilter("a").isOpen).toBe(false);
  });
});
