// Compares our problems of a JWT with a real nats-server: the server refuses each JWT here exactly when we
// find a problem that a server refuses.

import { connect } from "node:net";
import type { KeyPair } from "@nats-io/nkeys";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CauseCode } from "@/lib/shared/facts/causes";
import { signText, userClaims } from "@/lib/testing/creds/make-creds";
import {
  endServers,
  identities,
  makeWorld,
  serverBinary,
  startServer,
} from "@/lib/testing/real-server";
import { decodeJwt, verifyJwt } from "./decode-jwt";

const REFUSED: readonly CauseCode[] = [
  "jwt/claims",
  "jwt/issuer-kind",
  "jwt/algorithm",
  "jwt/malformed",
  "jwt/expired",
];
const user = identities.makeKey("user").pair;
let account: KeyPair;
let port: number;
let isOld = false;

beforeAll(async () => {
  const world = await makeWorld();
  account = world.account.pair;
  const server = await startServer(world.config());
  port = Number(new URL(server.clientUrl).port);
  isOld = !(await serverBinary()).isAtLeast(2, 10);
});
afterAll(endServers);

const json = (nats: object = {}, top: object = {}) =>
  JSON.stringify(userClaims(user, account, { ...nats }, { ...top }));
const withField = (field: string) => json().replace("{", `{${field},`);
const old = (nats: object = {}) =>
  JSON.stringify({ iss: account.getPublicKey(), sub: user.getPublicKey(), type: "user", nats });
const V1 = { alg: "ed25519", typ: "jwt", signs: "payload" } as const;
const sign = (text: string, options = {}) => signText(text, account, options);

const CASES: Readonly<Record<string, () => string>> = {
  sound: () => sign(json()),
  ...ofEach(
    "src",
    [
      "10.0.0.1",
      "127.0.0.0/08",
      "01.2.3.4/8",
      "::ffff:127.0.0.1/96",
      "::1/129",
      "fe80::1%eth0/64",
      "",
    ],
    (src) => ({ src: ["127.0.0.0/8", src] }),
  ),
  ...ofEach("src as text", ["127.0.0.0/8, ,10.0.0.0/8", "10.0.0.0/8;127.0.0.0/8"], (src) => ({
    src,
  })),
  ...ofEach(
    "time",
    ["0:00:00", "00:00:00.5", "00:00:00,5", "0:0:00", "24:00:00", "00:00", "00:00:00Z", ""],
    (start) => ({
      times: [
        { start: "00:00:00", end: "23:59:59" },
        { start, end: "23:59:59" },
      ],
    }),
  ),
  ...ofEach(
    "zone",
    ["Europe/Berlin", "europe/berlin", "UTC", "Local", "Mars/Base", "+01:00", "Asia/Calcutta"],
    (zone) => ({ times_location: zone }),
  ),
  ...ofEach("publish", ["a b", "a b c", "", "a.>.b", null, 1], (entry) => ({
    pub: { allow: [entry] },
  })),
  ...ofEach("subscribe", ["a b", "a b c", "a ", " a", "*.>"], (entry) => ({
    sub: { allow: [entry] },
  })),
  ...ofEach("issuer_account", ["x", user.getPublicKey(), ""], (key) => ({ issuer_account: key })),
  ...ofEach(
    "wrong type",
    [
      { tags: [1] },
      { bearer_token: "yes" },
      { subs: "5" },
      { resp: { max: 1.5, ttl: 0 } },
      { allowed_connection_types: "STANDARD" },
      { times_location: 5 },
    ],
    (nats) => nats,
  ),
  ...ofEach(
    "null or absent",
    [{ resp: null }, { pub: null }, { src: null }, { locale: 5 }],
    (nats) => nats,
  ),
  ...ofEach("version", [{ version: 3 }, { version: undefined }, { version: 1 }], (nats) => nats),
  ...Object.fromEntries(
    [
      '"exp":1e10',
      '"exp":19000000000.5',
      '"exp":"19000000000"',
      '"exp":9223372036854775808',
      '"exp":-5',
      '"exp":-0',
      '"exp":null',
      '"exp":5,"EXP":0',
      '"aud":5',
      '"__proto__":1',
    ].map((field) => [field, () => sign(withField(field))]),
  ),
  "version 1": () => sign(old(), V1),
  "version 1 with a source": () => sign(old({ src: "127.0.0.0/8" }), V1),
  "version 1 with a bad source": () => sign(old({ src: "127.0.0.1" }), V1),
  "old body, new header": () => sign(old()),
  "old body, new header, signed as old": () => sign(old(), { signs: "payload" }),
  "new body, old header": () => sign(json(), V1),
  "new body, old header, signed as new": () => sign(json(), { ...V1, signs: "both" }),
  "alg none": () => sign(json(), { alg: "none" }),
  "alg in capitals": () => sign(json(), { alg: "ED25519-NKEY" }),
  "typ JOSE": () => sign(json(), { typ: "JOSE" }),
  "an issuer that is no key": () => sign(json({}, { iss: "x" })),
  padding: () => `${sign(json())}=`,
};

