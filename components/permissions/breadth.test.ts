import { describe, expect, it } from "vitest";
import { rulesOf } from "@/lib/page/permissions/rule-set";
import type { SubjectRules, UserPermissions } from "@/lib/shared/facts/creds";
import { publishBreadth, subscribeBreadth } from "./breadth";

const rules = (allow: string[] | null, deny: string[] | null): SubjectRules => ({ allow, deny });
const one = { max: 1, ttlNs: 5e9 };
const compiled = (
  publish: SubjectRules,
  subscribe = rules(null, null),
  responses: UserPermissions["responses"] = null,
) => rulesOf({ publish, subscribe, responses });

describe("how much a user may publish and subscribe", () => {
  it("is not restricted without lists, or with an empty allow list alone", () => {
    expect(publishBreadth(compiled(rules(null, null)))).toBe("all");
    expect(publishBreadth(compiled(rules([], null)))).toBe("all");
    expect(publishBreadth(compiled(rules([], [])))).toBe("all");
  });

  it("is nothing when there is a deny list beside an empty publish allow list", () => {
    expect(publishBreadth(compiled(rules([], ["a"])))).toBe("nothing");
    expect(publishBreadth(compiled(rules(null, ["a"])))).toBe("all-but");
  });

  it("is replies only with response permissions and no allow list", () => {
    expect(publishBreadth(compiled(rules(null, null), rules(null, null), one))).toBe("replies");
    expect(publishBreadth(compiled(rules([], ["a"]), rules(null, null), one))).toBe("replies");
    expect(publishBreadth(compiled(rules(["a"], null), rules(null, null), one))).toBe("listed");
  });

  it("takes an empty subscribe allow list for a missing one, whatever is beside it", () => {
    expect(subscribeBreadth(compiled(rules(null, null), rules([], ["a"])))).toBe("all-but");
    expect(subscribeBreadth(compiled(rules(null, null), rules([], null)))).toBe("all");
    expect(subscribeBreadth(compiled(rules(null, null), rules(["a"], ["b"])))).toBe("listed-but");
  });
});
