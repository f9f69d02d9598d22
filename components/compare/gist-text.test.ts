import { describe, expect, it } from "vitest";
import { compareRights, isDiffering } from "@/lib/page/permissions/compare";
import { gistOf } from "@/lib/page/permissions/gist";
import { rulesOf } from "@/lib/page/permissions/rule-set";
import { gistText } from "./gist-text";

type List = readonly string[] | null;
const rules = (publish: List, subscribe: List = null, deny: List = null) =>
  rulesOf({
    publish: { allow: publish, deny },
    subscribe: { allow: subscribe, deny: null },
    responses: null,
  });
const textOf = (...sets: Parameters<typeof compareRights>[0]) =>
  gistText(gistOf(compareRights(sets)));

describe("the gist", () => {
  it("names the decisive difference, which no list holds", () => {
    const few = rules(["orders.eu.>", "audit"], ["orders.>"]);
    const any = rules(null, ["orders.>"]);
    expect(textOf(few, any)).toBe("B may do everything A may, and also publish anywhere.");
    expect(textOf(any, few)).toBe("A may do everything B may, and also publish anywhere.");
    const differing = compareRights([few, any]).filter(isDiffering);
    expect(differing.map(({ rule, allowed }) => [rule, allowed])).toEqual([[">", [1]]]);
  });

  it("names the widest rules of each side", () => {
    const a = rules(["a.>", "a.b", "c"], ["x"]);
    const b = rules(["c", "d"], ["x", "y.>"]);
    expect(textOf(a, b)).toBe(
      "Only A may publish to a.>. Only B may publish to d and subscribe to y.>.",
    );
    const c = rules(["c", "a.b", "d"], ["x"]);
    expect(textOf(rules(["c"], ["x"]), c)).toBe(
      "B may do everything A may, and also publish to a.b and 1 more.",
    );
  });

  it("does not call two alike while an answer is not known", () => {
    const open = rules(null);
    const doubtful = { ...open, rights: { ...open.rights, doubt: "may-have-defaults" as const } };
    const gist = gistOf(compareRights([rules(["a"]), doubtful]));
    expect(gistText(gist)).toBe("Some answers are not known, so A and B may differ.");
  });

  it("says that both are alike", () => {
    expect(textOf(rules(null), rules(null))).toBe("A and B may do the same.");
    expect(textOf(rules(["a"]), rules(["a"]))).toBe("A and B may do the same.");
  });
});

it("three users are asked the same questions", () => {
  const rows = compareRights([rules(["a"]), rules(["b"]), rules(null)]);
  const may = (rule: string) =>
    rows.find((row) => row.rule === rule && row.question.action === "publish")?.allowed;
  expect([may(">"), may("a"), may("b")]).toEqual([[2], [0, 2], [1, 2]]);
});
