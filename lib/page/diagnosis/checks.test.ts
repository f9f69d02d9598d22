import { describe, expect, it } from "vitest";
import { connectBytes } from "@/lib/shared/diagnosis/connect-size";
import type { Observations } from "@/lib/shared/diagnosis/findings";
import { soundnessOf } from "@/lib/shared/diagnosis/own-checks";
import { CHECK_IDS, type CheckId } from "@/lib/shared/facts/causes";
import {
  ACCOUNT,
  attemptOf,
  factsOf,
  infoOf,
  NOW,
  NOW_SEC,
  OTHER_USER,
  SIGNING_KEY,
  serverOf,
  USER,
} from "@/lib/testing/diagnosis-facts";
import { checksOf } from "./checks";

const check = (id: CheckId, facts = factsOf(), seen?: Observations, now = NOW) =>
  checksOf(facts, now, seen).find((one) => one.id === id);

const connected = (change = {}): Observations => ({
  attempt: attemptOf(),
  server: serverOf(change),
});

describe("the list of checks", () => {
  it("has every check in a fixed order, and sound creds fail none", () => {
    const checks = checksOf(factsOf(), NOW);
    expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS);
    const open = checks.filter(({ state }) => state !== "pass").map(({ id, state }) => [id, state]);
    expect(open).toEqual([
      ["chain", "unknown"],
      ["who-am-i", "unknown"],
    ]);
    expect(soundnessOf(factsOf(), NOW)).toBe("sound");
  });

  it("has what applies when there is no readable JWT", () => {
    const fault = { code: "jwt/malformed", params: { at: "payload" } } as const;
    const seed = { state: "unmatched", publicKey: USER, fault: null, signer: null } as const;
    const facts = factsOf({ jwt: null, jwtFault: fault, seed, unusable: fault });
    expect(checksOf(facts, NOW)).toEqual([
      { id: "form", state: "pass", code: null, evidence: {} },
      { id: "seed", state: "unknown", code: null, evidence: { seedOf: USER } },
      { id: "claims", state: "fail", code: "jwt/malformed", evidence: { at: "payload" } },
    ]);
    expect(soundnessOf(facts, NOW)).toBe("broken");
  });

  it("passes nothing that is not there, and says each failure once", () => {
    const seed = { state: "absent", publicKey: null, fault: null, signer: null } as const;
    for (const code of ["creds/not-creds", "creds/empty", "creds/context"] as const) {
      const facts = factsOf({ jwt: null, jwtFault: { code }, unusable: { code }, seed });
      expect(checksOf(facts, NOW)).toEqual([{ id: "form", state: "fail", code, evidence: {} }]);
    }
    const bare = factsOf({ seed, unusable: { code: "creds/no-seed" } });
    const failed = checksOf(bare, NOW).filter(({ state }) => state === "fail");
    expect(failed.map(({ id, code }) => [id, code])).toEqual([["seed", "creds/no-seed"]]);
  });

  it("an nkey seed alone is sound, and said to be one", () => {
    const seed = { state: "unmatched", publicKey: USER, fault: null, signer: "webcrypto" } as const;
    const facts = factsOf({ jwt: null, jwtFault: { code: "creds/nkey-only" }, seed });
    expect(checksOf(facts, NOW).map(({ id, state, code }) => [id, state, code])).toEqual([
      ["form", "unknown", "creds/nkey-only"],
      ["seed", "unknown", null],
      ["who-am-i", "unknown", null],
    ]);
    expect(soundnessOf(facts, NOW)).toBe("sound");
  });
});

const JS = [{ client: "javascript", how: "no-jwt" }] as const;

