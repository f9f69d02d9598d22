import { afterEach, expect, it } from "vitest";
import { makeUser } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { makeOperator } from "@/lib/testing/trust";
import { startRig } from "@/lib/testing/vault-rig";
import { accountsOf, entriesOf, limitFacts, usersByAccount } from "./trust-facts";

const rigs: ReturnType<typeof startRig>[] = [];
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

async function read(texts: readonly string[]) {
  const rig = startRig();
  rigs.push(rig);
  for (const text of texts) {
    await rig.client.call("openText", { bytes: new TextEncoder().encode(text) });
  }
  const trust = rig.events.findLast((event) => event.kind === "trustChanged")?.trust ?? [];
  const entries = rig.events.flatMap((event) =>
    event.kind === "entriesChanged" ? event.entries : [],
  );
  return { rig, trust, entries: new Map(entries.map((entry) => [entry.id, entry])) };
}

it("says the limits of an account in words", async () => {
  const operator = makeOperator("OP");
  const limits = {
    ...{ subs: -1, data: 0, payload: 1_048_576, conn: 200, exports: -1, disallow_bearer: true },
    ...{ mem_storage: -1, disk_storage: 1024, streams: 20, future_limit: 7 },
  };
  const { trust } = await read([operator.account("ORDERS", makeKey("account"), { limits })]);
  const [account] = trust;
  if (account === undefined) throw new Error("no account was read");
  const facts = Object.fromEntries(limitFacts(account.jwt));
  expect(facts).toMatchObject({
    Connections: "200",
    "Leaf nodes": "0",
    Subscriptions: "no limit",
    Payload: "1 MiB",
    Data: "none",
    "Bearer tokens": "not allowed",
    "JetStream memory": "no limit",
    "JetStream disk": "1 KiB",
    Streams: "20",
    Consumers: "no limit",
    Exports: "no limit",
    Imports: "0",
    future_limit: "7",
  });
});

it("names the tiers of JetStream apart, and says where there is none", async () => {
  const operator = makeOperator("OP");
  const limits = { tiered_limits: { R3: { disk_storage: 2048, streams: 5 } } };
  const { trust } = await read([
    operator.account("TIERS", makeKey("account"), { limits }),
    operator.account("PLAIN", makeKey("account"), { limits: {} }),
  ]);
  const [tiers, plain] = ["TIERS", "PLAIN"].map((name) => {
    const found = trust.find(({ jwt }) => jwt.name === name);
    return Object.fromEntries(found === undefined ? [] : limitFacts(found.jwt));
  });
  expect(tiers).toMatchObject({ "R3 memory": "none", "R3 disk": "2 KiB", "R3 streams": "5" });
  expect(plain).toMatchObject({ "JetStream disk": "none", Streams: "none" });
});

it("counts the loaded users of each account and signing key, and the accounts of an operator", async () => {
  const operator = makeOperator("OP");
  const [account, other] = [makeKey("account"), makeKey("account")];
  const users = [makeUser({ account }), makeUser({ account }), makeUser({ account: other })];
  const { entries, trust, rig } = await read([
    ...users.map(({ creds }) => creds),
    operator.account("ORDERS", account, {}),
    operator.jwt,
  ]);
  const usersOf = usersByAccount(entries, new Map());
  expect(usersOf(account.publicKey)).toMatchObject({ count: 2, accepted: 0 });
  expect(usersOf(account.publicKey).byIssuer.get(account.publicKey)).toBe(2);
  expect(usersOf(makeKey("account").publicKey).count).toBe(0);
  const [first] = users;
  expect(entriesOf(first?.key.publicKey ?? "", entries)).toHaveLength(1);
  const signer = trust.find(({ jwt }) => jwt.kind === "operator")?.id ?? null;
  const found = accountsOf([signer], trust);
  expect(found.map(({ id }) => id)).toEqual([account.publicKey]);

  expect(await rig.client.call("forgetTrust", { id: account.publicKey })).toMatchObject({
    ok: true,
  });
  const left = rig.events.findLast((event) => event.kind === "trustChanged")?.trust ?? [];
  expect(left.map(({ jwt }) => jwt.kind)).toEqual(["operator"]);
  expect(await rig.client.call("forgetTrust", { id: account.publicKey })).toMatchObject({
    fault: { code: "not-loaded" },
  });
});
