import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/shared/base/json";
import { claimRows, firstRows, prettyText, rawText } from "./claim-values";

const object = (...members: [string, Json][]): ReadonlyMap<string, Json> => new Map(members);

const claims = object(
  ["exp", 1790000000],
  ["nbf", { inexact: "9007199254740993" }],
  ["__proto__", "x"],
  [
    "nats",
    object(
      ["pub", object(["allow", ["a.>", "b"]])],
      ["sub", object()],
      ["mood", true],
      ["subs", -1],
    ),
  ],
);

describe("claims as text", () => {
  it("lists the members of nats as rows of their own and marks unknown claims", () => {
    expect(claimRows(claims).map((row) => [row.path, row.isKnown, rawText(row.value)])).toEqual([
      ["exp", true, "1790000000"],
      ["nbf", true, "9007199254740993"],
      ["__proto__", false, "x"],
      ["nats.pub.allow", true, '["a.>","b"]'],
      ["nats.sub", true, "{}"],
      ["nats.mood", false, "true"],
      ["nats.subs", true, "-1"],
    ]);
  });

  it("of 50,000 claims shows as many as wanted, the known ones first", () => {
    const many = Array.from({ length: 50_000 }, (_, n): [string, Json] => [`x${n}`, n]);
    const rows = claimRows(new Map([...many, ...claims]));
    expect(rows).toHaveLength(50_007);
    const first = firstRows(rows, 500);
    expect(first).toHaveLength(500);
    expect(first.slice(0, 6).map((row) => [row.path, row.isKnown])).toEqual([
      ["exp", true],
      ["nbf", true],
      ["nats.pub.allow", true],
      ["nats.sub", true],
      ["nats.subs", true],
      ["x0", false],
    ]);
    expect(firstRows(rows, 50_007)).toBe(rows);
  });

  it("reads times only from exact numbers", () => {
    const times = new Map(claimRows(claims).map((row) => [row.path, row.atSec]));
    expect(times.get("exp")).toBe(1790000000);
    expect(times.get("nbf")).toBeNull();
  });

  it("prints JSON with exact numbers and unchanged names", () => {
    expect(prettyText(object(["a", [1, { inexact: "1e400" }]], ["__proto__", object()]))).toBe(
      '{\n  "a": [\n    1,\n    1e400\n  ],\n  "__proto__": {}\n}',
    );
    expect(rawText(["x", null])).toBe('["x",null]');
  });
});
