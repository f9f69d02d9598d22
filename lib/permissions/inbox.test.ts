import { describe, expect, it } from "vitest";
import { chooseInbox } from "@/lib/permissions/inbox";
import { rulesOf } from "@/lib/permissions/rule-set";

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
    ["one token is too little", rules(["_INBOX_bob.*"]), "_INBOX", false],
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
    const publish = rules(null);
    const permissions = { publish, subscribe, responses: null };
    expect(chooseInbox(rulesOf(permissions))).toEqual({ prefix, isAllowed });
  });
});
