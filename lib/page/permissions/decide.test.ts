// Decisions by the book, one each; that they are the server's is shown by agreement.test.ts.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import { pub, RawClient, sub } from "@/lib/testing/permissions/raw-client";
import { endServers, type RunningNatsServer, startServer } from "@/lib/testing/real-server";
import { makeTrust } from "@/lib/testing/trust";
import { decide, filteringRules } from "./decide";
import { whyText } from "./decision-text";
import { compileRules, type Rights, rulesOf } from "./rule-set";
import { serverModel } from "./versions/server-model";

interface Lists {
  readonly pub?: Partial<UserPermissions["publish"]>;
  readonly sub?: Partial<UserPermissions["subscribe"]>;
  readonly resp?: UserPermissions["responses"];
}

const permissions = (lists: Lists): UserPermissions => ({
  publish: { allow: null, deny: null, ...lists.pub },
  subscribe: { allow: null, deny: null, ...lists.sub },
  responses: lists.resp ?? null,
});
const on = (lists: Lists, version: string | null = null, change: Partial<Rights> = {}) => {
  const { rights } = rulesOf(permissions(lists));
  return compileRules({ ...rights, ...change }, serverModel(version));
};
const publish = (rules: ReturnType<typeof on>, subject: string) =>
  decide(rules, { action: "publish", subject, queue: "" });
const subscribe = (rules: ReturnType<typeof on>, subject: string, queue = "") =>
  decide(rules, { action: "subscribe", subject, queue });

describe("the deciding rule", () => {
  it("is the closest one that matches", () => {
    const rules = on({ pub: { allow: [">", "a.*", "a.b"], deny: ["a.c"] } });
    expect(publish(rules, "a.b").rule).toEqual({ list: "allow", text: "a.b" });
    expect(publish(rules, "a.x").rule).toEqual({ list: "allow", text: "a.*" });
    expect(publish(rules, "x").rule).toEqual({ list: "allow", text: ">" });
    expect(publish(rules, "a.c")).toMatchObject({
      kind: "denied",
      reason: "deny-rule",
      rule: { list: "deny", text: "a.c" },
    });
  });

  it("is none where a list as a whole decides", () => {
    expect(publish(on({}), "a")).toMatchObject({ reason: "unrestricted", rule: null });
    expect(publish(on({ pub: { allow: ["b"] } }), "a")).toMatchObject({ reason: "not-listed" });
    expect(publish(on({ pub: { allow: [], deny: ["b"] } }), "a").reason).toBe("empty-list");
    expect(publish(on({ pub: { allow: [] } }), "a").reason).toBe("unrestricted");
    const replies = on({ resp: { max: 1, ttlNs: 0 } });
    expect(publish(replies, "a")).toMatchObject({ reason: "replies-only", mayReply: true });
    expect(publish(replies, "_GR_.a")).toMatchObject({ kind: "denied", mayReply: false });
  });

  it("of a filter is a deny entry inside the subscription", () => {
    const rules = on({ sub: { deny: ["a.secret", "*.hidden", "b"] } });
    expect(subscribe(rules, "a.*")).toMatchObject({
      kind: "filtered",
      reason: "deny-filters",
      rule: { list: "deny" },
    });
    expect(filteringRules(rules, "a.*", "").toSorted()).toEqual(["*.hidden", "a.secret"]);
    expect(filteringRules(rules, "c", "")).toEqual([]);
  });
});

describe("what is not known is said", () => {
  it("rights that something else may give", () => {
    for (const doubt of ["may-be-scoped", "may-have-defaults", "template-fault"] as const) {
      const rules = on({}, null, { doubt });
      expect(publish(rules, "a")).toMatchObject({ kind: "unknown", reason: doubt });
      expect(publish(rules, "_GR_.a").kind).toBe("denied");
    }
  });

  it("an answer of the server that leaves something out", () => {
    const queues = on({ sub: { allow: ["a", "b.>"] } }, "2.10.27", { lacksQueues: true });
    expect(subscribe(queues, "a")).toMatchObject({ reason: "server-answer-incomplete" });
    expect(subscribe(queues, "c")).toMatchObject({ kind: "denied", reason: "not-listed" });
    const empty = on({ pub: { deny: ["a"] } }, "2.15.1", { lacksEmptyAllow: true });
    expect(publish(empty, "b")).toMatchObject({ reason: "server-answer-incomplete" });
    expect(publish(empty, "a")).toMatchObject({ kind: "denied" });
  });

  it.each([
    ["a filter by overlap", { sub: { deny: ["*.secret"] } }, "subscribe", "a.*"],
    ["a reserved subject", {}, "publish", "$NRG.x"],
    ["interest counted", { pub: { allow: ["a.b", "*"] } }, "publish", "a"],
  ] as const)("server versions that differ: %s", (_, lists, action, subject) => {
    const question = { action, subject, queue: "" };
    const kinds = ["2.10.27", "2.15.1"].map((version) => decide(on(lists, version), question).kind);
    expect(kinds[0]).not.toBe(kinds[1]);
    expect(decide(on(lists, "mine"), question)).toMatchObject({
      kind: "unknown",
      reason: "version-differs",
    });
    const unconnected = decide(on(lists), question);
    expect(unconnected).toMatchObject({ kind: kinds[1], dependsOnVersion: true });
    expect(whyText(unconnected)).toContain("older servers");
    expect(decide(on({}, "mine"), { ...question, subject: "b" }).kind).toBe("allowed");
  });

  it.each([
    ["2.11.15", "allowed"],
    ["2.11.16", "denied"],
    ["2.12.6", "allowed"],
    ["2.12.7", "denied"],
    ["2.14.0", "denied"],
  ])("advisory 2026-18: on %s a deny entry for another queue group is %s", (version, kind) => {
    const rules = on({ sub: { deny: ["orders.>", "orders.> audit"] } }, version);
    const decision = subscribe(rules, "orders.new", "worker");
    expect(decision.kind).toBe(kind);
    expect(whyText(decision).includes("Upgrade the server")).toBe(kind === "allowed");
  });
});