describe("form", () => {
  it("warns of what some client refuses, not of what every client reads", () => {
    const crlf = { code: "crlf", line: 1, refusedBy: JS } as const;
    expect(check("form", factsOf({ form: [crlf] }))).toMatchObject({
      state: "warn",
      code: "creds/form",
      evidence: { clients: "javascript", oddities: 1 },
    });
    const bom = { code: "byte-order-mark", line: null } as const;
    const onlyJava = { ...bom, refusedBy: [{ client: "java", how: "wrong-seed" }] } as const;
    expect(check("form", factsOf({ form: [onlyJava] }))).toMatchObject({
      state: "pass",
      evidence: { clients: "java" },
    });
    expect(soundnessOf(factsOf({ form: [onlyJava] }), NOW)).toBe("sound");
    expect(check("form", factsOf({ form: [onlyJava, crlf] }))?.evidence["clients"]).toBe(
      "java, javascript",
    );
    expect(soundnessOf(factsOf({ form: [crlf] }), NOW)).toBe("warned");
  });

  it("has separate codes for order and encoding", () => {
    const swapped = { code: "blocks-swapped", line: 1, refusedBy: JS } as const;
    expect(check("form", factsOf({ form: [swapped] }))?.code).toBe("creds/blocks-swapped");
    const utf16 = { code: "utf-16", line: null, refusedBy: JS } as const;
    expect(check("form", factsOf({ form: [utf16] }))?.code).toBe("creds/encoding");
  });

  it("fails when there is nothing to read", () => {
    const facts = factsOf({ jwt: null, unusable: { code: "creds/empty" } });
    expect(check("form", facts)).toMatchObject({ state: "fail", code: "creds/empty" });
  });
});

describe("signature and issuer", () => {
  it("fails on a bad signature or algorithm, and is unknown until verified", () => {
    expect(check("signature", factsOf({}, { signature: "invalid" }))?.code).toBe("jwt/signature");
    expect(check("signature", factsOf({}, { signature: "unchecked" }))?.state).toBe("unknown");
    const problem = { code: "jwt/algorithm", path: "alg", params: { alg: "HS256" } } as const;
    const facts = factsOf({}, { signature: "unchecked", problems: [problem] });
    expect(check("signature", facts)).toMatchObject({
      state: "fail",
      code: "jwt/algorithm",
      evidence: { at: "alg", alg: "HS256" },
    });
  });

  it("takes account keys as issuer only", () => {
    expect(check("issuer")).toMatchObject({ state: "pass", evidence: { isSigningKey: 0 } });
    const signed = factsOf({}, { issuer: SIGNING_KEY }, { issuerAccount: ACCOUNT });
    expect(check("issuer", signed)).toMatchObject({
      state: "unknown",
      code: null,
      evidence: { isSigningKey: 1, keyProof: "claimed" },
    });
    for (const issuer of [USER, null]) {
      expect(check("issuer", factsOf({}, { issuer }))?.code).toBe("jwt/issuer-kind");
    }
  });
});

describe("seed", () => {
  const mismatch = {
    state: "mismatch",
    publicKey: OTHER_USER,
    fault: null,
    signer: "webcrypto",
  } as const;
  const malformed = {
    state: "malformed",
    publicKey: null,
    fault: { code: "seed/malformed", params: { reason: "checksum" } },
    signer: null,
  } as const;
  const absent = { state: "absent", publicKey: null, fault: null, signer: null } as const;
  const wrongKind = {
    state: "wrong-kind",
    publicKey: ACCOUNT,
    fault: { code: "seed/not-a-user-seed" },
    signer: null,
  } as const;

  it.each([
    [mismatch, "seed/mismatch"],
    [malformed, "seed/malformed"],
    [wrongKind, "seed/not-a-user-seed"],
    [absent, "creds/no-seed"],
  ])("fails: $state", (seed, code) => {
    expect(check("seed", factsOf({ seed }))).toMatchObject({ state: "fail", code });
  });

  it("decides nothing for a bearer user", () => {
    const bearer = { isBearer: true };
    expect(check("seed", factsOf({ seed: mismatch }, {}, bearer))).toMatchObject({
      state: "warn",
      code: "seed/mismatch",
    });
    expect(check("seed", factsOf({ seed: absent }, {}, bearer))?.state).toBe("pass");
  });
});

describe("validity", () => {
  it("counts whole seconds as the server does", () => {
    const at = (expiresAtSec: number, now = NOW) =>
      check("validity", factsOf({}, { expiresAtSec }), undefined, now);
    expect(at(NOW_SEC, NOW + 999)?.state).toBe("pass");
    expect(at(NOW_SEC, NOW + 1_000)).toMatchObject({
      state: "fail",
      code: "jwt/expired",
      evidence: { expiresAtSec: NOW_SEC, expiredForSec: 1 },
    });
    expect(at(NOW_SEC + 600)?.evidence["leftSec"]).toBe(600);
    expect(at(0)?.state).toBe("pass");
  });

  it("knows a start that is still to come", () => {
    const at = (notBeforeSec: number) => check("validity", factsOf({}, { notBeforeSec }));
    expect(at(NOW_SEC + 1)).toMatchObject({
      code: "jwt/not-yet-valid",
      evidence: { startsInSec: 1 },
    });
    expect(at(NOW_SEC)?.state).toBe("pass");
    const far = { code: "jwt/not-yet-valid", path: "nbf", params: {} } as const;
    expect(check("validity", factsOf({}, { problems: [far] }))?.state).toBe("fail");
  });
});

