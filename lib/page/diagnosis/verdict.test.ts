import { describe, expect, it } from "vitest";
import { endCodeOf, outcomeOf } from "@/lib/shared/diagnosis/outcome";
import type { AttemptRecord, EndRecord, ServerFacts } from "@/lib/shared/facts/attempt";
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
} from "@/lib/testing/diagnosis-facts";
import { causesBeforeConnecting } from "./before-connecting";
import { causeText } from "./texts/cause-text";
import { verdictOf } from "./verdict";

function verdict(
  facts = factsOf(),
  attempt: AttemptRecord = attemptOf(),
  server: ServerFacts | null = null,
  end: EndRecord | null = null,
) {
  const outcome = end ? ("ended" as const) : outcomeOf(attempt, server, facts);
  const endCode = end ? endCodeOf(end, facts) : null;
  return verdictOf(facts, { attempt, server, outcome, end, endCode }, NOW + 5_000);
}

const codes = (causes: readonly { code: string; certainty: string }[] | undefined) =>
  causes?.map(({ code, certainty }) => `${code} ${certainty}`);

const expired = factsOf({}, { expiresAtSec: NOW_SEC - 60 });
const mixedUp = factsOf(
  { seed: { state: "mismatch", publicKey: OTHER_USER, fault: null, signer: "webcrypto" } },
  { expiresAtSec: NOW_SEC - 60, signature: "invalid", notBeforeSec: null },
  { connectionTypes: ["STANDARD"], source: ["10.0.0.0/8"], isProxyRequired: true },
);

describe("before connecting", () => {
  it("is empty for sound creds and silent about mere oddities", () => {
    expect(causesBeforeConnecting(factsOf(), NOW)).toEqual([]);
    const crlf = {
      code: "crlf",
      line: 1,
      refusedBy: [{ client: "javascript", how: "no-jwt" }],
    } as const;
    expect(causesBeforeConnecting(factsOf({ form: [crlf] }), NOW)).toEqual([]);
  });

  it("lists everything in the order in which a server checks it", () => {
    expect(codes(causesBeforeConnecting(mixedUp, NOW))).toEqual([
      "jwt/signature proven",
      "jwt/proxy-required likely",
      "jwt/expired proven",
      "jwt/connection-type proven",
      "seed/mismatch proven",
    ]);
  });

  it("knows the address only from a server", () => {
    const facts = factsOf({}, {}, { source: ["10.0.0.0/8"] });
    expect(causesBeforeConnecting(facts, NOW)).toEqual([]);
    const seen = { attempt: attemptOf(), server: null };
    expect(codes(causesBeforeConnecting(facts, NOW, seen))).toEqual(["jwt/source-address proven"]);
  });

  it("only thinks it likely when the zone of the hours is the server's", () => {
    const hour = (new Date(NOW).getHours() + 2) % 24;
    const start = `${String(hour).padStart(2, "0")}:00:00`;
    const end = `${String(hour).padStart(2, "0")}:30:00`;
    const facts = (timesZone: string | null) =>
      factsOf({}, {}, { times: [{ start, end }], timesZone });
    expect(codes(causesBeforeConnecting(facts(null), NOW))).toEqual(["jwt/outside-times likely"]);
  });
});

