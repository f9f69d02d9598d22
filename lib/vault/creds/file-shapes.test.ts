// The shapes in which people hold creds: base64 in any place, parts that stand apart, seeds that are no user's,
// and tokens of other systems. Each must end as the users that are in it.

import { describe, expect, test } from "vitest";
import { encodings } from "@/lib/testing/creds/encodings";
import {
  createAccount,
  createUser,
  credsText,
  type MadeCreds,
  makeCreds,
  makeTrust,
  seedOf,
  utf8,
} from "@/lib/testing/creds/make-creds";
import { randomOf } from "@/lib/testing/random";
import { readCreds } from "./read-creds";
import type { CredsReading } from "./readings";

const SOURCE = { kind: "file", name: "x", bytes: 1 } as const;
const b64 = (text: string) => Buffer.from(text).toString("base64");
const wrapped = (text: string, width = 76) =>
  text.replace(new RegExp(`.{1,${width}}`, "gu"), "$&\n");

async function read(text: string): Promise<readonly CredsReading[]> {
  const results = await readCreds(utf8(text), SOURCE);
  return results.filter((result) => result.kind === "creds");
}

/** The users that are whole, as "key state". */
async function usersOf(text: string): Promise<readonly string[]> {
  const readings = await read(text);
  return readings
    .map(({ facts }) => `${facts.jwt?.subject ?? facts.seed.publicKey} ${facts.seed.state}`)
    .sort();
}

const whole = (...made: readonly MadeCreds[]) =>
  made.map(({ user }) => `${user.getPublicKey()} matches`).sort();

const issueOf = ({ facts }: CredsReading) => facts.form.find(({ code }) => code === "base64");

