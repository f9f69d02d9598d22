// Any bytes are valid input: the reader is run on mutated creds, floods and hostile JSON, and its time on many
// creds is measured.

import { beforeAll, expect, test } from "vitest";
import { CREDS_CAUSES, JWT_CAUSES, SEED_CAUSES } from "@/lib/shared/facts/causes";
import { isRefusedByGo, isRefusedByNatsWsText } from "@/lib/testing/creds/client-oracles";
import {
  createAccount,
  createUser,
  credsText,
  type MadeCreds,
  makeCreds,
  seedOf,
  signText,
  textOf,
  userClaims,
  utf8,
} from "@/lib/testing/creds/make-creds";
import { cpuMs } from "@/lib/testing/creds/measure";
import { randomOf } from "@/lib/testing/random";
import { runAtOnce } from "@/lib/vault/base/turns";
import { findRefusals } from "./clients/client-readers";
import { maskText } from "./clients/mask-text";
import { encodeSeed } from "./nkeys";
import { MAX_FILE_BYTES, readCreds } from "./read-creds";
import type { ReadResult } from "./readings";

const SOURCE = { kind: "file", name: "x", bytes: 1 } as const;
const CODES: readonly string[] = [...CREDS_CAUSES, ...JWT_CAUSES, ...SEED_CAUSES];
const STUFF = [
  "\n",
  "\r\n",
  "\r",
  "\\n",
  " ",
  "\t",
  "-",
  "---",
  "------",
  '"',
  "'",
  "=",
  ".",
  "S",
  "SU",
  "eyJ",
  "\u2014",
  "\ufeff",
  "\0",
  "#",
  "x",
];

let made: MadeCreds;
beforeAll(async () => {
  made = await makeCreds();
});

function mutate(text: string, random: () => number): Uint8Array<ArrayBuffer> {
  const bytes = [...utf8(text)];
  const pick = (below: number) => Math.floor(random() * below);
  for (let count = pick(4) + 1; count > 0; count--) {
    const at = pick(bytes.length);
    const kind = pick(6);
    if (kind === 0) bytes[at] = pick(256);
    else if (kind === 1) bytes.splice(at, pick(3) === 0 ? pick(200) : 1);
    else if (kind === 2)
      bytes.splice(at, 0, ...bytes.slice(pick(bytes.length)).slice(0, pick(300)));
    else if (kind === 3) bytes.splice(at, 0, ...utf8(STUFF[pick(STUFF.length)] ?? ""));
    else {
      // At a line end, where the structure changes.
      const end = bytes.indexOf(10, at);
      if (end > 0) bytes.splice(end, kind === 4 ? 0 : 1, ...utf8(STUFF[pick(STUFF.length)] ?? ""));
    }
  }
  return Uint8Array.from(bytes);
}

function check(results: readonly ReadResult[]): void {
  expect(results.length).toBeGreaterThan(0);
  for (const result of results) {
    if (result.kind === "nothing") expect(CODES).toContain(result.fault.code);
    if (result.kind !== "creds") continue;
    const { facts } = result;
    if (facts.unusable) expect(CODES).toContain(facts.unusable.code);
    expect(facts.jwt === null).toBe(facts.jwtFault !== null);
    expect(result.secret !== null).toBe(facts.seed.publicKey !== null);
    for (const problem of facts.jwt?.problems ?? []) expect(CODES).toContain(problem.code);
  }
}

