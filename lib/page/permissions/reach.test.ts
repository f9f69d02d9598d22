// Whether A reaches B, as we say it and as a real server does it.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import { makeUser, type User } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { pub, RawClient, sub } from "@/lib/testing/permissions/raw-client";
import { endServers, type RunningNatsServer, startServer } from "@/lib/testing/real-server";
import { makeOperator } from "@/lib/testing/trust";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { canReach, type Party, type ReachQuestion } from "./reach";
import { rightsOf } from "./rights";
import { compileRules } from "./rule-set";
import { serverModel } from "./versions/server-model";

const operator = makeOperator("OP");
const keys = { east: makeKey("account"), west: makeKey("account"), far: makeKey("account") };

const east = keys.east.publicKey;
const jwts = {
  east: operator.account("EAST", keys.east, {
    mappings: { "old.*": [{ subject: "new.$1" }] },
    exports: [
      { name: "out", subject: "out.>", type: "stream" },
      { name: "tick", subject: "tick.*.*", type: "stream" },
      { name: "svc", subject: "svc.*.*", type: "service" },
    ],
  }),
  west: operator.account("WEST", keys.west, {
    imports: [
      { name: "out", subject: "out.eu.>", account: east, type: "stream" },
      { name: "in", subject: "out.us.>", account: east, type: "stream", local_subject: "in.>" },
      {
        name: "tick",
        subject: "tick.*.*",
        account: east,
        type: "stream",
        local_subject: "t.$2.$1",
      },
      {
        name: "svc",
        subject: "svc.*.*",
        account: east,
        type: "service",
        local_subject: "my.$2.$1",
      },
      { name: "one", subject: "svc.a.b", account: east, type: "service", local_subject: "one" },
      { name: "none", subject: "hidden.>", account: east, type: "stream" },
    ],
  }),
  far: operator.account("FAR", keys.far),
};

let server: RunningNatsServer;
let trust: readonly TrustFacts[];

const read = (text: string) =>
  readCreds(new TextEncoder().encode(text), { kind: "paste", name: "", bytes: 0 });

beforeAll(async () => {
  const names = ["east", "west", "far"] as const;
  server = await startServer(
    operator.config(names.map((name) => [keys[name].publicKey, jwts[name]])),
  );
  const results = (await Promise.all(Object.values(jwts).map(read))).flat();
  trust = results.flatMap((result) => (result.kind === "trust" ? [result.facts] : []));
});
afterAll(endServers);

type Who = keyof typeof keys;
interface Case {
  readonly a?: Who;
  readonly b?: Who;
  readonly pub?: Record<string, unknown>;
  readonly sub?: Record<string, unknown>;
  readonly publish: string;
  readonly subscribe?: string;
  readonly is: string;
}

const CASES: readonly Case[] = [
  { publish: "x.y", is: "reaches same-account" },
  { publish: "x.y", subscribe: "x.*", is: "reaches same-account" },
  { publish: "x.y", subscribe: "y.*", is: "does-not no-match" },
  { publish: "x.y", pub: { deny: ["x.>"] }, is: "does-not publish-denied" },
  { publish: "x.y", sub: { deny: ["x.>"] }, is: "does-not subscribe-denied" },
  { publish: "x.y", subscribe: "x.*", sub: { deny: ["x.y"] }, is: "does-not filtered" },
  { publish: "x.z", subscribe: "x.*", sub: { deny: ["x.y"] }, is: "reaches same-account" },
  { publish: "old.a", subscribe: "new.*", is: "reaches same-account" },
  { publish: "old.a", is: "does-not no-match" },
  { publish: "old.a", subscribe: "new.a", pub: { deny: ["new.>"] }, is: "does-not publish-denied" },
  { b: "west", publish: "out.eu.x", is: "reaches stream-import" },
  { b: "west", publish: "out.us.x", subscribe: "in.x", is: "reaches stream-import" },
  { b: "west", publish: "out.us.x", is: "does-not no-match" },
  {
    b: "west",
    publish: "out.us.x",
    subscribe: "in.*",
    sub: { deny: ["in.x"] },
    is: "does-not filtered",
  },
  {
    b: "west",
    publish: "out.us.x",
    subscribe: "in.x",
    sub: { deny: ["in.>"] },
    is: "does-not subscribe-denied",
  },
  { b: "west", publish: "tick.1.2", subscribe: "t.2.1", is: "reaches stream-import" },
  { b: "west", publish: "tick.1.2", subscribe: "t.1.2", is: "does-not no-match" },
  { b: "west", publish: "hidden.x", is: "does-not no-export" },
  { b: "west", publish: "x.y", is: "does-not no-import" },
  { b: "far", publish: "out.eu.x", is: "does-not no-import" },
  { a: "west", publish: "one", subscribe: "svc.a.b", is: "reaches service-import" },
  { a: "west", publish: "my.1.2", subscribe: "svc.2.1", is: "reaches service-import" },
  { a: "west", publish: "my.1.2", subscribe: "svc.1.2", is: "does-not no-match" },
  {
    a: "west",
    publish: "my.1.2",
    subscribe: "svc.*.*",
    sub: { deny: ["svc.2.*"] },
    is: "does-not filtered",
  },
];

async function partyOf(user: User, who: Who, version: string): Promise<Party> {
  const [creds] = await read(user.creds);
  if (creds?.kind !== "creds") throw new Error("no creds");
  const model = serverModel(version);
  const rights = rightsOf({ ...creds.facts, id: "", sources: [], sameUserAs: null }, trust, model);
  if (rights === null) throw new Error("no rights");
  return { rules: compileRules(rights, model), account: keys[who].publicKey };
}

describe("A publishes, B listens", () => {
  it.each(CASES)("$a $b: $publish to $subscribe is $is", async (one) => {
    const { a = "east", b = "east", publish, subscribe = publish, is } = one;
    const users = {
      a: makeUser({ account: keys[a], nats: { pub: one.pub ?? {} } }),
      b: makeUser({ account: keys[b], nats: { sub: one.sub ?? {} } }),
    };
    const listener = await RawClient.open(server.clientUrl, users.b);
    const sender = await RawClient.open(server.clientUrl, users.a);
    await listener.ask([sub(subscribe, "", 1)]);
    await sender.ask([pub(publish)]);
    const [heard] = await listener.ask([""]);
    listener.close();
    sender.close();
    const question: ReachQuestion = { publish, subscribe, queue: "" };
    const parties = await Promise.all([
      partyOf(users.a, a, sender.version),
      partyOf(users.b, b, sender.version),
    ]);
    const answer = canReach(...parties, question, trust);
    expect(`${answer.kind} ${answer.reason}`).toBe(is);
    expect(heard?.messages.map(({ subject }) => subject)).toEqual(
      answer.kind === "reaches" ? [answer.arrivesAs] : [],
    );
  });

  it("is not known without the account JWTs, or with rights that are not known", async () => {
    const user = makeUser({ account: keys.east });
    const one = await partyOf(user, "east", "2.15.1");
    const question = { publish: "out.eu.x", subscribe: "out.eu.x", queue: "" };
    const away = { ...one, account: keys.west.publicKey };
    expect(canReach(one, away, question, [])).toMatchObject({
      kind: "unknown",
      reason: "accounts-unknown",
    });
    expect(canReach(one, { ...one, account: null }, question, trust).kind).toBe("unknown");
    const { rights, model } = one.rules;
    const doubtful = { ...one, rules: compileRules({ ...rights, doubt: "may-be-scoped" }, model) };
    expect(canReach(doubtful, one, question, trust)).toMatchObject({
      kind: "unknown",
      reason: "rights-unknown",
    });
  });
});
