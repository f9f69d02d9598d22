// Where the rights in force come from, and what the server's own answer adds or leaves out.

import { describe, expect, it } from "vitest";
import type { IdentityAnswer } from "@/lib/shared/facts/attempt";
import type { CredsFacts, TrustFacts, UserPermissions } from "@/lib/shared/facts/creds";
import { makeUser, signToken, standardClaims, type User } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { connectPlan } from "./connect-plan";
import { differenceOf } from "./difference";
import { rightsFromServer, rightsOf } from "./rights";
import { rulesOf } from "./rule-set";
import { serverModel } from "./versions/server-model";

const operator = makeKey("operator");
const account = makeKey("account");
const signer = makeKey("account");
const newest = serverModel(null);
const NO_LIMITS = { subs: undefined, data: undefined, payload: undefined };

const read = (text: string) =>
  readCreds(new TextEncoder().encode(text), { kind: "paste", name: "", bytes: 0 });

async function factsOf(user: User): Promise<CredsFacts> {
  const [creds] = await read(user.creds);
  if (creds?.kind !== "creds") throw new Error("no creds");
  return { ...creds.facts, id: "", sources: [], sameUserAs: null };
}

async function accountJwt(nats: Record<string, unknown>): Promise<readonly TrustFacts[]> {
  const body = { ...nats, type: "account", version: 2 };
  const claims = { ...standardClaims("APP", account, operator), nats: body };
  const [found] = await read(signToken(claims, operator));
  if (found?.kind !== "trust") throw new Error("no account");
  return [found.facts];
}

const scopeOf = (template: Record<string, unknown>) => ({
  signing_keys: [{ kind: "user_scope", key: signer.publicKey, role: "team", template }],
});
const scoped = (name = "bob") => makeUser({ name, account, signer, nats: NO_LIMITS });
const lists = (publish: Partial<UserPermissions["publish"]>): UserPermissions => ({
  publish: { allow: null, deny: null, ...publish },
  subscribe: { allow: null, deny: null },
  responses: null,
});
const answer = (permissions: UserPermissions): IdentityAnswer => ({
  from: "user-info",
  user: "U",
  account: "A",
  accountName: null,
  userName: null,
  clock: null,
  permissions,
  endsAtMs: null,
});

describe("rights by the loaded JWTs", () => {
  it("are the user's own where it has any", async () => {
    const facts = await factsOf(makeUser({ account, nats: { pub: { allow: ["a"] } } }));
    expect(rightsOf(facts, [], newest)).toMatchObject({ origin: "user-jwt", doubt: null });
    const trust = await accountJwt({ default_permissions: { pub: { allow: ["b"] } } });
    expect(rightsOf(facts, trust, newest)?.permissions.publish.allow).toEqual(["a"]);
  });

  it("without any are not known before the account JWT is there", async () => {
    const facts = await factsOf(makeUser({ account }));
    expect(rightsOf(facts, [], newest)).toMatchObject({ doubt: "may-have-defaults" });
    expect(rightsOf(await factsOf(scoped()), [], newest)).toMatchObject({
      doubt: "may-be-scoped",
    });
    expect(rightsOf(facts, await accountJwt({}), newest)).toMatchObject({
      origin: "user-jwt",
      doubt: null,
    });
    const trust = await accountJwt({ default_permissions: { pub: { allow: ["b"] } } });
    expect(rightsOf(facts, trust, newest)).toMatchObject({
      origin: "account-default",
      permissions: { publish: { allow: ["b"] } },
    });
  });

  it("of a scoped user are the template's, filled in as that server does it", async () => {
    const facts = await factsOf(scoped());
    const trust = await accountJwt(scopeOf({ pub: { allow: ["to.{{name()}}", "x-{{name()}}"] } }));
    const allow = (version: string | null) =>
      rightsOf(facts, trust, serverModel(version))?.permissions.publish.allow;
    expect(allow("2.15.1")).toEqual(["to.bob", "x-bob"]);
    expect(allow("2.10.27")).toEqual(["to.bob", "x-{{name()}}"]);
    expect(rightsOf(facts, trust, serverModel("mine"))?.doubt).toBe("version-differs");
    const plain = await accountJwt(scopeOf({ pub: { allow: ["to.{{name()}}"] } }));
    expect(rightsOf(facts, plain, serverModel("mine"))).toMatchObject({
      origin: "scope-template",
      scopeRole: "team",
      doubt: null,
    });
    const bad = await accountJwt(scopeOf({ pub: { deny: ["{{tag(none)}}"] } }));
    expect(rightsOf(facts, bad, newest)?.doubt).toBe("template-fault");
  });
});