function ofEach<T>(name: string, values: readonly T[], nats: (value: T) => object) {
  return Object.fromEntries(
    values.map((value) => [`${name} ${JSON.stringify(value)}`, () => sign(json(nats(value)))]),
  );
}

/** One connection to the server. It sends what a client sends before its first subscription. */
class Login {
  private readonly socket = connect(port, "127.0.0.1");
  private heard = "";
  private isOver = false;
  private wake = () => {};

  constructor(private readonly jwt: string) {
    this.socket.on("data", (data) => {
      this.heard += data;
      this.wake();
    });
    this.socket.on("error", () => {});
    this.socket.on("close", () => {
      this.isOver = true;
      this.wake();
    });
  }

  /** True when the server accepted CONNECT. It is verbose, so that no PING follows a refused CONNECT unread. */
  async isTaken(): Promise<boolean> {
    await this.hears(/"nonce":"[^"]+".*\r\n/, "INFO");
    const nonce = /"nonce":"([^"]+)"/.exec(this.heard)?.[1] ?? "";
    const sig = Buffer.from(user.sign(Buffer.from(nonce))).toString("base64url");
    this.socket.write(`CONNECT ${JSON.stringify({ jwt: this.jwt, sig, verbose: true })}\r\n`);
    return (await this.hears(/^(\+OK|-ERR)/m, "an answer to CONNECT")) === "+OK";
  }

  /** True for a PONG, false for an -ERR before or instead of it. */
  async answersPing(): Promise<boolean> {
    this.heard = this.heard.replace(/PONG\r\n/g, "");
    if (!this.isOver) this.socket.write("PING\r\n");
    const isAnswered = await this.hears(/^(PONG|-ERR)/m, "PONG or the end").catch((error) => {
      // When a server ends a connection while a PING is on its way, its last -ERR may be lost.
      if (this.isOver) return "-ERR";
      throw error;
    });
    return isAnswered === "PONG" && !this.heard.includes("-ERR");
  }

  /** What the server says to a message; "" = it takes it. */
  async publish(subject: string): Promise<string> {
    this.heard = "";
    this.socket.write(`PUB ${subject} 1\r\nx\r\nPING\r\n`);
    await this.hears(/^PONG/m, "PONG");
    return /^-ERR (.*)\r$/m.exec(this.heard)?.[1] ?? "";
  }

  async isEnded(): Promise<void> {
    await this.waitUntil(() => this.isOver, "the end of the connection");
  }

  leave(): void {
    this.socket.destroy();
  }

  private async hears(pattern: RegExp, what: string): Promise<string> {
    await this.waitUntil(() => pattern.test(this.heard) || this.isOver, what);
    const found = pattern.exec(this.heard);
    if (found === null) throw new Error(`closed before ${what}, after: ${this.heard}`);
    return found[0];
  }

  private async waitUntil(check: () => boolean, what: string): Promise<void> {
    while (!check()) {
      await new Promise<void>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`waited in vain for ${what}, after: ${this.heard}`)),
          60_000,
        );
        this.wake = () => {
          clearTimeout(late);
          resolve();
        };
      });
    }
  }
}

