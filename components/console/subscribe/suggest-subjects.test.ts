import { describe, expect, it } from "vitest";
import { rulesOf } from "@/lib/page/permissions/rule-set";
import {
  completePublishing,
  completeSubscription,
  suggestPublishing,
  suggestSubscriptions,
} from "./suggest-subjects";

function rules(subscribe: readonly string[] | null, publish: readonly string[] | null = null) {
  return rulesOf({
    subscribe: { allow: subscribe, deny: ["orders.secret.>"] },
    publish: { allow: publish, deny: null },
    responses: null,
  });
}
const texts = (all: readonly { readonly subject: string; readonly queue: string }[]) =>
  all.map(({ subject, queue }) => `${subject} ${queue}`.trim());

describe("subjects to subscribe to", () => {
  it("are those that are allowed, with the queue group that is asked for", () => {
    const own = rules(["orders.eu.>", "orders.us.> workers", "_INBOX.>", "$JS.API.INFO"]);
    const configured = [">", "orders.>", "orders.us.new"];
    expect(texts(suggestSubscriptions({ rules: own, configured, seen: ["demo.a"] }))).toEqual([
      "orders.us.new workers",
      "orders.eu.>",
      "orders.us.> workers",
    ]);
  });

  it("begin with everything where everything is allowed", () => {
    const own = rules(null);
    const found = suggestSubscriptions({
      rules: own,
      configured: [],
      seen: ["orders.secret.x", "a.b"],
    });
    expect(texts(found)).toEqual([">", "a.b"]);
    expect(texts(suggestSubscriptions({ rules: null, configured: ["a"], seen: [] }))).toEqual([
      "a",
      ">",
    ]);
  });

  it("are none where nothing is allowed but an inbox", () => {
    const own = rules(["_INBOX.>"]);
    expect(suggestSubscriptions({ rules: own, configured: [">"], seen: [] })).toEqual([]);
  });
});

it("subjects to publish to are seen or allowed ones, without wildcards", () => {
  const own = rules(null, ["orders.eu.created", "orders.us.>"]);
  expect(
    suggestPublishing({ rules: own, configured: [], seen: ["demo.a", "orders.us.x", "_INBOX.q"] }),
  ).toEqual(["orders.us.x", "orders.eu.created"]);
});

describe("what a typed subject may become", () => {
  const own = rules(
    ["orders.eu.>", "audit.*.new"],
    ["orders.eu.created", "audit.*.new", "_INBOX.>"],
  );
  const sources = { rules: own, configured: [], seen: ["orders.eu.1.shipped", "denied.a"] };

  it.each([
    ["", null],
    ["o", "orders.eu.>"],
    ["orders.eu.1", "orders.eu.1.shipped"],
    ["orders.eu.>", null],
    ["audit", "audit.*.new"],
    ["denied", null],
    ["_IN", null],
  ])("subscribing: %j", (typed, expected) => {
    expect(completeSubscription(typed, sources)).toBe(expected);
  });

  it.each([
    ["", null],
    ["orders", "orders.eu.created"],
    ["aud", "audit."],
    ["audit.", null],
    ["_IN", null],
  ])("publishing: %j", (typed, expected) => {
    expect(completePublishing(typed, sources)).toBe(expected);
  });
});