describe("rights as the server told them", () => {
  it("take from the creds what the answer leaves out, where both agree", () => {
    const own = rulesOf({ ...lists({}), subscribe: { allow: ["a q", "b"], deny: null } }).rights;
    const told = { ...lists({}), subscribe: { allow: ["b", "a"], deny: null } };
    const server = rightsFromServer(answer(told), own, serverModel("2.10.27"));
    expect(server).toMatchObject({ origin: "server", lacksQueues: false });
    expect(server?.permissions.subscribe.allow).toEqual(["a q", "b"]);
    expect(rightsFromServer(answer(told), null, serverModel("2.10.27"))?.lacksQueues).toBe(true);
    expect(rightsFromServer(answer(told), null, serverModel("2.15.1"))?.lacksQueues).toBe(false);
  });

  it("may hide an empty allow list", () => {
    const told = answer(lists({ deny: ["x"] }));
    expect(rightsFromServer(told, null, newest)?.lacksEmptyAllow).toBe(true);
    const own = rulesOf(lists({ allow: [], deny: ["x"] })).rights;
    const server = rightsFromServer(told, own, newest);
    expect(server).toMatchObject({ lacksEmptyAllow: false });
    expect(server?.permissions.publish.allow).toEqual([]);
  });

  it("are none where it was not asked", () => {
    expect(rightsFromServer(null, null, newest)).toBeNull();
  });
});

describe("the difference", () => {
  const differ = (own: UserPermissions, server: UserPermissions) => {
    const ours = rulesOf(own).rights;
    const theirs = rightsFromServer(answer(server), ours, newest);
    return theirs && differenceOf(ours, theirs, newest);
  };

  it("is none for the same entries in another order, or dropped ones", () => {
    expect(differ(lists({ allow: ["a", "b", "c.>.d"] }), lists({ allow: ["b", "a"] }))).toEqual({
      isSame: true,
      rules: [],
      responses: null,
      causes: [],
    });
    const replies = { ...lists({ allow: [] }), responses: { max: 0, ttlNs: 0 } };
    const told = { ...lists({}), responses: { max: 1, ttlNs: 120_000_000_000 } };
    expect(differ(replies, told)?.isSame).toBe(true);
  });

  it("names each entry and its side", () => {
    expect(differ(lists({ allow: ["a", "b"] }), lists({ allow: ["b", "c"] }))).toMatchObject({
      isSame: false,
      rules: [
        { list: "publish-allow", rule: "a", only: "own" },
        { list: "publish-allow", rule: "c", only: "server" },
      ],
      causes: ["callout"],
    });
  });

  it("of scoped creds names the template", async () => {
    const facts = await factsOf(scoped());
    const told = answer(lists({ allow: ["new"] }));
    const unknown = rightsOf(facts, [], newest);
    const trust = await accountJwt(scopeOf({ pub: { allow: ["old"] } }));
    const known = rightsOf(facts, trust, newest);
    const causes = [unknown, known].map((own) => {
      const server = own && rightsFromServer(told, own, newest);
      return own && server && differenceOf(own, server, newest).causes[0];
    });
    expect(causes).toEqual(["scoped", "template-changed"]);
  });
});

it("the plan to connect goes by the template, where it is known", async () => {
  const facts = await factsOf(scoped());
  const template = {
    pub: { allow: ["a", "$SYS.REQ.USER.INFO"] },
    sub: { allow: ["_INBOX_{{name()}}.>"] },
  };
  expect(connectPlan(facts, await accountJwt(scopeOf(template)))).toEqual({
    inboxPrefix: "_INBOX_bob",
    asksIdentity: true,
  });
  expect(connectPlan(facts, [])).toEqual({ inboxPrefix: "_INBOX", asksIdentity: true });
  const mute = await accountJwt(scopeOf({ pub: { allow: ["a"] } }));
  expect(connectPlan(facts, mute).asksIdentity).toBe(false);
});