describe("times", () => {
  const shift = (start: string, end: string, timesZone: string | null = "UTC") =>
    check("times", factsOf({}, {}, { times: [{ start, end }], timesZone }));

  it("passes inside and fails outside a known zone", () => {
    expect(shift("11:00:00", "13:00:00")?.state).toBe("pass");
    expect(shift("13:00:00", "14:00:00")).toMatchObject({
      state: "fail",
      code: "jwt/outside-times",
      evidence: { opensInSec: 3_600, zone: "UTC" },
    });
    expect(shift("13:00:00", "14:00:00", "Europe/Rome")?.state).toBe("fail");
    expect(shift("13:00:00", "15:00:00", "Europe/Rome")?.state).toBe("pass");
  });

  it("only warns without a zone, since the server's own counts", () => {
    const hour = new Date(NOW).getHours();
    const clock = (plus: number) => `${String((hour + plus + 24) % 24).padStart(2, "0")}:00:00`;
    expect(shift(clock(1), clock(2), null)).toMatchObject({
      state: "warn",
      code: "jwt/outside-times",
    });
    const inside = hour === 23 ? "23:59:59" : clock(1);
    expect(shift(hour === 0 ? "00:00:00" : clock(-1), inside, null)?.state).not.toBe("warn");
  });

  it("warns past midnight, where versions differ", () => {
    expect(shift("20:00:00", "13:00:00")).toMatchObject({
      state: "warn",
      evidence: { afterMidnight: 1 },
    });
    expect(shift("11:00:00", "02:00:00")?.state).toBe("pass");
  });

  it("takes Go's spellings, and Local for no zone", () => {
    expect(shift("9:00:00", "12:00:00.5")?.state).toBe("pass");
    const local = shift("00:00:00", "23:59:59", "Local");
    expect(local?.code ?? "none").not.toBe("jwt/claims");
    expect(local?.evidence["zone"]).toBeUndefined();
  });

  it("warns of a zone that no server reads", () => {
    expect(check("times", factsOf({}, {}, { ignoredLocale: "Asia/Tokyo" }))?.code).toBe(
      "jwt/locale-ignored",
    );
    expect(shift("11:00:00", "13:00:00", "No/Such")?.state).toBe("unknown");
  });
});

describe("source", () => {
  const facts = factsOf({}, {}, { source: ["10.0.0.0/8", "2001:db8::/32"] });
  const from = (clientIp: string): Observations => ({
    attempt: attemptOf({ info: infoOf({ clientIp }) }),
    server: null,
  });

  it("is unknown until INFO tells the address", () => {
    expect(check("source", facts)).toMatchObject({ state: "unknown", code: null });
    expect(check("source", facts, from("10.2.3.4"))?.state).toBe("pass");
    expect(check("source", facts, from("2001:db8::5"))?.state).toBe("pass");
    expect(check("source", facts, from("127.0.0.1"))).toMatchObject({
      state: "fail",
      code: "jwt/source-address",
      evidence: { address: "127.0.0.1", allowed: "10.0.0.0/8, 2001:db8::/32" },
    });
  });
});

describe("connection type and claims", () => {
  it("wants WEBSOCKET in any case", () => {
    const types = (...connectionTypes: string[]) =>
      check("connection-type", factsOf({}, {}, { connectionTypes }));
    expect(types("STANDARD", "websocket")?.state).toBe("pass");
    expect(types()?.state).toBe("pass");
    expect(types("STANDARD", "NEWER")).toMatchObject({
      state: "fail",
      code: "jwt/connection-type",
    });
  });

  it("reports what the decoder found", () => {
    const bad = { code: "jwt/claims", path: "nats.src[0]", params: { value: "10/8" } } as const;
    expect(check("claims", factsOf({}, { problems: [bad] }))).toMatchObject({
      state: "fail",
      code: "jwt/claims",
      evidence: { at: "nats.src[0]", value: "10/8" },
    });
    const odd = { code: "jwt/subject-kind", path: "sub", params: {} } as const;
    expect(check("claims", factsOf({}, { problems: [odd] }))).toMatchObject({ state: "warn" });
    expect(check("claims", factsOf({}, {}, { isProxyRequired: true }))?.code).toBe(
      "jwt/proxy-required",
    );
  });

  it.each([
    ["resp alone", null, null, true, "jwt/reply-only"],
    ["resp with publish.allow", ["a"], null, true, null],
    ["empty allow beside a deny", [], ["b"], false, "jwt/reply-only"],
    ["empty allow alone", [], null, false, null],
  ])("%s", (_, allow, deny, responds, code) => {
    const permissions = {
      publish: { allow, deny },
      subscribe: { allow: null, deny: null },
      responses: responds ? { max: 1, ttlNs: 0 } : null,
    };
    expect(check("claims", factsOf({}, {}, { permissions }))?.code).toBe(code);
  });
});

