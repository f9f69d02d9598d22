// An operator, accounts and users that the real nsc makes while the test runs: read, judged and explained, and answered
// by a real server as was said. Then the whole store is dropped. Without nsc one test is skipped by name.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountCauses } from "@/lib/page/diagnosis/account-causes";
import { causesBeforeConnecting } from "@/lib/page/diagnosis/before-connecting";
import { accountClaimsOf } from "@/lib/page/diagnosis/trust/account-claims";
import { chainOf } from "@/lib/page/diagnosis/trust/chain";
import { decide } from "@/lib/page/permissions/decide";
import { rightsOf } from "@/lib/page/permissions/rights";
import { compileRules } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
import type { TrustFacts } from "@/lib/shared/facts/creds";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { refusedWith } from "@/lib/testing/diagnosis-facts";
import { ask, factsOfText, keyOf, trustOfText } from "@/lib/testing/nsc/places";
import { makeNscStore, type NscStore, partsOf } from "@/lib/testing/nsc/store";
import { pub, RawClient } from "@/lib/testing/permissions/raw-client";
import { endServers } from "@/lib/testing/real-server";
import { startRig } from "@/lib/testing/vault-rig";
import { missingTools } from "../../../../scripts/tools/folder.mjs";

const missing = missingTools("nsc");
const ACCOUNT = "Orders, EU";

/** For each user: how nsc makes it, what is proven, and what may be published. */
const USERS: Readonly<
  Record<
    string,
    {
      readonly flags: readonly string[];
      readonly edit?: readonly string[];
      readonly cause?: string;
      readonly publish?: Readonly<Record<string, boolean>>;
    }
  >
> = {
  plain: { flags: [], publish: { "orders.eu.new": true } },
  "signed by a key": { flags: ["-K", "KEY"], publish: { other: true } },
  "by role": {
    flags: ["-K", "team", "--tag", "team:eu"],
    publish: { "orders.eu.new": true, "orders.us.new": false },
  },
  narrow: {
    flags: ["--allow-pub", "orders.>", "--deny-pub", "orders.secret"],
    publish: { "orders.new": true, "orders.secret": false, other: false },
  },
  bearer: { flags: ["--bearer"] },
  expired: { flags: ["--expiry", "2020-01-01"], cause: "jwt/expired" },
  later: { flags: ["--start", "2090-01-01"], cause: "jwt/not-yet-valid" },
  "with MQTT only": {
    flags: [],
    edit: ["--conn-type", "MQTT"],
    cause: "jwt/connection-type",
  },
  elsewhere: { flags: ["--source-network", "10.0.0.0/8"], cause: "jwt/source-address" },
  revoked: { flags: [], cause: "account/user-revoked" },
};

