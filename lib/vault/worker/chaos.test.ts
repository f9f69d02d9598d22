// A chaos run on a whole vault. Here it is short: each quick fault once. `npm run chaos -- --minutes 60 --seed 7`
// runs it longer. The seed is printed; with the same seed the same faults come in the same order.

import { expect, it } from "vitest";
import { runChaos } from "@/lib/testing/chaos/chaos-run";

const minutes = Number(process.env["CHAOS_MINUTES"] ?? 0);
const seed = Number(process.env["CHAOS_SEED"] ?? Math.floor(Math.random() * 1_000_000));
const TIME_LIMIT_MS = minutes * 60_000 + 300_000;

it(
  "keeps a healthy connection whole through random faults",
  async () => {
    const say = (line: string) => process.stdout.write(`chaos: ${line}\n`);
    say(`seed ${seed}`);
    const figures = await runChaos({ seed, minutes, say });
    say(JSON.stringify({ seed, minutes, ...figures }));
    expect(figures.faults).toBeGreaterThan(0);
    expect(figures.messages).toBeGreaterThan(0);
    expect(figures.slowestPingMs).toBeLessThan(15_000);
  },
  TIME_LIMIT_MS,
);
