import { describe, expect, it } from "vitest";
import type { AttemptRecord, IdentityAnswer, ServerFacts } from "@/lib/shared/facts/attempt";
import {
  ACCOUNT,
  attemptOf,
  endOf,
  factsOf,
  infoOf,
  NOW,
  NOW_SEC,
  OTHER_USER,
  refusedWith,
  SIGNING_KEY,
  serverOf,
  USER,
} from "@/lib/testing/diagnosis-facts";
import { endCodeOf, namedCause, outcomeOf } from "./outcome";

const judge = (attempt: AttemptRecord, server: ServerFacts | null = null, facts = factsOf()) => [
  outcomeOf(attempt, server, facts),
  namedCause(attempt, server, facts),
];

const identity = (change: Partial<IdentityAnswer>): IdentityAnswer => ({
  from: "user-info",
  user: USER,
  account: ACCOUNT,
  accountName: null,
  userName: null,
  clock: null,
  permissions: null,
  endsAtMs: null,
  ...change,
});

describe("the outcome of an attempt", () => {
  it("is null while it runs or when it was cancelled", () => {
    expect(judge(attemptOf({ end: null }))).toEqual([null, null]);
    expect(judge(attemptOf({ end: "cancelled" }))).toEqual([null, null]);
  });

  it("is unreachable without INFO", () => {
    const none = { info: null, socketOpened: false };
    expect(judge(attemptOf({ ...none, end: "server-closed" }))).toEqual(["unreachable", null]);
    expect(judge(attemptOf({ ...none, end: "timed-out" }))).toEqual(["unreachable", "net/silent"]);
    expect(judge(attemptOf({ info: null, end: "timed-out" }))).toEqual([
      "unreachable",
      "net/no-info",
    ]);
    expect(judge(attemptOf({ info: null, end: "server-closed" }))).toEqual([
      "unreachable",
      "net/no-info",
    ]);
    expect(judge(attemptOf({ ...none, end: "not-tried", localCode: "net/mixed-content" }))).toEqual(
      ["unreachable", "net/mixed-content"],
    );
  });

  it.each([
    ["Authorization Violation", 1008, "Authentication Failure", null],
    ["Authorization Violation", 1011, "Proxy Required", "jwt/proxy-required"],
    [
      "maximum account active connections exceeded",
      1008,
      "Maximum Account Connections Exceeded",
      "account/connection-limit",
    ],
    [
      "maximum connections exceeded",
      1008,
      "Maximum Connections Exceeded",
      "server/max-connections",
    ],
    ["Authentication Timeout", 1008, "Authentication Timeout", "server/auth-timeout"],
    ["maximum control line exceeded", 1008, "Maximum Control Line Exceeded", "jwt/too-large"],
    ["User Authentication Revoked", 1008, "Credentials Revoked", "account/user-revoked"],
    ["Unknown Protocol Operation", 1002, "Protocol Violation", "server/protocol"],
    [null, 1001, "Server Shutdown", "server/shutdown"],
    [null, 1006, "", null],
    [null, 1008, "Maximum Account Connections Exceeded", "account/connection-limit"],
    ["maximum subscriptions exceeded", 1008, "", "jwt/limits-zero"],
  ])("is refused by %s, close %d %s: %s", (error, code, reason, cause) => {
    expect(judge(refusedWith(error, code, reason))).toEqual(["refused", cause]);
  });

  it("is refused, never unreachable, when the server falls silent after INFO", () => {
    expect(judge(attemptOf({ end: "timed-out" }))).toEqual(["refused", "net/silent"]);
  });

  it("names a server that never accepts creds", () => {
    const refused = refusedWith("Authorization Violation");
    expect(judge({ ...refused, info: infoOf({ hasNonce: false }) })).toEqual([
      "refused",
      "server/not-jwt",
    ]);
  });

  it("is unchecked where nothing shows that the server read the JWT", () => {
    const open = attemptOf({ info: infoOf({ authRequired: false, hasNonce: false }) });
    expect(judge(open)).toEqual(["unchecked", "server/open"]);
    const passwords = attemptOf({ info: infoOf({ hasNonce: false }) });
    expect(judge(passwords)).toEqual(["unchecked", "server/not-jwt"]);
  });

  it.each([
    ["the same", {}, "accepted"],
    ["another user", { user: OTHER_USER }, "unchecked"],
    ["another account", { account: "$G" }, "unchecked"],
    ["nothing of the user", { user: null }, "accepted"],
  ])("when the server says %s is %s", (_, change, outcome) => {
    const server = serverOf({ identity: identity(change) });
    expect(judge(attemptOf(), server)).toEqual([
      outcome,
      outcome === "accepted" ? null : "server/other-identity",
    ]);
  });

  it("does not mistake the nkey that a bearer user sent for another user", () => {
    const server = serverOf({ identity: identity({ user: OTHER_USER }) });
    expect(judge(attemptOf(), server, factsOf({}, {}, { isBearer: true }))[0]).toBe("accepted");
    expect(judge(attemptOf(), server)[0]).toBe("unchecked");
  });

  it("compares the account of INFO, also through a signing key", () => {
    const viaSigningKey = factsOf({}, { issuer: SIGNING_KEY }, { issuerAccount: ACCOUNT });
    const inAccount = serverOf({ info: infoOf({ remoteAccount: ACCOUNT }) });
    expect(judge(attemptOf(), inAccount, viaSigningKey)).toEqual(["accepted", null]);
    const elsewhere = serverOf({ info: infoOf({ remoteAccount: SIGNING_KEY }) });
    expect(judge(attemptOf(), elsewhere, viaSigningKey)[0]).toBe("unchecked");
  });
});

