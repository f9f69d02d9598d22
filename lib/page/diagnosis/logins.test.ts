// One half of a login, seeds alone, and how a server logs users in: what each shows, and near misses.
import { describe, expect, it } from "vitest";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import type { Json } from "@/lib/shared/base/json";
import { outcomeOf } from "@/lib/shared/diagnosis/outcome";
import type { AttemptRecord, IdentityAnswer } from "@/lib/shared/facts/attempt";
import type { CredsFacts, TrustFacts } from "@/lib/shared/facts/creds";
import {
  ACCOUNT,
  attemptOf,
  factsOf,
  infoOf,
  jwtOf,
  NOW,
  OTHER_USER,
  refusedWith,
  serverOf,
  USER,
} from "@/lib/testing/diagnosis-facts";
import { warningsBeforeConnecting } from "./before-connecting";
import { checksOf } from "./checks";
import { type LoginMode, loginModeOf } from "./login-mode";
import { reportOf } from "./report/report";
import { attemptRows } from "./report/report-rows-text";
import { sentinelOf } from "./sentinel";
import { verdictOf } from "./verdict";

const denying = (publish: readonly string[], subscribe: readonly string[]) => ({
  permissions: {
    publish: { allow: null, deny: publish },
    subscribe: { allow: null, deny: subscribe },
    responses: null,
  },
});
const sentinel = factsOf({}, {}, denying([">"], [">"]));
const withLogin = (facts: CredsFacts): CredsFacts => ({ ...facts, login: "token" });
const alone = factsOf({
  jwt: null,
  jwtFault: { code: "creds/nkey-only", params: { publicKey: USER } },
  seed: { state: "unmatched", publicKey: USER, fault: null, signer: "webcrypto" },
});

function accountWith(authUsers: readonly string[]): TrustFacts {
  const map = (pairs: readonly (readonly [string, Json])[]) => new Map(pairs);
  const claims = map([
    [
      "nats",
      map([
        ["limits", map([["conn", -1]])],
        ["authorization", map([["auth_users", [...authUsers]]])],
      ]),
    ],
  ]) as never;
  const source = { kind: "file", name: "A.jwt", bytes: 1, part: 0 } as const;
  const jwt = { ...jwtOf({ kind: "account", subject: ACCOUNT, name: "AUTH", claims }), user: null };
  return { id: ACCOUNT, source, jwt };
}

const identity = (change: Partial<IdentityAnswer>): IdentityAnswer => ({
  from: "user-info",
  user: "let-in",
  account: `A${"D".repeat(55)}`,
  accountName: null,
  userName: null,
  clock: null,
  permissions: null,
  endsAtMs: null,
  ...change,
});

const refused = (facts: CredsFacts, attempt: AttemptRecord, loginMode: LoginMode | null = null) => {
  const session = { attempt, server: null, end: null, endCode: null, outcome: "refused" } as const;
  const verdict = verdictOf(facts, { ...session, loginMode }, NOW);
  return (verdict?.causes ?? []).map(({ code, certainty }) => `${code} ${certainty}`);
};
const violation = refusedWith("Authorization Violation");

describe("sentinel creds", () => {
  const warned = (facts: CredsFacts, trust: readonly TrustFacts[] = []) =>
    warningsBeforeConnecting(facts, trust, NOW).map(({ code }) => code);

  it("deny everything, and nothing less", () => {
    expect(warned(sentinel)).toEqual(["creds/sentinel"]);
    expect(warned(factsOf({}, {}, denying([">"], ["a.>"])))).toEqual([]);
    expect(warned(factsOf({}, {}, denying([">"], [])))).toEqual([]);
  });

  it("may be named by the account, except its own users", () => {
    expect(warned(factsOf(), [accountWith([OTHER_USER])])).toEqual(["creds/sentinel"]);
    expect(warned(factsOf(), [accountWith([USER])])).toEqual([]);
    expect(warned(factsOf(), [accountWith([])])).toEqual([]);
    expect(sentinelOf(factsOf(), [accountWith([OTHER_USER])])).toMatchObject({ deniesAll: false });
  });

  it("are no finding once something was added", () => {
    expect(warned(withLogin(sentinel))).toEqual([]);
    const limits = checksOf(withLogin(sentinel), NOW).find(({ id }) => id === "limits");
    expect(limits).toMatchObject({ state: "unknown", evidence: { callout: 1 } });
  });

  it("ask who they are, since a callout gives other permissions", () => {
    const user = factsOf({}, {}, denying(["$SYS.>"], []));
    expect(connectPlan(sentinel, []).asksIdentity).toBe(true);
    expect(connectPlan(user, []).asksIdentity).toBe(false);
    expect(connectPlan(withLogin(user), []).asksIdentity).toBe(true);
    expect(connectPlan(user, [accountWith([OTHER_USER])]).asksIdentity).toBe(true);
  });
});

