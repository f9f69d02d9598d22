import { describe, expect, it } from "vitest";
import {
  limitText,
  publishReach,
  reachText,
  responsesText,
  subscribeReach,
} from "@/components/permissions/permission-text";
import type { SubjectRules, UserPermissions } from "@/lib/shared/facts/creds";

const rules = (allow: string[] | null, deny: string[] | null): SubjectRules => ({ allow, deny });
const one = { max: 1, ttlNs: 5e9 };
const permissions = (
  publish: SubjectRules,
  subscribe = rules(null, null),
  responses: UserPermissions["responses"] = null,
): UserPermissions => ({ publish, subscribe, responses });

describe("what permissions amount to", () => {
  it("restricts nothing without lists, and with an empty allow list alone", () => {
    expect(publishReach(permissions(rules(null, null)))).toBe("all");
    expect(publishReach(permissions(rules([], null)))).toBe("all");
    expect(publishReach(permissions(rules([], [])))).toBe("all");
  });

  it("publishes nothing when an empty allow list stands beside a deny list", () => {
    expect(publishReach(permissions(rules([], ["a"])))).toBe("nothing");
    expect(publishReach(permissions(rules(null, ["a"])))).toBe("all-but");
    expect(reachText("nothing")).toContain("Publishes nothing");
  });

  it("publishes replies only with response permissions and no allow list", () => {
    expect(publishReach(permissions(rules(null, null), rules(null, null), one))).toBe("replies");
    expect(publishReach(permissions(rules([], ["a"]), rules(null, null), one))).toBe("replies");
    expect(publishReach(permissions(rules(["a"], null), rules(null, null), one))).toBe("listed");
  });

  it("takes an empty subscribe allow list as none, whatever stands beside it", () => {
    expect(subscribeReach(permissions(rules(null, null), rules([], ["a"])))).toBe("all-but");
    expect(subscribeReach(permissions(rules(null, null), rules([], null)))).toBe("all");
    expect(subscribeReach(permissions(rules(null, null), rules(["a"], ["b"])))).toBe("listed-but");
  });

  it("says the server's defaults for absent response numbers", () => {
    expect(responsesText({ max: 0, ttlNs: 0 })).toBe("One reply per request, within 2 min");
    expect(responsesText({ max: -1, ttlNs: -1 })).toBe(
      "Any number of replies per request, at any time",
    );
    expect(responsesText({ max: 3, ttlNs: 250_000_000 })).toBe(
      "3 replies per request, within 250 ms",
    );
  });

  it("reads an absent limit by the version of the JWT", () => {
    const unit = (n: number) => `${n}`;
    const v1 = { version: 1, mayBeScoped: false };
    const v2 = { version: 2, mayBeScoped: false };
    expect(limitText(null, v2, unit)).toBe("not set, which means none allowed");
    expect(limitText(null, v1, unit)).toBe("no limit");
    expect(limitText(-1, v2, unit)).toBe("no limit");
    expect(limitText(0, v2, unit)).toBe("none allowed");
    expect(limitText(7, v2, unit)).toBe("7");
    expect(limitText(null, { version: 2, mayBeScoped: true }, unit)).toBe("not set here");
  });
});