describe("what newer servers deny", () => {
  it.each([
    // The "*" of the deny entry is overlooked beside the literal part of the other one.
    ["publish", { pub: { deny: ["a.*", "a.b.c"] } }, "a.b", "2.11.8", "denied", ["a.*"]],
    // One that reaches past the subscription does not filter.
    ["subscribe", { sub: { deny: ["*.secret"] } }, "a.*", "2.11.15", "filtered", ["*.secret"]],
  ] as const)(
    "%s %j on %s is named with the upgrade",
    (action, lists, subject, version, kind, by) => {
      const question = { action, subject, queue: "" };
      const there = decide(on(lists, version), question);
      const newest = decide(on(lists, "2.15.3"), question);
      expect(newest).toMatchObject({ kind, bypass: null });
      expect(there).toMatchObject({ kind: "allowed", bypass: { kind, rules: by } });
      expect(whyText(there)).toContain(by[0]);
      expect(whyText(there)).toContain("Upgrade the server to 2.12.14, 2.14.4 or newer.");
      expect(decide(on(lists), question).bypass).toBeNull();
    },
  );

  it("is a deny entry for the queue group, too", () => {
    const lists = { sub: { deny: ["a.b q"] } };
    const rules = on(lists, "2.12.7");
    expect(subscribe(rules, "a.*", "q")).toMatchObject({
      kind: "allowed",
      bypass: { kind: "filtered", rules: ["a.b q"] },
    });
    expect(subscribe(rules, "a.*", "other").bypass).toBeNull();
    expect(subscribe(on(lists, "2.14.10"), "a.*", "q")).toMatchObject({
      kind: "filtered",
      bypass: null,
    });
  });
});

describe("mappings of the account", () => {
  const rules = (targets: readonly { subject: string; weight: number }[], lists: Lists) =>
    on(lists, null, {
      mappings: new Map([["in.*", targets.map((target) => ({ ...target, cluster: "" }))]]),
    });

  it("go before the rules", () => {
    const one = rules([{ subject: "out.$1", weight: 100 }], { pub: { allow: ["out.*"] } });
    expect(publish(one, "in.a")).toMatchObject({ kind: "allowed", mappedTo: ["out.a"] });
    expect(whyText(publish(one, "in.a"))).toBe(
      "Account mappings change it to out.a. Allowed by out.*.",
    );
  });

  it("that lead to different answers, or cannot be followed, are not decided", () => {
    const half = rules([{ subject: "out.$1", weight: 50 }], { pub: { allow: ["out.*"] } });
    expect(publish(half, "in.a")).toMatchObject({ kind: "unknown", reason: "mappings-differ" });
    const odd = [{ subject: "out.{{partition(3,1)}}", weight: 100 }];
    expect(publish(rules(odd, { pub: { allow: ["out.*"] } }), "in.a").kind).toBe("unknown");
    expect(publish(rules(odd, {}), "in.a").kind).toBe("allowed");
  });
});

describe("replies on a real server", () => {
  const trust = makeTrust();
  let server: RunningNatsServer;
  beforeAll(async () => {
    server = await startServer(trust.config);
  });
  afterAll(endServers);

  it("go through by resp, as often as it says, over a deny too, and only after a request", async () => {
    const pubRules = { deny: ["_INBOX.>"] };
    const nats = { pub: pubRules, resp: { max: 1, ttl: 0 } };
    const responder = await RawClient.open(server.clientUrl, trust.user({ nats }));
    const asker = await RawClient.open(server.clientUrl, trust.user());
    await responder.ask([sub("svc", "", 1)]);
    await asker.ask([sub("_INBOX.x", "", 1)]);
    const errors = async () => (await responder.ask([pub("_INBOX.x")]))[0]?.errors.length;
    expect(await errors()).toBe(1);
    await asker.ask([pub("svc", "_INBOX.x")]);
    expect((await responder.ask([""]))[0]?.messages).toHaveLength(1);
    expect(await errors()).toBe(0);
    expect(await errors()).toBe(1);
    responder.close();
    asker.close();
    const rules = on({ pub: pubRules, resp: { max: 1, ttlNs: 0 } });
    expect(publish(rules, "_INBOX.x")).toMatchObject({ kind: "denied", mayReply: true });
  });
});