describe("a token or a password", () => {
  const sent = attemptOf({ login: "token" });
  const server = serverOf({ identity: identity({}) });

  it("makes the user another one, which is no doubt about the login", () => {
    expect(outcomeOf(sent, server, withLogin(sentinel))).toBe("accepted");
    expect(outcomeOf(attemptOf(), server, sentinel)).toBe("unchecked");
    const seen = { attempt: sent, server };
    const who = checksOf(withLogin(sentinel), NOW, seen).find(({ id }) => id === "who-am-i");
    expect(who).toMatchObject({ state: "pass", evidence: { callout: 1 } });
  });

  it("proves nothing on a server that asks for none", () => {
    const open = attemptOf({ login: "token", info: infoOf({ authRequired: false }) });
    expect(outcomeOf(open, server, withLogin(sentinel))).toBe("unchecked");
  });

  it("is what a callout refused, unless the creds or the server say otherwise", () => {
    const attempt = { ...violation, login: "token" } as const;
    expect(refused(withLogin(sentinel), attempt)[0]).toBe("account/callout likely");
    expect(refused(sentinel, violation)[0]).toBe("creds/sentinel likely");
    const expired = factsOf({ login: "token" }, { expiresAtSec: 1 });
    expect(refused(expired, attempt)).toEqual(["jwt/expired proven"]);
    const full = { ...refusedWith("maximum connections exceeded"), login: "token" } as const;
    expect(refused(withLogin(sentinel), full)[0]).toBe("server/max-connections proven");
  });

  it("is named in the report by its kind", () => {
    const session = {
      attempt: sent,
      server,
      end: null,
      endCode: null,
      outcome: "accepted",
    } as const;
    const report = reportOf(withLogin(sentinel), session, [], NOW);
    expect(report.attempt?.login).toBe("token");
    expect(attemptRows(report)).toContainEqual({
      label: "Sent besides the creds",
      value: "a token",
    });
  });
});

describe("a server with its own users", () => {
  it("refuses a key that it does not list, and one in operator mode any key alone", () => {
    expect(refused(alone, violation)).toEqual([
      "server/nkey-not-listed possible",
      "server/wants-jwt possible",
    ]);
    expect(refused(alone, violation, "config")).toEqual([
      "server/nkey-not-listed proven",
      "server/wants-jwt ruled-out",
    ]);
    expect(refused(alone, violation, "jwt")[0]).toBe("server/wants-jwt proven");
  });

  it("refuses every user JWT, which is certain once another connection shows the kind", () => {
    expect(refused(factsOf(), violation)).toContain("server/not-jwt possible");
    expect(refused(factsOf(), violation, "config")[0]).toBe("server/not-jwt proven");
    expect(refused(factsOf(), violation, "jwt")).toContain("server/not-jwt ruled-out");
  });

  it("is known by the account of a connection to the same server", () => {
    const at = (serverId: string, account: string) => ({
      server: serverOf({ info: infoOf({ serverId }), identity: identity({ account }) }),
    });
    const { serverId = "" } = violation.info ?? {};
    expect(loginModeOf(violation, [{ server: null }, at(serverId, "$G")])).toBe("config");
    expect(loginModeOf(violation, [at(serverId, ACCOUNT)])).toBe("jwt");
    expect(loginModeOf(violation, [at("OTHER", "$G")])).toBeNull();
    expect(loginModeOf(attemptOf({ info: null }), [at("", "$G")])).toBeNull();
  });

  it("says that it knows the key, or somebody else", () => {
    const account = "$G";
    const own = serverOf({ identity: identity({ user: USER, account }) });
    const other = serverOf({ identity: identity({ user: OTHER_USER, account }) });
    expect(outcomeOf(attemptOf(), own, alone)).toBe("accepted");
    expect(outcomeOf(attemptOf(), other, alone)).toBe("unchecked");
    // An account with a key is one of operator mode, where a callout let somebody in.
    const called = serverOf({ identity: identity({ user: USER }) });
    expect(outcomeOf(attemptOf(), called, alone)).toBe("unchecked");
  });
});
