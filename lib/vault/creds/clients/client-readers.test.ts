import { expect, test } from "vitest";
import { goBlocks, NATS_WS, rustBlocks } from "@/lib/testing/creds/client-oracles";
import { utf8 } from "@/lib/testing/creds/make-creds";
import { cpuMs } from "@/lib/testing/creds/measure";
import { randomOf } from "@/lib/testing/random";
import { runAtOnce } from "@/lib/vault/base/turns";
import { findRefusals } from "./client-readers";
import { maskText as maskInSteps } from "./mask-text";

const maskText = (bytes: Uint8Array) => runAtOnce(maskInSteps(bytes));
const findRefusingClients = (text: string, jwt: string, seed: string) =>
  runAtOnce(findRefusals(() => ({ text }), { jwt, seed })).map(({ client }) => client);

const PIECES = [
  ...["------\nAA\n------\n", "------\nSU\n", "------\r\nSUA\r\n------", "A------\n \n------\n"],
  ...["---", "------", "-", "\n", "\n", "\r\n", "\r", " ", "A", "SU", "A.A", "="],
  ...["\u00a0", "\ufeff", "\u2028", "*"],
];

test("agrees with the clients' regular expressions on random text", () => {
  const random = randomOf(7);
  const seen = { javascript: 0, go: 0, "go-nkeys": 0, rust: 0 };
  for (let round = 0; round < 30_000; round++) {
    const count = 4 + Math.floor(random() * 26);
    let text = "";
    for (let i = 0; i < count; i++) text += PIECES[Math.floor(random() * PIECES.length)];
    const javascript = [...text.matchAll(NATS_WS)].map((match) => (match[1] ?? "").trim());
    const expected = {
      javascript: javascript.length > 1 ? javascript.slice(0, 2) : null,
      go: goBlocks(text, "go"),
      "go-nkeys": goBlocks(text, "go-nkeys"),
      rust: rustBlocks(text),
    } as const;
    for (const family of ["javascript", "go", "go-nkeys", "rust"] as const) {
      const [jwt, seed] = expected[family] ?? ["no", "no"];
      const isRefused = findRefusingClients(text, jwt ?? "", seed ?? "").includes(family);
      expect([family, text, isRefused]).toEqual([family, text, expected[family] === null]);
      if (!isRefused) seen[family]++;
    }
  }
  expect(Math.min(seen.javascript, seen.go, seen["go-nkeys"])).toBeGreaterThan(50);
});

test("the mask keeps the structure, and of a seed only its kind", () => {
  expect(maskText(utf8("x1-y_z.=\n  SUABC234\nxSUA\nSA9\r\nSB\rSUA"))).toBe(
    "AA-A_A.=\n  SUAAAAAA\nAAAA\nSAA\r\nAA\rSUA",
  );
});

test("a megabyte of dashes takes little time", async () => {
  const texts = [
    "-".repeat(1_000_000),
    "------\n".repeat(150_000),
    `------\nA\n${" \n".repeat(400_000)}`,
  ];
  const spent = await cpuMs(() => {
    for (const text of texts) expect(findRefusingClients(text, "a", "b")).toHaveLength(9);
  });
  expect(spent).toBeLessThan(3000);
});

test("the mask keeps the two usual labels, and nothing that looks like one", () => {
  const [jwt, seed] = ["BEGIN NATS USER JWT", "BEGIN USER NKEY SEED"];
  expect(maskText(utf8(`--${jwt}--\n\ufeffB ${seed}\nBEGIN USER NKEY SUAB\n${jwt}`))).toBe(
    `--${jwt}--\n\ufeffA ${seed}\nAAAAA AAAA AAAA AAAA\n${jwt}`,
  );
});
