// Claims that no server reads, as the checks show them: the cases of public generators with the right answers.

import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "@/lib/shared/base/json";
import type { Check, CheckId } from "@/lib/shared/facts/causes";
import type { ClaimProblem, CredsFacts, TrustFacts, UserClaims } from "@/lib/shared/facts/creds";
import { ACCOUNT, factsOf, jwtOf, NOW, NOW_SEC, SIGNING_KEY } from "@/lib/testing/diagnosis-facts";
import { accountCauses } from "./account-causes";
import { warningsBeforeConnecting } from "./before-connecting";
import { checksOf } from "./checks";
import { causeText } from "./texts/cause-text";
import { checkText } from "./texts/check-text";

const check = (id: CheckId, facts: CredsFacts, trust: readonly TrustFacts[] = []): Check => {
  const found = checksOf(facts, NOW, undefined, trust).find((one) => one.id === id);
  if (!found) throw new Error("no check");
  return found;
};
const unread = (path: string, right: string, effect: string): ClaimProblem => ({
  code: "jwt/unknown-claim",
  path,
  params: { right, effect },
});
const withProblems = (problems: readonly ClaimProblem[], user: Partial<UserClaims> = {}) =>
  factsOf({}, { problems }, user);
const map = (object: Readonly<Record<string, Json>>): JsonObject => new Map(Object.entries(object));

const accountJwt = (nats: Readonly<Record<string, Json>>): TrustFacts => ({
  id: ACCOUNT,
  source: { kind: "file", name: "a.jwt", bytes: 1, part: 0 },
  jwt: {
    ...jwtOf({ kind: "account", subject: ACCOUNT, claims: map({ nats: map(nats) }) }),
    user: null,
  },
});

describe("names that no server reads", () => {
  const permissions = unread("nats.permissions", "nats.pub and nats.sub", "rights");

  it("says that creds are not restricted", () => {
    const claims = check("claims", withProblems([permissions]));
    expect([claims.state, claims.code]).toEqual(["warn", "jwt/unknown-claim"]);
    const { title, more } = checkText(claims, NOW);
    expect(title).toBe("These creds are not restricted");
    expect(more).toBe(
      "No server reads nats.permissions, so this user may publish and subscribe to whatever its account allows. Servers read nats.pub and nats.sub.",
    );
  });

  it("does not say so where another rule or a scope may restrict", () => {
    const publish = { allow: ["a.>"], deny: null };
    const rights = { publish, subscribe: { allow: null, deny: null }, responses: null };
    const limits = { subscriptions: null, payloadBytes: null, dataBytes: null };
    for (const facts of [
      withProblems([permissions], { permissions: rights }),
      factsOf(
        {},
        { problems: [permissions], issuer: SIGNING_KEY },
        { limits, issuerAccount: ACCOUNT, carriedRights: [] },
      ),
    ]) {
      expect(checkText(check("claims", facts), NOW).title).toBe(
        "A rule is in a claim that no server reads",
      );
    }
  });

  it("names the worst first and the others with their right names", () => {
    const facts = withProblems([
      unread("nats.note", "", "none"),
      unread("nats.resp.max_msgs", "max", "reply"),
      unread("nats.exp", "exp", "expiry"),
    ]);
    const { title, more } = checkText(check("claims", facts), NOW);
    expect(title).toBe("These creds do not expire");
    expect(more).toBe(
      "No server reads nats.exp. Servers read exp. Not read either: nats.note; nats.resp.max_msgs (max).",
    );
  });

  it("says what an empty resp allows, with the wrong names below", () => {
    const rights = {
      publish: { allow: null, deny: null },
      subscribe: { allow: null, deny: null },
      responses: { max: 0, ttlNs: 0 },
    };
    const claims = check(
      "claims",
      withProblems(
        [unread("nats.resp.max_msgs", "max", "reply"), unread("nats.resp.expires", "ttl", "reply")],
        { permissions: rights },
      ),
    );
    expect(claims.code).toBe("jwt/reply-only");
    expect(checkText(claims, NOW).more).toBe(
      "With response permissions and no publish allow list, only replies to requests are allowed: one reply to each request, within 2 min, which are the server's defaults.",
    );
    expect(claims.others?.map(({ code }) => code)).toEqual(["jwt/unknown-claim"]);
  });

  it("names the connection type that was meant", () => {
    const types = (...connectionTypes: readonly string[]) =>
      check("connection-type", factsOf({}, {}, { connectionTypes }));
    const beside = types("WEBSOCKET", "MQTT-WS");
    expect([beside.state, beside.code]).toEqual(["warn", "jwt/unknown-connection-type"]);
    expect(checkText(beside, NOW).more).toBe(
      "MQTT-WS is not a connection type. Servers read MQTT_WS. The other types count.",
    );
    const alone = types("WEB-SOCKET");
    expect([alone.state, alone.code]).toEqual(["fail", "jwt/connection-type"]);
    expect(checkText(alone, NOW).more).toContain(
      "WEB-SOCKET is not a connection type. Servers read WEBSOCKET.",
    );
    expect(types("websocket", "leafnode_ws").state).toBe("pass");
  });
});