describe("the verdict", () => {
  it("is none before the first attempt and while it runs", () => {
    expect(verdictOf(factsOf(), null, NOW)).toBeNull();
    expect(verdict(factsOf(), attemptOf({ end: null }))).toBeNull();
  });

  it("is unreadable as soon as the file is read, and says why first", () => {
    const facts = factsOf({
      unusable: { code: "creds/no-seed" },
      seed: { state: "absent", publicKey: null, fault: null, signer: null },
    });
    expect(verdictOf(facts, null, NOW)).toEqual({
      outcome: "unreadable",
      causes: [{ code: "creds/no-seed", certainty: "proven", evidence: {} }],
    });
  });

  it("joins a refusal with what was known before", () => {
    const refused = verdict(expired, refusedWith("Authorization Violation"));
    expect(refused?.outcome).toBe("refused");
    expect(codes(refused?.causes)).toEqual(["jwt/expired proven"]);
  });

  it("proves nothing when the server does not say why, and lists what it may be", () => {
    const bare = verdict(factsOf(), refusedWith("Authorization Violation"));
    expect(codes(bare?.causes)).toEqual([
      "account/unknown possible",
      "account/user-revoked possible",
      "account/expired possible",
      "account/other-operator possible",
      "account/issuer-unknown possible",
      "account/callout possible",
      "account/pinned possible",
      "server/not-jwt possible",
    ]);
  });

  it("puts a violated scope first where the JWT looks scoped and carries rights", () => {
    const none = { subscriptions: null, payloadBytes: null, dataBytes: null };
    const bare = (rights: readonly string[], limits = none) => {
      const by = { issuerAccount: ACCOUNT, limits, carriedRights: rights };
      const facts = factsOf({}, { issuer: SIGNING_KEY }, by);
      return codes(verdict(facts, refusedWith("Authorization Violation"))?.causes) ?? [];
    };
    for (const right of ["pub", "sub", "bearer_token", "allowed_connection_types"]) {
      expect(bare([right])[0]).toBe("account/scope-violated likely");
    }
    // A plain signing key that gives limits: the signing key is suspected before the scope's absence of limits.
    expect(bare(["pub", "subs", "payload", "data"]).slice(0, 3)).toEqual([
      "account/unknown possible",
      "account/scope-violated possible",
      "account/issuer-unknown possible",
    ]);
    expect(bare([]).slice(0, 3)).toEqual([
      "account/unknown possible",
      "account/issuer-unknown possible",
      "account/template possible",
    ]);
  });

  it("puts a limit of time that is minutes away before what the account may refuse", () => {
    const facts = factsOf({}, { expiresAtSec: NOW_SEC + 20 });
    const { causes } = verdict(facts, refusedWith("Authorization Violation")) ?? {};
    expect(codes(causes)?.[0]).toBe("jwt/expired possible");
  });

  it("takes two seconds of silence for a resolver or a callout", () => {
    const slow = { ...refusedWith("Authorization Violation"), elapsedMs: 1_900 };
    expect(codes(verdict(factsOf(), slow)?.causes)?.slice(0, 2)).toEqual([
      "account/unknown likely",
      "account/callout likely",
    ]);
    const quick = { ...slow, elapsedMs: 1_200 };
    expect(codes(verdict(factsOf(), quick)?.causes)).not.toContain("account/unknown likely");
  });

  it("puts what the server named first, with its words", () => {
    const full = refusedWith("maximum connections exceeded", 1008, "Maximum Connections Exceeded");
    expect(verdict(expired, full)?.causes).toMatchObject([
      {
        code: "server/max-connections",
        certainty: "proven",
        evidence: { error: "maximum connections exceeded", closeCode: 1008, version: "2.15.1" },
      },
      { code: "jwt/expired" },
    ]);
  });

  it("takes what a server would name for the reason only when it does", () => {
    const proxied = factsOf({}, {}, { isProxyRequired: true });
    const generic = verdict(proxied, refusedWith("Authorization Violation"));
    expect(codes(generic?.causes)?.join()).not.toContain("jwt/proxy-required");
    const named = verdict(proxied, refusedWith("Authorization Violation", 1011, "Proxy Required"));
    expect(codes(named?.causes)).toEqual(["jwt/proxy-required proven"]);
  });

  it("judges a refusal by the clock of the attempt", () => {
    const facts = factsOf({}, { expiresAtSec: NOW_SEC + 2 });
    const { causes } = verdict(facts, refusedWith("Authorization Violation")) ?? {};
    expect(codes(causes)).toContain("jwt/expired possible");
    expect(causes?.filter(({ certainty }) => certainty === "proven")).toEqual([]);
  });

  it("has no cause for a success, except limits of zero", () => {
    expect(verdict(expired)).toEqual({ outcome: "accepted", causes: [] });
    const limits = { subscriptions: null, payloadBytes: null, dataBytes: null };
    const zero = factsOf({}, {}, { limits });
    expect(codes(verdict(zero)?.causes)).toEqual(["jwt/limits-zero proven"]);
    const end = endOf(["maximum subscriptions exceeded"], 1008, "Maximum Subscriptions Exceeded");
    expect(codes(verdict(zero, attemptOf(), serverOf(), end)?.causes)).toEqual([
      "jwt/limits-zero proven",
      "ended/limits proven",
    ]);
    // Another limit than the one that is zero.
    const full = endOf(["maximum account active connections exceeded"], 1008);
    expect(codes(verdict(zero, attemptOf(), serverOf(), full)?.causes)).toEqual([
      "ended/limits proven",
      "jwt/limits-zero proven",
    ]);
  });

  it("says why a connection proves nothing", () => {
    const open = attemptOf({ info: infoOf({ authRequired: false }) });
    expect(verdict(factsOf(), open)).toMatchObject({
      outcome: "unchecked",
      causes: [{ code: "server/open", certainty: "proven" }],
    });
  });

  it("says what was seen of a server that did not answer", () => {
    const silent = attemptOf({ end: "timed-out", info: null, socketOpened: false });
    expect(verdict(expired, silent)).toMatchObject({
      outcome: "unreachable",
      causes: [{ code: "net/silent", evidence: { timeLimitMs: 10_000 } }],
    });
    const firefox = { engine: "firefox", isPageHttps: false } as const;
    const delayed = { ...silent, browser: firefox, number: 3 };
    const [told] = verdict(expired, delayed)?.causes ?? [];
    expect(told && causeText(told).meaning).toMatch(/Firefox delays .* minute/u);
    expect(told && causeText(told).meaning).not.toContain("firewall");
    const dead = attemptOf({ end: "server-closed", info: null, socketOpened: false });
    const causes = verdict(expired, dead)?.causes ?? [];
    expect(new Set(causes.map(({ certainty }) => certainty))).toEqual(new Set(["possible"]));
  });

  it("keeps the end as the verdict when the retry was refused", () => {
    const end = endOf([], 1008, "Authentication Failure");
    const again = { ...refusedWith("Authorization Violation"), number: 2 };
    expect(verdict(factsOf(), again, serverOf(), end)).toMatchObject({
      outcome: "ended",
      causes: [{ code: "ended/authorization", evidence: { refusedAgain: 1 } }],
    });
  });
});
