// Contexts of the nats CLI: what is taken over, what is named, and what must not become a string.

import { expect, test } from "vitest";
import type { FileRef } from "@/lib/shared/protocol/requests";
import { makeCreds, utf8 } from "@/lib/testing/creds/make-creds";
import { createVault } from "@/lib/vault/worker/vault";
import { readContext } from "./cli-context";
import { readCreds } from "./read-creds";

const SOURCE = { kind: "file", name: "x.json", bytes: 1 } as const;
const read = (value: unknown) => readCreds(utf8(JSON.stringify(value, null, 2)), SOURCE);

const context = {
  description: "",
  url: "nats://h:4222,nats://h2:4222",
  creds: "~/.nkeys/u.creds",
  nsc: "",
  inbox_prefix: "_INBOX_u",
  jetstream_domain: "hub",
  user_jwt: "",
};
const facts = {
  addresses: ["nats://h:4222", "nats://h2:4222"],
  inboxPrefix: "_INBOX_u",
  jetStreamDomain: "hub",
  credsPath: "~/.nkeys/u.creds",
  nkeyPath: null,
  nscReference: null,
};

test("a context without creds is named, with what it points to", async () => {
  expect(await read(context)).toEqual([
    {
      kind: "nothing",
      source: { ...SOURCE, part: 0 },
      fault: {
        code: "creds/context",
        params: { creds: "~/.nkeys/u.creds", url: "nats://h:4222, nats://h2:4222" },
      },
      context: facts,
    },
  ]);
  const nsc = { url: "", nsc: "nsc://op/acc/user" };
  expect(await read(nsc)).toMatchObject([
    { fault: { code: "creds/context", params: { nsc: "nsc://op/acc/user" } } },
  ]);
});

test("creds inside are read, and the context goes with them", async () => {
  const made = await makeCreds();
  for (const inside of [
    { user_jwt: made.jwt, user_seed: made.seed },
    { creds: `data:;base64,${Buffer.from(made.text).toString("base64")}` },
    { creds: made.text },
  ]) {
    expect(await read({ ...context, creds: "", ...inside })).toMatchObject([
      {
        kind: "creds",
        facts: {
          jwt: { subject: made.user.getPublicKey() },
          seed: { state: "matches" },
          context: { ...facts, credsPath: null },
        },
      },
    ]);
  }
});

test("user, password and token of an address are left out, and named", async () => {
  const url = "nats://me:pass%40word@h:4222,tls://token@h2:4222";
  expect(await read({ ...context, url })).toMatchObject([
    {
      context: { addresses: ["nats://h:4222", "tls://h2:4222"] },
      dangers: [{ kind: "password", publicKey: null }],
    },
  ]);
  const made = await makeCreds();
  const env = `NATS_URL=nats://me:secret@h\n${made.text}`;
  expect(await readCreds(utf8(env), SOURCE)).toMatchObject([
    { kind: "creds", facts: { unusable: null, dangers: [{ kind: "password", publicKey: null }] } },
  ]);
  for (const url of ["nats://h:4222/a@b", "nats://h, me@example.com", "https://me:x@h"]) {
    const [result] = await read({ ...context, url });
    expect(result).not.toHaveProperty("dangers");
  }
});

test("a value that holds a seed or a JWT is not taken as a path", async () => {
  const { seed, jwt } = await makeCreds();
  for (const secret of [seed, `/tmp/${seed}`, jwt, `nats://${seed}`]) {
    const found = readContext(utf8(JSON.stringify({ url: secret, nkey: secret, nsc: secret })));
    expect(found).toMatchObject({ addresses: [], nkeyPath: null, nscReference: null });
  }
});

test("other JSON, and JSON of any depth, is no context", () => {
  const deep = `{"a":${"[".repeat(100_000)}`;
  const others = [
    "{}",
    "[]",
    '{"url":"nats://h"}',
    '{"url":"nats://h","creds":"x","account_seed":"y"}',
    '{"creds":"x"}',
    deep,
    '{"url":"x","creds":',
    "{",
    '{"',
  ];
  for (const text of others) {
    expect(readContext(utf8(text))).toBeNull();
  }
});

test("the creds that a loaded context points to take it over, whichever came first", async () => {
  const made = await makeCreds();
  const file = (path: string, text: string): FileRef => ({
    file: new File([text], path),
    path,
    inFolder: false,
  });
  const files = [file("ctx.json", JSON.stringify(context)), file("u.creds", made.text)];
  for (const order of [files, [...files].reverse()]) {
    const vault = createVault({ pageOrigin: "http://localhost", emit: () => {} });
    await vault.openFiles({ files: order, before: 0, total: 2 });
    const id = made.user.getPublicKey();
    expect(await vault.readFacts({ id })).toMatchObject({ value: { context: facts } });
    await vault.forget({ id: "unreadable-1" });
    expect(await vault.readFacts({ id })).not.toHaveProperty("value.context");
  }
});