if (missing === "") {
  let store: NscStore;
  let trust: readonly TrustFacts[];

  beforeAll(async () => {
    store = await makeNscStore();
    makeAccount(store);
    await store.push(ACCOUNT);
    trust = await Promise.all(
      [
        store.nsc("describe", "operator", "--raw"),
        store.nsc("describe", "account", "--name", ACCOUNT, "--raw"),
      ].map(trustOfText),
    );
  });
  afterAll(async () => {
    await store?.remove();
    await endServers();
  });

  describe("what nsc made", () => {
    it.each(Object.entries(USERS))("user %s is judged as the server does", async (name, one) => {
      const creds = store.creds(ACCOUNT, name);
      const facts = await factsOfText(creds);
      expect(facts).toMatchObject({
        seed: { state: "matches" },
        jwt: { name, signature: "valid" },
      });
      expect(chainOf(facts, trust)).toMatchObject({
        accountJwt: { name: ACCOUNT },
        operatorJwt: { name: "OP" },
      });
      const own = causesBeforeConnecting(facts, Date.now(), {
        attempt: refusedWith("Authorization Violation"),
        server: null,
      });
      const ofAccount = accountCauses(facts, trust, Date.now());
      const proven = [...own, ...ofAccount].filter(({ certainty }) => certainty === "proven");
      expect(proven.map(({ code }) => code)).toEqual(one.cause === undefined ? [] : [one.cause]);
      const said = await ask(store, creds, "connect");
      expect(said === "accepted", said).toBe(one.cause === undefined);

      const publish = Object.entries(one.publish ?? {});
      const rights = rightsOf(facts, trust, serverModel("2.15.1"));
      if (rights === null) throw new Error("no rights");
      const rules = compileRules(rights, serverModel("2.15.1"));
      const asked = publish.map(([subject]) =>
        decide(rules, { action: "publish", subject, queue: "" }),
      );
      expect(asked.map(({ kind }) => kind === "allowed")).toEqual(publish.map(([, may]) => may));
      expect(await refusals(creds, publish)).toEqual(publish.map(([, may]) => (may ? 0 : 1)));
    });

    it("the account is explained: mappings, keys, revocations and expiry", () => {
      const account = trust.find(({ jwt }) => jwt.name === ACCOUNT);
      if (account === undefined) throw new Error("no account");
      expect(account.jwt).toMatchObject({ signature: "valid", problems: [] });
      expect(account.jwt.expiresAtSec).toBeGreaterThan(Date.now() / 1_000);
      const { mappings, signingKeys, revocations } = accountClaimsOf(account.jwt);
      expect([...mappings.keys()]).toEqual(["old.eu"]);
      expect([...signingKeys.values()].map((scope) => scope?.role ?? null).sort()).toEqual(
        ["team", null].sort(),
      );
      expect(revocations.size).toBe(1);
    });

    it("a whole store and its keys, dropped as folders, are joined", async () => {
      const rig = startRig();
      const files = [...filesBelow(store.stores, "stores"), ...filesBelow(store.keys, "keys")];
      const reply = await rig.client.call("openFiles", { files, before: 0, total: files.length });
      if (!reply.ok) throw new Error(reply.fault.code);
      const { added, trust: known } = reply.value;
      const ids = added.filter((id) => !id.startsWith("unreadable"));
      // The system account has a user as well. Its operator and two accounts are kept.
      expect(ids.length).toBe(Object.keys(USERS).length + 1);
      expect(known).toBe(3);
      for (const id of ids) {
        const facts = await rig.client.call("readFacts", { id });
        if (!facts.ok) throw new Error(facts.fault.code);
        expect(facts.value).toMatchObject({ seed: { state: "matches" }, unusable: null });
      }
      const dangers = await Promise.all(
        added
          .filter((id) => id.startsWith("unreadable"))
          .map((id) => rig.client.call("readFacts", { id })),
      );
      const seeds = dangers.flatMap((one) => (one.ok ? [one.value.seed] : []));
      expect(seeds.every(({ state }) => state === "wrong-kind")).toBe(true);
      const kept = files.flatMap(({ file }) => /^([OA]\w+)\.nk$/u.exec(file.name)?.[1] ?? []);
      expect(seeds.map(({ publicKey }) => publicKey).sort()).toEqual(kept.sort());
      // The operator's key, those of two accounts, and two signing keys at least.
      expect(kept.length).toBeGreaterThanOrEqual(5);
      await rig.close();
    });
  });

  const refusals = async (creds: string, publish: readonly (readonly [string, boolean])[]) => {
    if (publish.length === 0) return [];
    const { jwt, seed } = partsOf(creds);
    const client = await RawClient.open(store.server.clientUrl, { jwt, key: keyOf(seed) });
    const answers = await client.ask(publish.map(([subject]) => pub(subject)));
    client.close();
    return answers.map(({ errors }) => errors.length);
  };
} else {
  it.skip(`an operator, accounts and users that nsc made: ${missing}`, () => {});
}

function makeAccount(store: NscStore): void {
  const of = ["--account", ACCOUNT] as const;
  store.nsc("add", "account", "--name", ACCOUNT);
  store.nsc("edit", "account", "--name", ACCOUNT, "--sk", "generate", "--expiry", "1y");
  const [key] = store.describe("account", "--name", ACCOUNT).nats.signing_keys ?? [];
  const role = ["--role", "team", "--allow-pub", "orders.{{tag(team)}}.>"];
  store.nsc("edit", "signing-key", ...of, "--sk", "generate", ...role);
  store.nsc("add", "mapping", ...of, "--from", "old.eu", "--to", "orders.eu");
  for (const [name, { flags, edit }] of Object.entries(USERS)) {
    const known = flags.map((flag) => (flag === "KEY" ? String(key) : flag));
    store.nsc("add", "user", ...of, "--name", name, ...known);
    if (edit) store.nsc("edit", "user", ...of, "--name", name, ...edit);
  }
  store.nsc("revocations", "add-user", ...of, "--name", "revoked");
}

function filesBelow(folder: string, name: string): readonly FileRef[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const at = path.join(entry.parentPath, entry.name);
    const shown = path.posix.join(name, path.relative(folder, at).replaceAll(path.sep, "/"));
    return [{ file: new File([readFileSync(at)], entry.name), path: shown, inFolder: true }];
  });
}