describe("times", () => {
  const inUnit = (path: string, value: number): ClaimProblem => ({
    code: "jwt/time-unit",
    path,
    params: { value, unit: "milliseconds", seconds: value / 1000 },
  });

  it("says that exp is in milliseconds, whether or not the count overflows", () => {
    const states = [1_800_000_000_000, 1_900_000_000_000, 1_950_000_000_000].map((exp) => {
      const facts = factsOf({}, { expiresAtSec: exp, problems: [inUnit("exp", exp)] });
      const { state, code, others } = check("validity", facts);
      const named = code === "jwt/time-unit" ? code : others?.[0]?.code;
      return `${state} ${named}`;
    });
    expect(new Set(states)).toEqual(new Set(["fail jwt/time-unit", "warn jwt/time-unit"]));
  });

  it("says what milliseconds in iat do", () => {
    const facts = factsOf({}, { problems: [inUnit("iat", 1_700_000_000_000)] });
    const { title, more } = checkText(check("claims", facts), NOW);
    expect(title).toBe("The claim iat is in milliseconds");
    expect(more).toContain("no revocation reaches these creds");
  });

  it("explains what a missing iat does to revocations and renewals", () => {
    const absent = { code: "jwt/no-issue-time", path: "iat", params: { isAbsent: 1 } } as const;
    const facts = factsOf({}, { issuedAtSec: null, problems: [absent] });
    const claims = check("claims", facts);
    expect([claims.state, claims.code]).toEqual(["warn", "jwt/no-issue-time"]);
    expect(checkText(claims, NOW).more).toContain("every revocation of this user");
    expect(checkText(claims, NOW).more).toContain("recognised by a later expiry");

    const revoked = accountJwt({ revocations: map({ "*": NOW_SEC - 1e8 }) });
    const cause = accountCauses(facts, [revoked], NOW).find(
      ({ code }) => code === "account/user-revoked",
    );
    expect(cause?.certainty).toBe("proven");
    if (cause) expect(causeText(cause, NOW).meaning).toContain("every revocation covers them");
  });
});

describe("limits of a signing key", () => {
  const none = { subscriptions: null, payloadBytes: null, dataBytes: null };
  const facts = factsOf(
    {},
    { issuer: SIGNING_KEY },
    { limits: none, issuerAccount: ACCOUNT, carriedRights: [] },
  );

  it("are not known without the account JWT", () => {
    const limits = check("limits", facts);
    expect(limits.state).toBe("unknown");
    expect(checkText(limits, NOW).more).toBe(
      "if this key is not scoped, no subscription and no byte is allowed; add the account JWT or connect to see",
    );
  });

  it("are zero where the account JWT lists the key without a scope", () => {
    const trust = [accountJwt({ signing_keys: [SIGNING_KEY] })];
    const limits = check("limits", facts, trust);
    expect([limits.state, limits.code]).toEqual(["fail", "jwt/limits-zero"]);
    expect(limits.evidence["zero"]).toBe("subscriptions, payload");
    const before = warningsBeforeConnecting(facts, trust, NOW).map(({ code }) => code);
    expect(before).toContain("jwt/limits-zero");
  });

  it("come from the template where it lists the key with a scope", () => {
    const template = map({ subs: 5, payload: 5, data: -1 });
    const key = map({ kind: "user_scope", key: SIGNING_KEY, role: "r", template });
    expect(check("limits", facts, [accountJwt({ signing_keys: [key] })]).state).toBe("pass");
  });
});
