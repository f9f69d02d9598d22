import { expect, test } from "vitest";
import { goBlocks, NATS_WS } from "@/lib/testing/creds/client-oracles";
import { utf8 } from "@/lib/testing/creds/make-creds";
import { cpuMs } from "@/lib/testing/creds/measure";
import { randomOf } from "@/lib/testing/random";
import { runAtOnce } from "@/lib/vault/base/turns";
import { findRefusingClients as findInSteps, maskText as maskInSteps } from "./client-readers";

const maskText = (bytes: Uint8Array) => runAtOnce(maskInSteps(bytes));
const findRefusingClients = (text: string, jwt: string, seed: string) =>
  runAtOnce(findInSteps(text, jwt, seed));

const PIECES = [
  ...["------\nAA\n------\n", "------\nSU\n", "------\r\nSUA\r\n------", "A------\n \n------\n"],
  ...["---", "------", "-", "\n", "\n", "\r\n", "\r", " ", "A", "SU", "A.A", "="],
  ...["\u00a0", "\ufeff", "\u2028", "*"],
];

test("agrees with the clients' regular expressions on random text", () => {
  const random = randomOf(7);
  const seen = { javascript: 0, go: 0, "go-nkeys": 0 };
  for (let round = 0; round < 30_000; round++) {
    const count = 4 + Math.floor(random() * 26);
    let text = "";
    for (let i = 0; i < count; i++) text += PIECES[Math.floor(random() * PIECES.length)];
    const javascript = [...text.matchAll(NATS_WS)].map((match) => (match[1] ?? "").trim());
    const expected = {
      javascript: javascript.length > 1 ? javascript.slice(0, 2) : null,
      go: goBlocks(text, "go"),
      "go-nkeys": goBlocks(text, "go-nkeys"),
    } as const;
    for (const family of ["javascript", "go", "go-nkeys"] as const) {
      const [jwt, seed] = expected[family] ?? ["no", "no"];
      const isRefused = findRefusingClients(text, jwt ?? "", seed ?? "").includes(family);
      expect([family, text, isRefused]).toEqual([family, text, expected[family] === null]);
      if (!isRefused) seen[family]++;
    }
  }
  expect(Math.min(seen.javascript, seen.go, seen["go-nkeys"])).toBeGreaterThan(50);
});

test("the mask keeps the structure, and of a seed only its kind", () => {
  expect(maskText(utf8("x1-y_z.=\n  SUABC234\nxSUA\nSA9\r\nSB"))).toBe(
    "AA-A_A.=\n  SUAAAAAA\nAAAA\nSAA\r\nAA",
  );
});

test("a megabyte of dashes takes little time", async () => {
  const texts = [
    "-".repeat(1_000_000),
    "------\n".repeat(150_000),
    `------\nA\n${" \n".repeat(400_000)}`,
  ];
  const spent = await cpuMs(() => {
    for (const text of texts) expect(findRefusingClients(text, "a", "b")).toHaveLength(3);
  });
  expect(spent).toBeLessThan(3000);
});
