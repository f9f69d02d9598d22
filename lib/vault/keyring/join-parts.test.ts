// JWT and seed that come apart: in files of one drop, in drops one after the other, pasted, or as a store of nsc.

import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import type { VaultEvent } from "@/lib/shared/protocol/protocol";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { credsText } from "@/lib/testing/creds/make-creds";
import { makeUser, signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import type { Handlers } from "@/lib/vault/worker/handlers";
import { createVault } from "@/lib/vault/worker/vault";

const [operator, account] = [makeKey("operator"), makeKey("account")];
let vault: Handlers;
let events: VaultEvent[];
beforeEach(() => {
  events = [];
  vault = createVault({ pageOrigin: "http://localhost", emit: (event) => events.push(event) });
});

const file = (path: string, text: string): FileRef => ({
  file: new File([text], path.replace(/^.*\//u, "")),
  path,
  inFolder: path.includes("/"),
});

async function drop(...files: readonly FileRef[]) {
  const reply = await vault.openFiles({ files, before: 0, total: files.length });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

async function paste(text: string) {
  const reply = await vault.openText({ bytes: new TextEncoder().encode(text) });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

async function factsOf(id: string) {
  const reply = await vault.readFacts({ id });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

/** Compares texts that contain a seed without printing them. */
const sha = (text: string) => createHash("sha256").update(text).digest("hex");

async function expectWhole(id: string, jwt: string, seed: string): Promise<void> {
  const facts = await factsOf(id);
  expect(facts).toMatchObject({
    id,
    jwt: { subject: id.slice(0, 56) },
    seed: { state: "matches" },
    unusable: null,
    parts: 2,
  });
  expect(facts.form).toContainEqual({ code: "separate-parts", line: null, refusedBy: [] });
  const copy = await vault.cleanedCopy({ id });
  if (!copy.ok) throw new Error(copy.fault.code);
  expect(sha(await (await fetch(copy.value.url)).text())).toBe(sha(credsText(jwt, seed)));
}

const decorated = (jwt: string) =>
  `-----BEGIN NATS USER JWT-----\n${jwt}\n------END NATS USER JWT------\n`;

describe("two files", () => {
  it("of one drop, in any order and form", async () => {
    for (const make of [(jwt: string) => jwt, decorated]) {
      for (const isSwapped of [false, true]) {
        const { key, jwt } = makeUser({ account });
        const files = [file("u.jwt", make(jwt)), file(`${key.publicKey}.nk`, `${key.seed}\n`)];
        const result = await drop(...(isSwapped ? files.reverse() : files));
        expect(result).toMatchObject({ added: [key.publicKey], joined: [key.publicKey] });
        await expectWhole(key.publicKey, jwt, key.seed);
        const { sources } = await factsOf(key.publicKey);
        expect(sources.map(({ name }) => name).sort()).toEqual(
          ["u.jwt", `${key.publicKey}.nk`].sort(),
        );
      }
    }
  });

  it("in two drops, and pasted", async () => {
    const [one, other, third] = [0, 1, 2].map(() => makeUser({ account }));
    if (!one || !other || !third) throw new Error("no user");
    await drop(file("u.jwt", one.jwt));
    expect(await factsOf(one.key.publicKey)).toMatchObject({ unusable: { code: "creds/no-seed" } });
    expect(await drop(file("u.nk", one.key.seed))).toMatchObject({
      added: [],
      joined: [one.key.publicKey],
    });
    await expectWhole(one.key.publicKey, one.jwt, one.key.seed);

    await paste(other.key.seed);
    expect(await factsOf(other.key.publicKey)).toMatchObject({ jwt: null, unusable: null });
    await drop(file("other.jwt", other.jwt));
    await expectWhole(other.key.publicKey, other.jwt, other.key.seed);

    await drop(file("third.jwt", third.jwt));
    await paste(third.key.seed);
    await expectWhole(third.key.publicKey, third.jwt, third.key.seed);
    const summaries = events.flatMap((event) =>
      event.kind === "entriesChanged" ? event.entries : [],
    );
    expect(summaries.at(-1)).toMatchObject({ id: third.key.publicKey, unusable: null });
  });

  it("are recognised when they come again, alone or whole", async () => {
    const { key, jwt, creds } = makeUser({ account });
    const [jwtFile, seedFile] = [file("u.jwt", jwt), file("u.nk", key.seed)];
    await drop(jwtFile, seedFile);
    for (const again of [jwtFile, seedFile, file("u.creds", creds)]) {
      expect(await drop(again)).toMatchObject({
        added: [],
        joined: [],
        recognised: [{ id: key.publicKey }],
      });
    }
  });

  it("whole creds take the place of their JWT or their seed", async () => {
    for (const part of ["jwt", "seed"] as const) {
      const { key, jwt, creds } = makeUser({ account });
      await drop(file("part", part === "jwt" ? jwt : key.seed));
      expect(await drop(file("u.creds", creds))).toMatchObject({
        added: [],
        joined: [key.publicKey],
      });
      expect(await factsOf(key.publicKey)).toMatchObject({
        seed: { state: "matches" },
        unusable: null,
        parts: 1,
      });
    }
  });

  it("a newer JWT of a loaded user takes its seed", async () => {
    const key = makeKey("user");
    const former = makeUser({ account, key, claims: { iat: 1_700_000_000 } });
    const newer = makeUser({ account, key, name: "newer" });
    await drop(file("u.creds", former.creds));
    const { renewed } = await drop(file("u.jwt", newer.jwt));
    expect(renewed).toMatchObject([{ id: key.publicKey, isPending: false }]);
    expect(await factsOf(key.publicKey)).toMatchObject({
      jwt: { name: "newer" },
      seed: { state: "matches" },
    });
    expect(await factsOf(`${key.publicKey}~2`)).toMatchObject({ seed: { state: "matches" } });
  });

  it("nothing is left after Forget", async () => {
    const { key, jwt } = makeUser({ account });
    await drop(file("u.jwt", jwt), file("u.nk", key.seed));
    await vault.forget({ id: key.publicKey });
    expect(await drop(file("u.jwt", jwt))).toMatchObject({ added: [key.publicKey], joined: [] });
  });
});

it("a store of nsc: one row for each user, and dangerous seeds by themselves", async () => {
  const other = makeKey("account");
  const accounts = [account, other];
  const users = accounts.flatMap((one, n) =>
    Array.from({ length: 40 }, (_, m) => ({
      path: `nsc/stores/O/accounts/A${n}/users/U${m}.jwt`,
      ...makeUser({ account: one, name: `u${n}-${m}` }),
    })),
  );
  const accountJwt = (key: typeof account, name: string) =>
    signToken(
      { ...standardClaims(name, key, operator), nats: { type: "account", version: 2 } },
      operator,
    );
  const operatorJwt = signToken(
    { ...standardClaims("O", operator, operator), nats: { type: "operator", version: 2 } },
    operator,
  );
  const nk = ({ publicKey, seed }: typeof account) =>
    file(`nsc/keys/${publicKey[0]}/${publicKey.slice(1, 3)}/${publicKey}.nk`, seed);
  const result = await drop(
    file("nsc/stores/O/O.jwt", operatorJwt),
    ...accounts.map((key, n) =>
      file(`nsc/stores/O/accounts/A${n}/A${n}.jwt`, accountJwt(key, `A${n}`)),
    ),
    ...users.map(({ path, jwt }) => file(path, jwt)),
    file("nsc/stores/O/.nsc", JSON.stringify({ managed: false, name: "O" })),
    ...[operator, ...accounts, ...users.map(({ key }) => key)].map(nk),
    ...users.slice(0, 5).map(({ name, creds }) => file(`nsc/creds/O/${name}.creds`, creds)),
  );
  const keys = users.map(({ key }) => key.publicKey);
  expect(result.added.filter((id) => !id.startsWith("unreadable"))).toEqual(keys);
  expect(new Set(result.joined)).toEqual(new Set(keys));
  expect(result).toMatchObject({ trust: 3, skipped: 1 });
  for (const id of keys) {
    expect(await factsOf(id)).toMatchObject({
      seed: { state: "matches" },
      parts: 2,
      unusable: null,
    });
  }
  const dangers = result.added.filter((id) => id.startsWith("unreadable"));
  const kinds = await Promise.all(dangers.map(async (id) => (await factsOf(id)).seed));
  expect(kinds.map(({ publicKey }) => publicKey?.[0])).toEqual(["O", "A", "A"]);
  expect(kinds.map(({ state }) => state)).toEqual(["wrong-kind", "wrong-kind", "wrong-kind"]);
});