describe("base64", () => {
  const secret = (creds: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: nats\ndata:\n  user.creds: ${creds}\n  ca.crt: ${b64("-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQy\n-----END CERTIFICATE-----\n")}\n`;
  const indented = (text: string) => `\n        ${text.replaceAll("\n", "\n        ")}`;

  test.each<[string, (text: string) => string, number, number]>([
    ["one line", (text) => b64(text), 1, 1],
    ["wrapped", (text) => wrapped(b64(text)), 1, 1],
    ["wrapped at an odd width", (text) => wrapped(b64(text), 13), 1, 1],
    [
      "an environment variable",
      (text) => `INFRA_URL=localhost:4222\nINFRA_CRED=${b64(text)}\n`,
      1,
      2,
    ],
    ["a Secret", (text) => secret(b64(text)), 1, 6],
    ["twice", (text) => b64(b64(text)), 2, 1],
    ["twice, each time wrapped", (text) => wrapped(b64(wrapped(b64(text)))), 2, 1],
    [
      "a context with a data URI",
      (text) => `{"url":"nats://h:4222","creds":"data:;base64,${b64(text)}"}`,
      1,
      1,
    ],
    ["indented lines", (text) => b64(indented(text)), 1, 1],
    ["URL-safe without padding", (text) => Buffer.from(text).toString("base64url"), 1, 1],
    ["UTF-16 inside", (text) => Buffer.from(text, "utf16le").toString("base64"), 1, 1],
    [
      "escapes of JSON",
      (text) => `{"c":"${b64(text).replaceAll("/", "\\/").replaceAll("+", "\\u002B")}"}`,
      1,
      1,
    ],
    ["a JSON answer", (text) => b64(JSON.stringify({ creds: text })), 1, 1],
    [
      "a shell's line ends",
      (text) => `X="${wrapped(b64(text), 64).trim().replaceAll("\n", "\\\n")}"`,
      1,
      1,
    ],
  ])("%s", async (_, encode, depth, line) => {
    const made = await makeCreds();
    // A length that needs padding, and one that does not.
    for (const text of [made.text, `${made.text}\n`, `${made.text}\n\n`]) {
      const [reading, ...more] = await read(encode(text));
      expect(more).toEqual([]);
      expect(reading?.facts).toMatchObject({
        jwt: { subject: made.user.getPublicKey(), signature: "valid" },
        seed: { state: "matches" },
        unusable: null,
      });
      expect(reading && issueOf(reading)).toMatchObject({ depth, line, what: "creds" });
    }
  });

  test("JWT and seed each by themselves", async () => {
    const made = await makeCreds();
    const { jwt, seed, user } = made;
    const fields = `data:\n  jwt: ${b64(jwt)}\n  pub: ${b64(user.getPublicKey())}\n  seed: ${b64(seed)}\n`;
    const env = `NEX_AGENT_NATS_B64_JWT=${b64(jwt)}\nNEX_AGENT_NATS_USER_SEED=${seed}\n`;
    for (const text of [fields, env, `${b64(jwt)}\n${b64(seed)}\n`, `${b64(seed)}\n${b64(jwt)}`]) {
      expect(await usersOf(text)).toEqual(whole(made));
    }
    expect((await read(b64(jwt)))[0]?.facts).toMatchObject({
      jwt: { subject: user.getPublicKey() },
      unusable: { code: "creds/no-seed" },
    });
    expect((await read(b64(seed)))[0]?.facts).toMatchObject({ unusable: null, jwt: null });
  });

  test("a list of Secrets, each with its own creds", async () => {
    const made = await Promise.all([makeCreds(), makeCreds(), makeCreds()]);
    const items = made.map(({ text }) => secret(b64(text))).join("---\n");
    expect(await usersOf(items)).toEqual(whole(...made));
    expect(await usersOf(b64(items))).toEqual(whole(...made));
  });

  test("three times is too deep, and said to be", async () => {
    const made = await makeCreds();
    let text = made.text;
    for (let n = 0; n < 3; n++) text = b64(text);
    const bomb = Array.from({ length: 18 }).reduce<string>((inner) => b64(inner), made.text);
    for (const nested of [text, bomb]) {
      expect(await readCreds(utf8(nested), SOURCE)).toMatchObject([
        { kind: "nothing", fault: { code: "creds/too-deep", params: { depth: 2 } } },
      ]);
    }
  });

  test("of anything else is not creds", async () => {
    const noise = Buffer.from(Array.from({ length: 900 }, (_, n) => (n * 7919) % 256));
    for (const text of [
      b64("hello ".repeat(100)),
      noise.toString("base64"),
      "A".repeat(3_000_000),
    ]) {
      const results = await readCreds(utf8(text), SOURCE);
      expect(results).toMatchObject([{ kind: "nothing", fault: { code: /not-creds|too-deep/u } }]);
    }
  });
});

describe("parts find each other by key", () => {
  test("a state of Terraform: the account seed is not the user's", async () => {
    const made = await makeCreds();
    const state = {
      account_seed: seedOf(made.account),
      creds: made.text,
      jwt: made.jwt,
      seed: made.seed,
    };
    for (const text of [JSON.stringify(state), JSON.stringify({ resources: [state] }, null, 2)]) {
      expect(await usersOf(text)).toEqual(whole(made));
      const [reading] = await read(text);
      expect(reading?.facts.dangers).toEqual([
        { kind: "account", publicKey: made.account.getPublicKey() },
      ]);
      expect(reading?.facts.unusable).toBeNull();
    }
  });

  test("a token of another system is passed over", async () => {
    const made = await makeCreds();
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const signature = Buffer.alloc(256, 7).toString("base64url");
    for (const alg of ["RS256", "EdDSA", "HS256"]) {
      const foreign = `${part({ alg, typ: "JWT" })}.${part({ sub: "someone", iss: "https://id" })}.${signature}`;
      const answer = { nats_jwt: made.jwt, access_token: foreign, nats_seed: made.seed };
      expect(await usersOf(JSON.stringify(answer))).toEqual(whole(made));
      const [reading] = await read(JSON.stringify(answer, null, 1));
      expect(reading?.facts.form).toContainEqual({ code: "foreign-jwt", line: 3, refusedBy: [] });
    }
  });

  test("the same creds twice are one", async () => {
    const made = await makeCreds();
    const answer = {
      nats_jwt: made.jwt,
      nats_nkey: made.seed,
      creds_file: made.text,
      key_id: made.account.getPublicKey(),
    };
    expect(await usersOf(JSON.stringify(answer))).toEqual(whole(made));
    expect(await usersOf(made.text + made.text)).toEqual(whole(made));
    expect(await usersOf(`${made.text}\n${b64(made.text)}`)).toEqual(whole(made));
  });

  test("in any order", async () => {
    const account = createAccount();
    const made = await Promise.all(Array.from({ length: 5 }, () => makeCreds({}, { account })));
    const random = randomOf(7);
    for (let round = 0; round < 20; round++) {
      const pieces = made.flatMap(({ jwt, seed }) => [jwt, seed]);
      pieces.sort(() => random() - 0.5);
      expect(await usersOf(pieces.join("\n"))).toEqual(whole(...made));
    }
  });

  test("one seed belongs to every JWT of its user", async () => {
    const [account, user] = [createAccount(), createUser()];
    const first = await makeCreds({}, { account, user, name: "first" });
    const second = await makeCreds({}, { account, user, name: "second" });
    const readings = await read(`${first.jwt}\n${second.jwt}\n${first.seed}\n`);
    expect(readings.map(({ facts }) => [facts.jwt?.name, facts.seed.state])).toEqual([
      ["first", "matches"],
      ["second", "matches"],
    ]);
    const secrets = readings.map(({ secret }) => Buffer.from(secret?.raw ?? []).toString("hex"));
    expect(new Set(secrets).size).toBe(1);
    expect(readings[0]?.secret?.raw).not.toBe(readings[1]?.secret?.raw);
  });

  test("what fits nothing is shown as what it is", async () => {
    const [made, other] = [await makeCreds(), createUser()];
    expect(await usersOf(`${made.text}\n${seedOf(other)}\n`)).toEqual(
      [...whole(made), `${other.getPublicKey()} unmatched`].sort(),
    );
    // One JWT and one seed that does not fit.
    expect(await usersOf(`${made.jwt}\n${seedOf(other)}\n`)).toEqual([
      `${made.user.getPublicKey()} mismatch`,
    ]);
    expect(await usersOf(`${made.jwt}\n${seedOf(other)}\n${made.seed}`)).toEqual(
      [...whole(made), `${other.getPublicKey()} unmatched`].sort(),
    );
  });

  test("swapped seeds of two creds", async () => {
    const [one, other] = [await makeCreds(), await makeCreds()];
    const text = credsText(one.jwt, other.seed) + credsText(other.jwt, one.seed);
    expect(await usersOf(text)).toEqual(whole(one, other));
  });

  test("account and operator seeds beside users are named, in each form", async () => {
    const { accountJwt, account } = await makeTrust();
    const made = await makeCreds({}, { account });
    const yaml = `jwt: ${made.jwt}\naccount: ${accountJwt}\naccountSeed: ${seedOf(account)}\nseed: ${made.seed}\n`;
    for (const text of [yaml, b64(yaml), b64(b64(yaml))]) {
      expect(await usersOf(text)).toEqual(whole(made));
      const [reading] = await read(text);
      expect(reading?.facts.dangers).toEqual([
        { kind: "account", publicKey: account.getPublicKey() },
      ]);
    }
  });
});

describe("an nkey seed alone", () => {
  test("with what nk writes beside it", async () => {
    const user = createUser();
    const [seed, key] = [seedOf(user), user.getPublicKey()];
    for (const text of [
      `${seed}\n`,
      `${seed}\n${key}\n`,
      `# user\n${seed}\n# public\n${key}`,
      b64(seed),
    ]) {
      const [reading, ...more] = await read(text);
      expect(more).toEqual([]);
      expect(reading?.facts).toMatchObject({
        jwt: null,
        jwtFault: { code: "creds/nkey-only" },
        seed: { state: "unmatched", publicKey: key },
        unusable: null,
      });
      expect(reading?.signer).not.toBeNull();
    }
  });
});

test("property: any encoding, up to two deep, of any creds in any order gives the same users", async () => {
  const random = randomOf(Number(process.env["FUZZ_START"] ?? 11));
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const account = createAccount();
  const made = await Promise.all(Array.from({ length: 4 }, () => makeCreds({}, { account })));
  for (let round = 0; round < 250; round++) {
    const chosen = made.filter(() => random() < 0.6);
    const texts = chosen.flatMap(({ text, jwt, seed }) => (random() < 0.6 ? [text] : [jwt, seed]));
    texts.sort(() => random() - 0.5);
    const carrier = pick(encodings.carriers);
    const encode = pick(encodings.ways);
    const again = pick(encodings.ways);
    const file = carrier.write(
      texts.map((text) => {
        const depth = Math.floor(random() * (3 - (carrier.depth ?? 0)));
        return depth === 0
          ? text
          : depth === 1
            ? encode.write(text)
            : again.write(encode.write(text));
      }),
    );
    const context = `${round} ${carrier.name} ${encode.name} ${again.name} ${file.length}`;
    expect([context, ...(await usersOf(file))]).toEqual([context, ...whole(...chosen)]);
  }
});
