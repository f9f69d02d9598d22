import { describe, expect, it } from "vitest";
import { makeRandom } from "@/lib/testing/random";
import {
  checkPublishSubject,
  checkQueueGroup,
  checkSubscribeSubject,
  fitsOneLine,
  hasWildcard,
  matchesPattern,
  patternsOverlap,
} from "./subject";

const codeOf = (result: ReturnType<typeof checkPublishSubject>) =>
  result.ok ? "ok" : result.fault.code;

describe("subjects", () => {
  it.each([
    ["orders.eu.created", "ok", "ok"],
    ["a", "ok", "ok"],
    ["$SYS.REQ.USER.INFO", "ok", "ok"],
    ["größe.ü", "ok", "ok"],
    ["foo*.>bar", "ok", "ok"],
    ["", "empty", "empty"],
    ["a b", "white-space", "white-space"],
    ["a\tb", "white-space", "white-space"],
    ["a\u0000b", "control-character", "control-character"],
    [".a", "empty-token", "empty-token"],
    ["a.", "empty-token", "empty-token"],
    ["a..b", "empty-token", "empty-token"],
    ["a.*", "wildcard-not-allowed", "ok"],
    [">", "wildcard-not-allowed", "ok"],
    ["*.*.c", "wildcard-not-allowed", "ok"],
    ["a.>.b", "wildcard-not-allowed", "rest-wildcard-not-last"],
    ["x".repeat(4_000), "ok", "ok"],
    ["x".repeat(4_001), "too-long", "too-long"],
  ])("%j: publish %s, subscribe %s", (subject, publish, subscribe) => {
    expect(codeOf(checkPublishSubject(subject))).toBe(publish);
    expect(codeOf(checkSubscribeSubject(subject))).toBe(subscribe);
  });

  it("says where the fault is", () => {
    expect(checkSubscribeSubject("ab..c")).toEqual({
      ok: false,
      fault: { code: "empty-token", params: { at: 3 } },
    });
    expect(checkSubscribeSubject("ab c")).toMatchObject({ fault: { params: { at: 2 } } });
  });

  it("accepts one word as queue group", () => {
    expect(codeOf(checkQueueGroup("workers.v1"))).toBe("ok");
    expect(codeOf(checkQueueGroup(""))).toBe("empty");
    expect(codeOf(checkQueueGroup("two words"))).toBe("white-space");
  });

  it("limits what one protocol line can hold", () => {
    expect(fitsOneLine("a".repeat(2_000), "b".repeat(1_999))).toBe(true);
    expect(fitsOneLine("a".repeat(2_000), "b".repeat(2_001))).toBe(false);
  });
});

describe("patterns", () => {
  it.each([
    ["orders.*", "orders.eu", true],
    ["orders.*", "orders", false],
    ["orders.*", "orders.eu.created", false],
    ["orders.>", "orders.eu.created", true],
    ["orders.>", "orders", false],
    ["*.eu.>", "orders.eu.created", true],
    ["*.eu.>", "orders.eu", false],
    ["*", "orders", true],
    ["*", "orders.eu", false],
    [">", "anything.at.all", true],
    ["a.b", "a.b", true],
    ["a.b", "a.bc", false],
    ["a.*.c", "a.bb.c", true],
    ["a.*.c", "a.bb.cc", false],
    ["a.b*", "a.bc", false],
  ])("%s on %s is %s", (pattern, subject, expected) => {
    expect(matchesPattern(pattern, subject)).toBe(expected);
  });

  it("agrees with a plain token walk on random subjects", () => {
    const random = makeRandom(7);
    const words = ["a", "b", "aa"];
    for (let i = 0; i < 5_000; i++) {
      const subject = Array.from(
        { length: 1 + random.below(4) },
        () => words[random.below(3)],
      ).join(".");
      const tokens = Array.from(
        { length: 1 + random.below(4) },
        () => [...words, "*"][random.below(4)],
      );
      if (random.below(3) === 0) tokens.push(">");
      const pattern = tokens.join(".");
      expect(matchesPattern(pattern, subject), `${pattern} on ${subject}`).toBe(
        walk(pattern.split("."), subject.split(".")),
      );
    }
  });

  it("distinguish wildcards from literal stars", () => {
    expect(hasWildcard("a.*")).toBe(true);
    expect(hasWildcard("a*.b")).toBe(false);
  });
});

function walk(pattern: readonly string[], subject: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return subject.length === 0;
  if (head === ">") return subject.length > 0;
  return (
    subject.length > 0 && (head === "*" || head === subject[0]) && walk(rest, subject.slice(1))
  );
}

it.each([
  ["a.b", "a.b", true],
  ["a.b", "a.c", false],
  ["a.*", "*.b", true],
  ["a.>", "a", false],
  ["a.>", "a.b.c", true],
  ["a.*.c", "a.>", true],
  ["a.*", "a.b.c", false],
  [">", "x", true],
])("%s and %s overlap: %s", (one, other, expected) => {
  expect(patternsOverlap(one, other)).toBe(expected);
  expect(patternsOverlap(other, one)).toBe(expected);
});
