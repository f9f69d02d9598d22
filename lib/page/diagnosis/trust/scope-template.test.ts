import { describe, expect, it } from "vitest";
import type { SubjectRules } from "@/lib/shared/facts/creds";
import { expandTemplate, type TemplateUser } from "./scope-template";

const user: TemplateUser = {
  name: "bob",
  subject: "UBOB",
  tags: ["team:a", "team:b", "site:x"],
  accountName: "ORDERS",
  accountSubject: "AORDERS",
  accountTags: ["region:eu"],
};

function expand(publish: Partial<SubjectRules>, who: Partial<TemplateUser> = {}) {
  const result = expandTemplate(
    {
      publish: { allow: null, deny: null, ...publish },
      subscribe: { allow: null, deny: null },
      responses: null,
    },
    { ...user, ...who },
  );
  return result.ok ? result.value.publish : result.fault;
}

// Rules: nats-server server/auth.go, processUserPermissionsTemplate.
describe("a template for one user", () => {
  it("fills in names and keys, in any case", () => {
    const allow = [
      "u.{{name()}}.{{Subject()}}",
      "a.{{account-name()}}.{{ACCOUNT-SUBJECT()}}",
      "plain.>",
    ];
    expect(expand({ allow })).toEqual({
      allow: ["u.bob.UBOB", "a.ORDERS.AORDERS", "plain.>"],
      deny: null,
    });
  });

  it("makes one subject of every combination of tags", () => {
    const allow = ["{{tag(team)}}.{{tag(site)}}.{{account-tag(region)}}"];
    expect(expand({ allow })).toMatchObject({ allow: ["a.x.eu", "b.x.eu"] });
  });

  it("drops an allowed entry whose tag is missing, and denies all when none is left", () => {
    expect(expand({ allow: ["{{tag(none)}}.x", "y"] })).toMatchObject({ allow: ["y"] });
    expect(expand({ allow: ["{{tag(none)}}.x"] })).toEqual({ allow: [], deny: [">"] });
    expect(expand({ allow: ["{{TAG(team)}}"] })).toEqual({ allow: [], deny: [">"] });
  });

  it("refuses the user for a denied entry that comes to nothing", () => {
    const fault = { code: "invalid-deny", params: { entry: "{{tag(none)}}" } };
    expect(expand({ deny: ["{{tag(none)}}"] })).toEqual(fault);
    expect(expand({ deny: ["{{name()}}"] }, { name: "two words" })).toMatchObject({
      code: "invalid-deny",
    });
  });

  it("refuses an operation that servers do not know", () => {
    expect(expand({ allow: ["{{nobody()}}"] })).toMatchObject({ code: "undefined-operation" });
  });

  it("takes an entry with a queue group for no subject beside a template only", () => {
    expect(expand({ allow: ["{{name()}}", "work q"] })).toMatchObject({ allow: ["bob"] });
    expect(expand({ allow: ["work q"] })).toMatchObject({ allow: ["work q"] });
  });

  it("stops at 4,096 subjects", () => {
    const tags = Array.from({ length: 70 }, (_, n) => `t:${n}`);
    expect(expand({ allow: ["{{tag(t)}}.{{tag(t)}}"] }, { tags })).toMatchObject({
      code: "too-many",
    });
  });
});
