import { describe, expect, it } from "vitest";
import { chooseInbox, mayPublish } from "./inbox";

const rules = (allow: string[] | null, deny: string[] | null = null) => ({ allow, deny });

describe("chooseInbox", () => {
  it.each([
    ["no lists", rules(null), "_INBOX", true],
    ["an empty allow list restricts nothing", rules([]), "_INBOX", true],
    ["_INBOX.>", rules(["orders.>", "_INBOX.>"]), "_INBOX", true],
    ["everything", rules([">"]), "_INBOX", true],
    ["a private prefix", rules(["orders.>", "_INBOX_bob.>"]), "_INBOX_bob", true],
    ["a nested one", rules(["bob.inbox.>"]), "bob.inbox", true],
    ["two tokens at the end", rules(["_INBOX_bob.*.*"]), "_INBOX_bob", true],
    ["one token is not enough", rules(["_INBOX_bob.*"]), "_INBOX", false],
    ["no inbox at all", rules(["orders.>"]), "_INBOX", false],
    ["only with a queue group", rules(["_INBOX.> q"]), "_INBOX", false],
    ["denied", rules(null, ["_INBOX.>"]), "_INBOX", false],
    [
      "denied, with a private one",
      rules(["_INBOX.>", "_INBOX_bob.>"], ["_INBOX.>"]),
      "_INBOX_bob",
      true,
    ],
  ])("%s", (_, subscribe, prefix, isAllowed) => {
    expect(chooseInbox(subscribe)).toEqual({ prefix, isAllowed });
  });
});

describe("a preferred inbox", () => {
  it("is chosen only where it is allowed", () => {
    expect(chooseInbox(rules(null), undefined, "_INBOX_team").prefix).toBe("_INBOX_team");
    expect(chooseInbox(rules(["_INBOX_team.>"]), undefined, "_INBOX_team").prefix).toBe(
      "_INBOX_team",
    );
    expect(chooseInbox(rules(["_INBOX.>"]), undefined, "_INBOX_team").prefix).toBe("_INBOX");
    expect(chooseInbox(rules(["_INBOX_bob.>"]), undefined, "_INBOX_team").prefix).toBe(
      "_INBOX_bob",
    );
  });
});

describe("mayPublish", () => {
  const may = (
    publish: ReturnType<typeof rules>,
    responses: { max: number; ttlNs: number } | null = null,
  ) => mayPublish({ publish, subscribe: rules(null), responses }, "a.b");
  it.each([
    ["no lists", may(rules(null)), true],
    ["allowed", may(rules(["a.*"])), true],
    ["not in the list", may(rules(["c"])), false],
    ["denied", may(rules(["a.*"], ["a.b"])), false],
    ["empty list alone", may(rules([])), true],
    ["empty list with deny", may(rules([], ["x"])), false],
    ["replies only", may(rules(null), { max: 1, ttlNs: 0 }), false],
  ])("%s", (_, is, expected) => {
    expect(is).toBe(expected);
  });
});