/**
 * "PONG" when the server accepts the JWT and keeps the connection, "-ERR" when it does not. An expired user may
 * get a PONG first, because the server ends it by a concurrent timer with no delay (nats-server
 * server/client.go setExpiration). So, after the PONG, another expired user connects and is ended. The timer of
 * the first user was set long before and has fired by then.
 */
async function answerTo(jwt: string): Promise<string> {
  const login = new Login(jwt);
  try {
    if (!(await login.isTaken()) || !(await login.answersPing())) return "-ERR";
    const over = new Login(sign(withField('"exp":-5')));
    if (await over.isTaken()) await over.isEnded();
    return (await login.answersPing()) ? "PONG" : "-ERR";
  } finally {
    login.leave();
  }
}

test.each(Object.keys(CASES))("%s", async (name) => {
  const jwt = CASES[name]?.() ?? "";
  const decoded = decodeJwt(jwt);
  if (!decoded.ok) throw new Error("unreadable");
  const facts = await verifyJwt(decoded.value, jwt);
  const refusing = facts.problems.filter((problem) => REFUSED.includes(problem.code));
  const weSay = refusing.length > 0 || facts.signature !== "valid" ? "-ERR" : "PONG";
  expect([name, facts.problems, weSay]).toEqual([name, facts.problems, await answerTo(jwt)]);
});

test.each(["a..b", ".a", "a."])("dots in %s: refused from 2.10 on", async (entry) => {
  const jwt = sign(json({ pub: { deny: [entry] } }));
  const decoded = decodeJwt(jwt);
  expect(decoded.ok && decoded.value.problems.map((problem) => problem.params["reason"])).toEqual([
    "dots",
  ]);
  expect(await answerTo(jwt)).toBe(isOld ? "PONG" : "-ERR");
});

/** What the server says to a message on "b.x" of a user with these claims. */
async function answerToMessage(nats: object): Promise<string> {
  const login = new Login(sign(json(nats)));
  try {
    expect(await login.isTaken()).toBe(true);
    return await login.publish("b.x");
  } finally {
    login.leave();
  }
}

const codesOf = (nats: object): readonly CauseCode[] => {
  const decoded = decodeJwt(sign(json(nats)));
  return decoded.ok ? decoded.value.problems.map(({ code }) => code) : [];
};

test.each([
  [{ permissions: { publish: ["a.>"], subscribe: ["a.>"] } }],
  [{ pub: { allowed: ["a.>"] } }],
  [{ "pub-allow": ["a.>"] }],
])("no server reads %j, so it restricts nothing", async (nats) => {
  expect(codesOf(nats)).toEqual(["jwt/unknown-claim"]);
  expect(await answerToMessage(nats)).toBe("");
});

test("the same list under the right name restricts", async () => {
  expect(codesOf({ pub: { allow: ["a.>"] } })).toEqual([]);
  expect(await answerToMessage({ pub: { allow: ["a.>"] } })).toContain("Permissions Violation");
});

test("an empty resp forbids every message that is no reply", async () => {
  const nats = { pub: {}, resp: { max_msgs: 5, expires: 60 }, bearer_token: null };
  expect(codesOf(nats)).toEqual(["jwt/reply-only", "jwt/unknown-claim", "jwt/unknown-claim"]);
  expect(await answerToMessage(nats)).toContain("Permissions Violation");
});

test("an exp inside nats ends nothing", async () => {
  const jwt = sign(json({ exp: 5 }));
  expect(codesOf({ exp: 5 })).toEqual(["jwt/unknown-claim"]);
  expect(await answerTo(jwt)).toBe("PONG");
});

test.each([["WEBSOCKET-X"], ["STANDARD", "MQTT-WS"]])(
  "a connection type that no server knows is skipped beside others: %j",
  async (...types) => {
    const jwt = sign(json({ allowed_connection_types: types }));
    expect(await answerTo(jwt)).toBe(types.includes("STANDARD") ? "PONG" : "-ERR");
  },
);
