import { describe, expect, it } from "vitest";
import { escapedText } from "@/lib/page/base/visible-characters";
import { accountCauses } from "@/lib/page/diagnosis/account-causes";
import { causesBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { checksOf } from "@/lib/page/diagnosis/checks";
import { transportCauses } from "@/lib/page/diagnosis/transport-causes";
import { verdictOf } from "@/lib/page/diagnosis/verdict";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import { endCodeOf, namedCause } from "@/lib/shared/diagnosis/outcome";
import { parseServerError } from "@/lib/shared/diagnosis/server-errors";
import type { AttemptRecord } from "@/lib/shared/facts/attempt";
import {
  ACCOUNT_CAUSES,
  BRIDGE_CAUSES,
  type CauseCode,
  CREDS_CAUSES,
  END_CAUSES,
  JWT_CAUSES,
  LIMIT_CAUSES,
  NET_CAUSES,
  SEED_CAUSES,
  SERVER_CAUSES,
  VAULT_CAUSES,
} from "@/lib/shared/facts/causes";
import type { FormatIssue, FormatIssueCode, JwtFacts, UserClaims } from "@/lib/shared/facts/creds";
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
import { actionText } from "./action-text";
import { causeText, outcomeTitle, unnamedText } from "./cause-text";
import { checkText } from "./check-text";
import { clientAnswers } from "./client-text";
import { formatIssueText } from "./file-format-text";
import { noticeText } from "./notice-text";

type Codes = readonly (CauseCode | null | undefined)[];

const ofFacts = (facts = factsOf()): Codes => [
  ...checksOf(facts, NOW, { attempt: attemptOf(), server: null }).flatMap(({ code, others }) => [
    code,
    ...(others ?? []).map((one) => one.code),
  ]),
  ...causesBeforeConnecting(facts, NOW).map(({ code }) => code),
];
const unusable = (code: CauseCode): Codes => ofFacts(factsOf({ jwt: null, unusable: { code } }));
const problem = (code: CauseCode): Codes =>
  ofFacts(factsOf({}, { problems: [{ code, path: "x", params: {} }] }));
const seed = (state: "malformed" | "wrong-kind" | "mismatch" | "absent"): Codes =>
  ofFacts(factsOf({ seed: { state, publicKey: OTHER_USER, fault: null, signer: null } }));
const form = (code: FormatIssueCode): Codes =>
  ofFacts(factsOf({ form: [{ code, line: 1, refusedBy: [{ client: "go", how: "no-seed" }] }] }));
const named = (attempt: AttemptRecord, server = serverOf()): Codes => [
  namedCause(attempt, server, factsOf()),
];
const ended = (errors: readonly string[], code: number, reason = ""): Codes => [
  endCodeOf(endOf(errors, code, reason), factsOf()),
];
const cut = (times: number): Codes => {
  const session = { attempt: attemptOf(), server: serverOf(), outcome: "ended" } as const;
  const end = {
    end: endOf([], 1006),
    endCode: "ended/lost",
    cuts: { times, afterMs: 30_000 },
  } as const;
  return verdictOf(factsOf(), { ...session, ...end }, NOW)?.causes.map(({ code }) => code) ?? [];
};
const said = (text: string): Codes => {
  const read = parseServerError(text);
  return [read.kind === "other" ? read.code : null];
};
const NOTHING = {
  publish: { allow: null, deny: [">"] },
  subscribe: { allow: null, deny: [">"] },
  responses: null,
};
const refusedNkey = (): Codes => {
  const facts = factsOf({ jwt: null });
  const attempt = refusedWith("Authorization Violation");
  const session = { attempt, server: null, end: null, endCode: null, outcome: "refused" } as const;
  return verdictOf(facts, session, NOW)?.causes.map(({ code }) => code) ?? [];
};
const NO_LIMITS = { subscriptions: null, payloadBytes: null, dataBytes: null };
const ofAccount = (jwt: Partial<JwtFacts> = {}, user: Partial<UserClaims> = {}): Codes =>
  accountCauses(factsOf({}, jwt, user), [], NOW).map(({ code }) => code);
const unreachable = (
  address: string,
  probe: { http: boolean; https: boolean } | null = null,
): Codes =>
  transportCauses(
    attemptOf({ address }),
    probe && { ...probe, pageOrigin: "http://p", monitoring: null },
  ).map(({ code }) => code);
const bridged = (
  reason: string,
  { code = 4500, ...seen }: Partial<AttemptRecord> & { code?: number } = {},
): Codes =>
  named(
    attemptOf({
      bridge: "prod-eu",
      end: "server-closed",
      info: null,
      close: { code, reason, wasClean: true },
      ...seen,
    }),
  );
const noInfo = { info: null, socketOpened: false } as const;

const PRODUCERS: Record<CauseCode, () => Codes> = {
  "creds/empty": () => unusable("creds/empty"),
  "creds/not-creds": () => unusable("creds/not-creds"),
  "creds/too-large": () => unusable("creds/too-large"),
  "creds/too-many": () => unusable("creds/too-many"),
  "creds/encoding": () => form("utf-16"),
  "creds/no-jwt": () => unusable("creds/no-jwt"),
  "creds/no-seed": () => seed("absent"),
  "creds/blocks-swapped": () => form("blocks-swapped"),
  "creds/form": () => form("crlf"),
  "creds/sentinel": () => ofFacts(factsOf({}, {}, { permissions: NOTHING })),
  "creds/unreadable-file": () => unusable("creds/unreadable-file"),
  "creds/nkey-only": () => {
    const seed = { state: "unmatched", publicKey: OTHER_USER, fault: null, signer: null } as const;
    return ofFacts(factsOf({ jwt: null, jwtFault: { code: "creds/nkey-only" }, seed }));
  },
  "creds/context": () => unusable("creds/context"),
  "creds/too-deep": () => unusable("creds/too-deep"),
  "jwt/malformed": () => unusable("jwt/malformed"),
  "jwt/algorithm": () => problem("jwt/algorithm"),
  "jwt/signature": () => ofFacts(factsOf({}, { signature: "invalid" })),
  "jwt/not-a-user": () => unusable("jwt/not-a-user"),
  "jwt/subject-kind": () => problem("jwt/subject-kind"),
  "jwt/issuer-kind": () => ofFacts(factsOf({}, { issuer: OTHER_USER })),
  "jwt/claims": () => problem("jwt/claims"),
  "jwt/locale-ignored": () => ofFacts(factsOf({}, {}, { ignoredLocale: "Asia/Tokyo" })),
  "jwt/unknown-claim": () => problem("jwt/unknown-claim"),
  "jwt/unknown-connection-type": () =>
    ofFacts(factsOf({}, {}, { connectionTypes: ["WEBSOCKET", "MQTT-WS"] })),
  "jwt/time-unit": () =>
    ofFacts(factsOf({}, { problems: [{ code: "jwt/time-unit", path: "iat", params: {} }] })),
  "jwt/no-issue-time": () => problem("jwt/no-issue-time"),
  "jwt/expired": () => ofFacts(factsOf({}, { expiresAtSec: 1 })),
  "jwt/not-yet-valid": () => ofFacts(factsOf({}, { notBeforeSec: NOW_SEC + 9 })),
  "jwt/outside-times": () =>
    ofFacts(factsOf({}, {}, { times: [{ start: "01:00:00", end: "02:00:00" }], timesZone: "UTC" })),
  "jwt/connection-type": () => ofFacts(factsOf({}, {}, { connectionTypes: ["MQTT"] })),
  "jwt/source-address": () => ofFacts(factsOf({}, {}, { source: ["10.0.0.0/8"] })),
  "jwt/proxy-required": () => ofFacts(factsOf({}, {}, { isProxyRequired: true })),
  "jwt/limits-zero": () => named(refusedWith("maximum subscriptions exceeded")),
  "jwt/reply-only": () => problem("jwt/reply-only"),
  "jwt/too-large": () => ofFacts(factsOf({}, { lengthChars: 5_000 })),
  "seed/malformed": () => seed("malformed"),
  "seed/not-a-user-seed": () => seed("wrong-kind"),
  "seed/mismatch": () => seed("mismatch"),
  "account/pinned": () => ofAccount(),
  "account/unknown": () => ofAccount(),
  "account/other-operator": () => ofAccount(),
  "account/issuer-unknown": () => ofAccount(),
  "account/scope-violated": () => ofAccount({ issuer: SIGNING_KEY }, { issuerAccount: ACCOUNT }),
  "account/template": () =>
    ofAccount(
      { issuer: SIGNING_KEY },
      { issuerAccount: ACCOUNT, limits: NO_LIMITS, carriedRights: [] },
    ),
  "account/expired": () => ofAccount(),
  "account/bearer-forbidden": () => ofAccount({}, { isBearer: true }),
  "account/callout": () => ofAccount(),
  "account/user-revoked": () => named(refusedWith("User Authentication Revoked")),
  "account/connection-limit": () =>
    named(refusedWith("maximum account active connections exceeded")),
  "server/open": () => named(attemptOf({ info: infoOf({ authRequired: false }) })),
  "server/not-jwt": () => named(attemptOf({ info: infoOf({ hasNonce: false }) })),
  "server/nkey-not-listed": refusedNkey,
  "server/wants-jwt": refusedNkey,
  "server/other-identity": () =>
    named(attemptOf(), serverOf({ info: infoOf({ remoteAccount: "$G" }) })),
  "server/max-connections": () => named(refusedWith("maximum connections exceeded")),
  "server/auth-timeout": () => named(refusedWith("Authentication Timeout")),
  "server/shutdown": () => named(refusedWith(null, 1001, "Server Shutdown")),
  "server/protocol": () => ended(["Unknown Protocol Operation"], 1002),
  "server/odd-nonce": () => {
    const close = { code: 1006, reason: "", wasClean: false, fault: "server/odd-nonce" } as const;
    return named(attemptOf({ end: "server-closed", close }));
  },
  "server/not-nats-server": () => named(attemptOf({ info: infoOf({ isNatsServer: false }) })),
  "server/compressed-frames": () => {
    const end = endOf([], 1006);
    const close = { code: 1006, reason: "", wasClean: false, isCompressed: true } as const;
    const session = { attempt: attemptOf(), server: serverOf(), outcome: "ended" } as const;
    const ended = { ...session, end: { ...end, close }, endCode: "ended/lost" } as const;
    return verdictOf(factsOf(), ended, NOW)?.causes.map(({ code }) => code) ?? [];
  },
  "limits/subscriptions": () => said("maximum subscriptions exceeded"),
  "limits/payload": () => said("Maximum Payload Violation"),
  "net/bad-url": () => named(attemptOf({ ...noInfo, end: "not-tried", localCode: "net/bad-url" })),
  "net/mixed-content": () =>
    named(attemptOf({ ...noInfo, end: "not-tried", localCode: "net/mixed-content" })),
  "net/silent": () => named(attemptOf({ ...noInfo, end: "timed-out" })),
  "net/no-info": () => named(attemptOf({ info: null, end: "timed-out" })),
  "net/not-listening": () => unreachable("ws://h:1", { http: false, https: false }),
  "net/not-websocket": () => unreachable("ws://h:1", { http: true, https: false }),
  "net/origin": () => unreachable("ws://h:1", { http: true, https: false }),
  "net/scheme": () => unreachable("ws://h:1", { http: false, https: true }),
  "net/certificate": () => unreachable("wss://h:1", { http: true, https: false }),
  "net/client-port": () => unreachable("ws://h:4222"),
  "net/monitoring-port": () => unreachable("ws://h:8222"),
  "net/path": () => unreachable("ws://h:1/leafnode"),
  "net/proxy-limit": () => cut(3),
  "net/inside-address": () => unreachable("ws://nats.default.svc:8080"),
  "net/local-network-access": () =>
    transportCauses(attemptOf({ address: "ws://10.0.0.1:1" }), null, {
      ...{ pageOrigin: "https://dash.example", loopback: "prompt", local: "denied" },
    }).map(({ code }) => code),
  "bridge/not-reached": () => bridged("", { code: 1006, socketOpened: false }),
  "bridge/origin": () => bridged("bridge/origin"),
  "bridge/unknown-target": () => bridged("bridge/unknown-target"),
  "bridge/busy": () => bridged("bridge/busy all"),
  "bridge/upstream-refused": () => bridged("bridge/upstream-refused ECONNREFUSED"),
  "bridge/upstream-silent": () => bridged("bridge/upstream-silent"),
  "bridge/upstream-tls": () => bridged("bridge/upstream-tls CERT_HAS_EXPIRED"),
  "bridge/not-nats": () => bridged("bridge/not-nats"),
  "bridge/handshake": () => bridged("bridge/handshake", { info: infoOf() }),
  "bridge/upstream-closed": () => ended([], 4500, "bridge/upstream-closed"),
  "bridge/idle": () => ended([], 4409, "bridge/idle"),
  "bridge/slow-reader": () => ended([], 4410, "bridge/slow-reader"),
  "bridge/stopped": () => ended([], 1001, "bridge/stopped"),
  "ended/expired": () => ended(["User Authentication Expired"], 1008),
  "ended/account-expired": () => ended(["Account Authentication Expired"], 1008),
  "ended/revoked": () => ended(["User Authentication Revoked"], 1008),
  "ended/limits": () => ended(["Maximum Payload Violation"], 1009),
  "ended/authorization": () => ended([], 1008, "Authentication Failure"),
  "ended/slow-consumer": () => ended([], 1008, "Slow Consumer (Pending Bytes)"),
  "ended/kicked": () => ended([], 1011, "Kicked"),
  "ended/stale": () => ended([], 1001, "Stale Connection"),
  "ended/shutdown": () => ended([], 1001, "Server Shutdown"),
  "ended/lost": () => ended([], 1006),
  "vault/stopped": () => {
    const end = { ...endOf([], 1006), vaultStopped: { messages: 3 } };
    const session = { attempt: attemptOf(), server: null, outcome: "ended", end } as const;
    const verdict = verdictOf(factsOf(), { ...session, endCode: "vault/stopped" }, NOW);
    return verdict?.causes.map(({ code }) => code) ?? [];
  },
};

const ALL: readonly CauseCode[] = [
  ...CREDS_CAUSES,
  ...JWT_CAUSES,
  ...SEED_CAUSES,
  ...ACCOUNT_CAUSES,
  ...SERVER_CAUSES,
  ...LIMIT_CAUSES,
  ...NET_CAUSES,
  ...BRIDGE_CAUSES,
  ...END_CAUSES,
  ...VAULT_CAUSES,
];

function expectPlain(text: string): void {
  expect(text).toMatch(/^\S.*\S$/u);
  expect(text).not.toMatch(/undefined|null|NaN|\[object|!|\s\s|\.\./u);
  expect(escapedText(text)).toBe(text);
}

describe("every cause", () => {
  it.each(ALL)("%s is found by a rule", (code) => {
    expect(PRODUCERS[code]()).toContain(code);
  });

  it.each(ALL)("%s has words, with and without evidence", (code) => {
    const found = [
      ...causesBeforeConnecting(factsOf({}, { expiresAtSec: 1, notBeforeSec: null }), NOW),
    ].find((cause) => cause.code === code);
    for (const evidence of [{}, found?.evidence ?? {}]) {
      const { title, meaning, next } = causeText({ code, certainty: "proven", evidence }, NOW);
      expectPlain(title);
      expectPlain(meaning);
      expectPlain(next);
      expect(title).not.toMatch(/\.$/u);
      expect(meaning).toMatch(/\.$/u);
      expect(next).toMatch(/\.$/u);
    }
  });
});

describe("lines to copy", () => {
  const names = {
    userName: "svc orders",
    accountName: "ORDERS",
    account: ACCOUNT,
    issuer: SIGNING_KEY,
  };
  const lineOf = (code: CauseCode, evidence: Evidence = {}) =>
    causeText({ code, certainty: "proven", evidence }, NOW, names);

  it("are filled in with the known names", () => {
    expect(lineOf("jwt/expired").commands).toEqual([
      "nsc edit user --account ORDERS --name 'svc orders' --expiry 30d",
      "nsc generate creds --account ORDERS --name 'svc orders' > 'svc orders.creds'",
    ]);
    expect(lineOf("jwt/source-address", { address: "203.0.113.7" }).commands?.[0]).toContain(
      "--source-network 203.0.113.7/32",
    );
    expect(lineOf("account/issuer-unknown").commands).toEqual([
      `nsc edit account --name ORDERS --sk ${SIGNING_KEY}`,
      "nsc push --account ORDERS",
    ]);
    expect(lineOf("account/template", { entry: "a.{{tag(team)}}" }).commands?.[0]).toMatch(
      / --tag team:VALUE$/u,
    );
    const unnamed = causeText({
      code: "jwt/expired",
      certainty: "proven",
      evidence: { account: ACCOUNT },
    });
    expect(unnamed.commands?.[0]).toContain(`--account ${ACCOUNT} --name USER `);
  });

  it("name what to look for or do in the configuration where the probe told the origin", () => {
    expect(lineOf("net/origin", { origin: "http://p" }).config).toContain("http://p");
  });
});

describe("words with values", () => {
  it("tells how long ago and until when", () => {
    const [cause] = causesBeforeConnecting(factsOf({}, { expiresAtSec: NOW_SEC - 11_520 }), NOW);
    if (!cause) throw new Error("no cause");
    const { title, meaning } = causeText(cause, NOW);
    expect(title).toBe("Expired 3 h 12 min ago");
    const until = new Date(NOW - 11_520_000);
    const clock = [until.getHours(), until.getMinutes()].map((n) => String(n).padStart(2, "0"));
    expect(meaning).toContain(`${clock.join(":")} on your clock`);
  });

  it("names address and range", () => {
    const evidence = { address: "127.0.0.1", allowed: "10.0.0.0/8" };
    expect(causeText({ code: "jwt/source-address", certainty: "proven", evidence }).meaning).toBe(
      "The server sees you as 127.0.0.1. It allows 10.0.0.0/8.",
    );
  });

  it("promises no retry after one was refused", () => {
    const next = (evidence: Record<string, number>) =>
      causeText({ code: "ended/shutdown", certainty: "proven", evidence }).next;
    expect(next({})).toContain("by itself");
    expect(next({ refusedAgain: 1 })).not.toContain("by itself");
  });

  it("says what is wrong with a claim", () => {
    const evidence = { at: "nats.src[0]", value: "10.0.0.1", reason: "cidr" };
    expect(causeText({ code: "jwt/claims", certainty: "proven", evidence }).meaning).toBe(
      "nats.src[0] (“10.0.0.1”) is not an address range such as 10.0.0.0/8. The server checks every claim and refuses the JWT if one is wrong.",
    );
  });

  it("has a line for every check in every state", () => {
    const scoped = factsOf(
      { seed: { state: "unmatched", publicKey: OTHER_USER, fault: null, signer: null } },
      { signature: "unchecked" },
      { source: ["10.0.0.0/8"], times: [{ start: "01:00:00", end: "02:00:00" }] },
    );
    for (const facts of [factsOf(), scoped]) {
      for (const check of checksOf(facts, NOW)) {
        for (const state of ["pass", "unknown"] as const) {
          expectPlain(checkText({ ...check, state, code: null }, NOW).title);
        }
        expectPlain(checkText(check, NOW).title);
      }
    }
    expect(checkText(checksOf(factsOf(), NOW)[1] ?? never()).title).toBe(
      "The signature is valid for the issuer",
    );
  });

  it("says where a format issue is and which clients it affects", () => {
    const crlf: FormatIssue = {
      code: "crlf",
      line: 1,
      refusedBy: [{ client: "javascript", how: "no-jwt" }],
    };
    expect(formatIssueText(crlf)).toEqual({
      title: "Windows line ends (CR LF), line 1",
      effect: "Refused by JavaScript clients.",
    });
    const wrapped = (["go", "javascript", "go-nkeys"] as const).map((client) => ({
      client,
      how: "no-seed" as const,
    }));
    expect(formatIssueText({ ...crlf, code: "wrapped-jwt", refusedBy: wrapped }).effect).toBe(
      "Refused by Go clients, Go tools and JavaScript clients.",
    );
    expect(formatIssueText({ code: "byte-order-mark", line: null, refusedBy: [] }).effect).toBe(
      "Every client reads it.",
    );
  });

  it("says for each client whether it reads the file, and else what it says", () => {
    const labels: FormatIssue = {
      code: "unknown-label",
      line: 1,
      refusedBy: [
        { client: "python", how: "hangs" },
        { client: "dotnet", how: "no-jwt" },
        { client: "c", how: "wrong-jwt" },
      ],
    };
    const answers = clientAnswers([labels]);
    expect(answers.map(({ client, state }) => [client, state])).toEqual([
      ["go-nkeys", "accepted"],
      ["go", "accepted"],
      ["javascript", "accepted"],
      ["java", "accepted"],
      ["python", "hangs"],
      ["dotnet", "refused"],
      ["rust", "accepted"],
      ["c", "refused"],
      ["c-before-3.9", "accepted"],
    ]);
    expect(answers[5]?.text).toBe("finds no JWT: “Can't find JWT in credentials”");
    for (const { text } of answers) expectPlain(text);
  });

  it("says why an action failed", () => {
    expect(
      actionText({ code: "payload-too-large", params: { bytes: 2_000_000, limit: 1_048_576 } })
        .meaning,
    ).toContain("1,048,576 bytes");
    expect(actionText({ code: "permissions-violation", params: { text: "No" } }).meaning).toBe(
      "The server said: No.",
    );
    expect(actionText({ code: "net/bad-url", params: { reason: "empty" } }).meaning).toBe(
      "The field is empty.",
    );
  });

  it("has words where no cause is known", () => {
    expect(unnamedText("refused")?.title).toBe("The server does not say why");
    expect(unnamedText("unreachable")?.title).toBe("The browser does not say why");
    expect(unnamedText("accepted")).toBeNull();
    expectPlain(outcomeTitle("unchecked"));
    expectPlain(noticeText("ended/lost"));
  });
});

function never(): never {
  throw new Error("missing");
}
