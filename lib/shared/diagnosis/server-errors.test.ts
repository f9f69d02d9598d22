import { describe, expect, it } from "vitest";
import { parseServerError, readClose, wordOf } from "./server-errors";

describe("permissions violations", () => {
  it.each([
    [
      'Permissions Violation for Publish to "orders.eu"',
      { operation: "publish", subject: "orders.eu", queue: "", sid: null, detail: null },
    ],
    [
      'Permissions Violation for Subscription to "orders.>"',
      { operation: "subscription", subject: "orders.>", queue: "" },
    ],
    [
      'Permissions Violation for Subscription to "orders.>" using queue "workers"',
      { operation: "subscription", subject: "orders.>", queue: "workers" },
    ],
    [
      'Permissions Violation for Subscription to "a" using queue "q" (sid "12")',
      { operation: "subscription", subject: "a", queue: "q", sid: "12" },
    ],
    ['Permissions Violation for Subscription to "a" (sid "3")', { subject: "a", sid: "3" }],
    [
      'Permissions Violation for Subscription to "a.b.c", too many tokens',
      { subject: "a.b.c", detail: "too-many-tokens" },
    ],
    [
      'Permissions Violation for Publish with Reply of "_R_.x"',
      { operation: "publish", subject: "_R_.x", detail: "reply" },
    ],
    [
      String.raw`'Permissions Violation for Publish to "a\"b\\c\u00e9\x01\t"'`,
      { subject: 'a"b\\cé\u0001\t' },
    ],
  ])("reads %s", (text, expected) => {
    expect(parseServerError(text)).toMatchObject({ kind: "permissions-violation", ...expected });
  });

  it("are recognised in an unknown form", () => {
    expect(parseServerError("Permissions Violation for Something else")).toMatchObject({
      kind: "other",
      word: "permissions",
      code: null,
      notice: "permissions-violation",
    });
  });
});

describe("other server texts", () => {
  it.each([
    ["Authorization Violation", "authorization", "ended/authorization", null],
    ["'Authorization Violation'", "authorization", "ended/authorization", null],
    ["Authentication Timeout", "auth-timeout", null, null],
    ["User Authentication Expired", "user-expired", "ended/expired", null],
    ["Account Authentication Expired", "account-expired", "ended/account-expired", null],
    ["User Authentication Revoked", "revoked", "ended/revoked", null],
    ["maximum account active connections exceeded", "account-connections", "ended/limits", null],
    ["maximum connections exceeded", "server-connections", "ended/limits", null],
    [
      "maximum subscriptions exceeded",
      "subscriptions",
      "limits/subscriptions",
      "limits/subscriptions",
    ],
    ["Maximum Payload Violation", "payload", "limits/payload", "limits/payload"],
    ["maximum control line exceeded", "control-line", "server/protocol", "server/protocol"],
    ["Stale Connection", "stale", "ended/stale", null],
    ["Invalid Subject", "subject", null, "server/protocol"],
    ["Unknown Protocol Operation", "protocol", "server/protocol", "server/protocol"],
    ["a text of the future", "unknown", null, "server/protocol"],
  ])("reads %s", (text, word, code, notice) => {
    expect(parseServerError(text)).toEqual({ kind: "other", word, code, notice });
    expect(wordOf(text)).toBe(word);
  });

  it.each([
    [1008, "Authentication Failure", "authorization"],
    [1008, "Authentication Timeout", "auth-timeout"],
    [1008, "Authentication Expired", "expired"],
    [1008, "Credentials Revoked", "revoked"],
    [1008, "Maximum Account Connections Exceeded", "account-connections"],
    [1008, "Maximum Connections Exceeded", "server-connections"],
    [1008, "Maximum Control Line Exceeded", "control-line"],
    [1008, "Maximum Subscriptions Exceeded", "subscriptions"],
    [1009, "Maximum Message Payload Exceeded", "payload"],
    [1008, "Slow Consumer (Pending Bytes)", "slow-consumer"],
    [1001, "Server Shutdown", "shutdown"],
    [1001, "Stale Connection", "stale"],
    [1002, "Protocol Violation", "protocol"],
    [1011, "Proxy Required", "proxy"],
    [1006, "", "unknown"],
  ])("reads close %d %s", (code, reason, word) => {
    expect(readClose({ code, reason, wasClean: true })).toBe(word);
  });

  it("reads a missing close frame", () => {
    expect(readClose(null)).toBe("unknown");
  });
});
