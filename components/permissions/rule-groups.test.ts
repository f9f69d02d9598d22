import { describe, expect, it } from "vitest";
import { GROUP_FROM, groupRules, mergeRules, type RuleEntry } from "./rule-groups";

const entries = (texts: readonly string[]): RuleEntry[] =>
  texts.map((text) => ({ text, only: null }));

const many = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}.${index}`);

describe("groups of rules", () => {
  it("are not made of a short list", () => {
    const list = entries(many("orders", GROUP_FROM - 1));
    expect(groupRules(list)).toEqual([{ name: "", entries: list }]);
  });

  it("follow the first token, and rules with no group come last", () => {
    const list = entries([...many("orders", 20), "alone.x", ...many("billing", 10), "other.y"]);
    expect(groupRules(list).map(({ name, entries: { length } }) => [name, length])).toEqual([
      ["billing.", 10],
      ["orders.", 20],
      ["", 2],
    ]);
  });

  it("are split by the second token where they are long", () => {
    const list = entries([...many("orders.eu", 40), ...many("orders.us", 40), "orders.one"]);
    expect(groupRules(list).map(({ name, entries: { length } }) => [name, length])).toEqual([
      ["orders.", 1],
      ["orders.eu.", 40],
      ["orders.us.", 40],
    ]);
  });

  it("hold each rule exactly once, whatever the list", () => {
    const list = entries([
      ...many("a", 70),
      ...many("b.c", 90),
      ...many("b.d", 2),
      ">",
      "*",
      "orders.> workers",
      ...many("_INBOX", 3),
    ]);
    const all = groupRules(list).flatMap((group) => group.entries.map(({ text }) => text));
    expect(all.toSorted()).toEqual(list.map(({ text }) => text).toSorted());
  });
});

describe("the rules of creds and server in one list", () => {
  it("are marked when only one of the two has them", () => {
    const rules = [
      { list: "publish-allow", rule: "new.>", only: "server" },
      { list: "publish-allow", rule: "old.>", only: "own" },
      { list: "publish-deny", rule: "other", only: "own" },
    ] as const;
    const difference = { isSame: false, rules, responses: null, causes: [] };
    expect(mergeRules(["same", "new.>", "same"], "publish-allow", difference)).toEqual([
      { text: "same", only: null },
      { text: "new.>", only: "server" },
      { text: "old.>", only: "own" },
    ]);
    expect(mergeRules(null, "publish-allow", null)).toEqual([]);
  });
});