describe("limits", () => {
  const none = { subscriptions: null, payloadBytes: null, dataBytes: null };
  const scoped = factsOf(
    {},
    { issuer: SIGNING_KEY },
    { limits: none, issuerAccount: ACCOUNT, carriedRights: [] },
  );

  it("are zero when a version 2 JWT leaves them out", () => {
    expect(check("limits", factsOf({}, {}, { limits: none }))).toMatchObject({
      state: "fail",
      code: "jwt/limits-zero",
      evidence: { zero: "subscriptions, payload" },
    });
    const payload = { ...none, subscriptions: -1, payloadBytes: 0 };
    expect(check("limits", factsOf({}, {}, { limits: payload }))?.evidence["zero"]).toBe("payload");
    expect(check("limits", factsOf({}, { version: 1 }, { limits: none }))?.state).toBe("pass");
  });

  it("may come from a scoped signing key, which only a server shows", () => {
    expect(check("limits", scoped)?.state).toBe("unknown");
    expect(check("limits", scoped, connected())?.state).toBe("pass");
    expect(check("limits", scoped, connected({ maxPayloadBytes: 0 }))?.state).toBe("fail");
    const withRights = factsOf(
      {},
      { issuer: SIGNING_KEY },
      { limits: none, issuerAccount: ACCOUNT, source: ["10.0.0.0/8"], carriedRights: ["src"] },
    );
    expect(check("limits", withRights)?.state).toBe("fail");
  });
});

describe("size", () => {
  it("fails one byte over what a CONNECT line can hold", () => {
    const rest = connectBytes(factsOf({}, { lengthChars: 0 }));
    expect(rest).toBeGreaterThan(300);
    expect(check("size", factsOf({}, { lengthChars: 4_096 - rest }))?.state).toBe("pass");
    expect(check("size", factsOf({}, { lengthChars: 4_097 - rest }))).toMatchObject({
      state: "fail",
      code: "jwt/too-large",
      evidence: { bytes: 4_097, limit: 4_096 },
    });
  });
});

describe("who am I", () => {
  const answer = (user: string | null, account: string | null) =>
    connected({
      identity: {
        from: "user-info",
        user,
        account,
        accountName: null,
        userName: null,
        clock: null,
        permissions: null,
        endsAtMs: null,
      },
    });

  it("is what the server says", () => {
    expect(check("who-am-i", factsOf(), answer(USER, ACCOUNT))?.state).toBe("pass");
    expect(check("who-am-i", factsOf(), answer(OTHER_USER, ACCOUNT))).toMatchObject({
      state: "fail",
      code: "server/other-identity",
      evidence: { serverUser: OTHER_USER, serverAccount: ACCOUNT },
    });
    const inAccount = connected({ info: infoOf({ remoteAccount: ACCOUNT }) });
    expect(check("who-am-i", factsOf(), inAccount)?.state).toBe("pass");
  });

  it("is unknown when the server cannot be asked", () => {
    expect(check("who-am-i", factsOf(), connected({ identitySilence: "no-service" }))).toEqual({
      id: "who-am-i",
      state: "unknown",
      code: null,
      evidence: { silence: "no-service" },
    });
  });

  it("fails on servers that never look", () => {
    const on = (change: Parameters<typeof infoOf>[0]): Observations => ({
      attempt: attemptOf({ info: infoOf(change) }),
      server: serverOf(),
    });
    expect(check("who-am-i", factsOf(), on({ authRequired: false }))?.code).toBe("server/open");
    expect(check("who-am-i", factsOf(), on({ hasNonce: false }))?.code).toBe("server/not-jwt");
  });
});
