// How much is done between two breaks, counted and not timed, and that the work grows with the file alone.

import { expect, test } from "vitest";
import { utf8 } from "@/lib/testing/creds/make-creds";
import { bareSeeds, manyCreds } from "@/lib/testing/creds/many-creds";
import { cpuMs } from "@/lib/testing/creds/measure";
import { signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { STEP_BYTES } from "@/lib/vault/base/turns";
import { decodeJwtSteps } from "./decode-jwt";
import { readCreds, readCredsInBatches } from "./read-creds";
import type { ReadResult } from "./readings";
import { WORK_PER_TURN, type Work, type WorkKind, WorkPace } from "./work-pace";

const SOURCE = { kind: "file", name: "x", bytes: 1 } as const;
const USER = { type: "user", version: 2, subs: -1, data: -1, payload: -1 };
const KINDS = Object.keys(WORK_PER_TURN) as WorkKind[];

async function turnsOf(text: string) {
  const turns: Work[] = [];
  const pace = new WorkPace((work) => turns.push(work));
  const results: ReadResult[] = [];
  const batches: number[] = [];
  for await (const batch of readCredsInBatches(utf8(text), SOURCE, { pace })) {
    results.push(...batch.results);
    batches.push(batch.results.length);
  }
  const sum = (kind: WorkKind) => turns.reduce((total, turn) => total + turn[kind], 0);
  return { turns, results, batches, sum };
}

test.each([
  ["creds", () => manyCreds(700).text, 700],
  ["creds with other seeds", () => manyCreds(300, { mismatched: true }).text, 300],
  ["bare seeds", () => bareSeeds(5_000), 5_000],
  ["creds and four MiB of text", () => manyCreds(20).text + "word ".repeat(800_000), 20],
  ["creds and dashes", () => manyCreds(20).text + "- ".repeat(1_800_000), 20],
  ["creds and lines that are not UTF-8", () => manyCreds(20).text + "é\n".repeat(100_000), 20],
])("no turn is longer than its share: %s", async (_, make, count) => {
  const { turns, results, batches, sum } = await turnsOf(make());
  expect(results).toHaveLength(count);
  expect(Math.max(...batches)).toBeLessThanOrEqual(16);
  for (const turn of turns) {
    const share = KINDS.reduce((total, kind) => total + turn[kind] / WORK_PER_TURN[kind], 0);
    expect(share, JSON.stringify(turn)).toBeLessThan(2.5);
    for (const kind of KINDS) expect(turn[kind]).toBeLessThan(2 * WORK_PER_TURN[kind]);
  }
  expect(sum("pairs")).toBeGreaterThan(count - 2 * WORK_PER_TURN.pairs);
});

test.each([
  ["numbers", { x: new Array(370_000).fill(1) }],
  ["empty lists", { x: new Array(250_000).fill([]) }],
  ["rules", { pub: { allow: new Array(180_000).fill("a") } }],
  ["rules that are wrong", { pub: { allow: new Array(180_000).fill("") } }],
  ["times that are wrong", { times: new Array(240_000).fill({}) }],
  ["sources", { src: new Array(60_000).fill("1.2.3.4/8") }],
])("one JWT of almost a megabyte is decoded in steps: %s", (_, nats) => {
  const account = makeKey("account");
  const claims = {
    ...standardClaims("large", makeKey("user"), account),
    nats: { ...USER, ...nats },
  };
  const jwt = signToken(JSON.stringify(claims), account);
  expect(jwt.length).toBeGreaterThan(700_000);
  const work = decodeJwtSteps(jwt);
  const steps: number[] = [];
  let step = work.next();
  for (; !step.done; step = work.next()) steps.push(step.value);
  expect(step.value).toMatchObject({ ok: true, value: { name: "large" } });
  expect(Math.max(...steps)).toBeLessThan(2 * STEP_BYTES);
  expect(steps.length).toBeGreaterThan(40);
});

test("four times the creds are four times the work", async () => {
  const text = (count: number) => `${manyCreds(count).text}# é\n`;
  const [small, large] = [await turnsOf(text(350)), await turnsOf(text(1_400))];
  expect(large.sum("bytes")).toBeLessThan(5 * small.sum("bytes"));
  expect(large.turns.length).toBeLessThan(5 * small.turns.length);
});

test("2,800 creds in one file take little time", async () => {
  const input = utf8(manyCreds(2_800).text);
  let results: readonly ReadResult[] = [];
  const spent = await cpuMs(async () => {
    results = await readCreds(input, SOURCE);
  });
  expect(results).toHaveLength(2_800);
  expect(spent).toBeLessThan(9_000);
});

test("the secrets of batches that are not taken are zeroed", async () => {
  const results: ReadResult[] = [];
  const input = utf8(manyCreds(40).text);
  for await (const batch of readCredsInBatches(input, SOURCE)) {
    results.push(...batch.results);
    if (results.length > 0) break;
  }
  expect(results).toHaveLength(16);
  expect(input.every((byte) => byte === 0)).toBe(true);
});