describe("the end of an accepted connection", () => {
  it.each([
    [["User Authentication Expired"], 1008, "Authentication Expired", "ended/expired"],
    [["Account Authentication Expired"], 1008, "Authentication Expired", "ended/account-expired"],
    [["User Authentication Revoked"], 1008, "Credentials Revoked", "ended/revoked"],
    [["Authorization Violation"], 1008, "Authentication Failure", "ended/authorization"],
    [[], 1008, "Authentication Failure", "ended/authorization"],
    [["maximum account active connections exceeded"], 1008, "", "ended/limits"],
    [["maximum subscriptions exceeded"], 1008, "", "ended/limits"],
    [["Maximum Payload Violation"], 1006, "", "ended/limits"],
    [[], 1008, "Slow Consumer (Write Deadline)", "ended/slow-consumer"],
    [["Stale Connection"], 1006, "", "ended/stale"],
    [[], 1001, "Server Shutdown", "ended/shutdown"],
    [["Unknown Protocol Operation"], 1002, "", "server/protocol"],
    [[], 1006, "", "ended/lost"],
    [['Permissions Violation for Publish to "a"'], 1006, "", "ended/lost"],
  ])("%j, close %d %s is %s", (errors, code, reason, expected) => {
    expect(endCodeOf(endOf(errors, code, reason), factsOf())).toBe(expected);
  });

  it("is the server's fault when this page ended the connection, whatever the server said before", () => {
    const end = endOf(["Stale Connection"], 1006, "");
    const close = { code: 1006, reason: "", wasClean: false, fault: "server/protocol" } as const;
    expect(endCodeOf({ ...end, close }, factsOf())).toBe("server/protocol");
  });

  it("distinguishes user and account expiry when only the close reason came", () => {
    const end = endOf([], 1008, "Authentication Expired");
    expect(endCodeOf(end, factsOf({}, { expiresAtSec: NOW_SEC }))).toBe("ended/expired");
    expect(endCodeOf(end, factsOf({}, { expiresAtSec: NOW_SEC + 3_600 }))).toBe(
      "ended/account-expired",
    );
    expect(endCodeOf(end, factsOf())).toBe("ended/account-expired");
    const shift = { times: [{ start: "08:00:00", end: "12:00:00" }], timesZone: "UTC" };
    expect(endCodeOf({ ...end, at: NOW }, factsOf({}, {}, shift))).toBe("ended/expired");
  });
});