test("always reads mutated creds, and clients refuse them exactly when an issue says so", async () => {
  const random = randomOf(Number(process.env["FUZZ_START"] ?? 2024));
  let agreed = 0;
  let plain = 0;
  const mask = (text: string) => runAtOnce(maskText(utf8(text)));
  const spent = await cpuMs(async () => {
    for (let round = 0; round < 800; round++) {
      const file = mutate(made.text, random);
      const results = await readCreds(file.slice(), SOURCE);
      check(results);
      const [first] = results;
      if (first?.kind !== "creds" || first.jwt === null || !first.secret) continue;
      const seed = textOf(encodeSeed(first.secret));
      const saysSo = (family: "javascript" | "go" | "go-nkeys") =>
        first.facts.form.some(({ refusedBy }) => refusedBy.some(({ client }) => client === family));
      const context = [round, JSON.stringify(first.facts.form)];
      expect([...context, saysSo("javascript")]).toEqual([
        ...context,
        isRefusedByNatsWsText(file, first.jwt, seed),
      ]);
      expect([...context, saysSo("go")]).toEqual([
        ...context,
        isRefusedByGo(file, first.jwt, seed, "go"),
      ]);
      expect([...context, saysSo("go-nkeys")]).toEqual([
        ...context,
        isRefusedByGo(file, first.jwt, seed, "go-nkeys"),
      ]);
      if (first.facts.form.length === 0) {
        // A file without any oddity is not given to the readers of the clients, which all read it.
        const text = runAtOnce(maskText(file));
        const masked = { jwt: mask(first.jwt), seed: mask(seed) };
        expect([...context, runAtOnce(findRefusals(() => ({ text }), masked))]).toEqual([
          ...context,
          [],
        ]);
        plain++;
      }
      agreed++;
    }
  });
  expect(agreed).toBeGreaterThan(300);
  expect(plain).toBeGreaterThan(50);
  expect(spent).toBeLessThan(60_000);
});

test("reads floods in little time", async () => {
  const flood = (text: string) =>
    utf8(text.repeat(Math.floor((MAX_FILE_BYTES - 200) / text.length)));
  const floods = [
    "\n",
    "\r",
    "-",
    "- ",
    "--BEGIN ",
    "a ",
    "A.",
    "eyJ",
    "eyJ\n",
    "=",
    '"',
    "\\",
    "\\n",
    "\u2014",
    "S",
    "-----BEGIN X-----\n",
    "------\n",
    "\0a",
    "\xff",
  ];
  const random = randomOf(5);
  const noise = Uint8Array.from({ length: MAX_FILE_BYTES }, () => random() * 256);
  for (const input of [...floods.map(flood), utf8(made.text + "a ".repeat(1_000_000)), noise]) {
    const head = textOf(input.subarray(0, 20));
    const spent = await cpuMs(async () => check(await readCreds(input, SOURCE)));
    expect([head, spent < 5000]).toEqual([head, true]);
  }
});

test("reads hostile JSON in a signed JWT", async () => {
  const [account, user] = [createAccount(), createUser()];
  const sound = JSON.stringify(userClaims(user, account));
  const read = (claims: string) =>
    readCreds(utf8(credsText(signText(claims, account), seedOf(user))), SOURCE);
  const deep = sound.replace("{", `{"deep":${"[".repeat(10_000)}${"]".repeat(10_000)},`);
  expect(await read(deep)).toMatchObject([
    { facts: { jwtFault: { code: "jwt/malformed" }, seed: { state: "unmatched" } } },
  ]);
  const kept = sound.replace("{", '{"__proto__":{"polluted":1},"constructor":{},"big":1e400,');
  expect(await read(kept)).toMatchObject([
    {
      facts: {
        jwt: {
          signature: "valid",
          problems: ["__proto__", "constructor", "big"].map((path) => ({
            code: "jwt/unknown-claim",
            path,
          })),
        },
        unusable: null,
      },
    },
  ]);
  expect("polluted" in {}).toBe(false);
  const large = sound.replace("{", `{"x":"${"y".repeat(800_000)}",`);
  expect(await read(large)).toMatchObject([
    { facts: { jwtFault: { code: "jwt/malformed", params: { at: "size" } } } },
  ]);
});

test("reads and verifies a thousand creds in little time", async () => {
  const account = createAccount();
  const files: Uint8Array[] = [];
  // Signing in JavaScript is slow, so a few users have many files.
  const users = await Promise.all(Array.from({ length: 20 }, () => makeCreds({}, { account })));
  for (let i = 0; i < 1000; i++) files.push(utf8(`# ${i}\n${users[i % users.length]?.text}`));
  let valid = 0;
  const spent = await cpuMs(async () => {
    for (let i = 0; i < files.length; i += 64) {
      const batch = files.slice(i, i + 64).map((file) => readCreds(file, SOURCE));
      for (const [result] of await Promise.all(batch)) {
        if (
          result?.kind === "creds" &&
          result.facts.jwt?.signature === "valid" &&
          result.facts.seed.state === "matches"
        )
          valid++;
      }
    }
  });
  expect(valid).toBe(1000);
  expect(spent).toBeLessThan(5000);
});
