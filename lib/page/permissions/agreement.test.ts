// The engine against a real server: generated permission sets and subjects, every decision tried. Seeded;
// CREDENCE_SEED and CREDENCE_SETS run others and more (scripts/agreement.mjs, on several servers).

import { afterAll, expect, it } from "vitest";
import { makeGeneratedWorld } from "@/lib/testing/permissions/generated-world";
import { judgeCase, type Tally } from "@/lib/testing/permissions/judge";
import { makeRandom } from "@/lib/testing/random";
import { endServers, serverBinary, startServer } from "@/lib/testing/real-server";

const SEED = Number(process.env["CREDENCE_SEED"] ?? 20_261_126);
const SETS = Number(process.env["CREDENCE_SETS"] ?? 60);
const AT_ONCE = 4;
const SHOWN = 40;

afterAll(endServers);

it(`decides as the server does, ${SETS} sets, seed ${SEED}`, { timeout: 600_000 }, async () => {
  const random = makeRandom(SEED);
  const world = makeGeneratedWorld(random, SETS);
  const server = await startServer(world.config);
  const { version, isAtLeast } = await serverBinary();
  const tally: Tally = { pairs: 0, deliveries: 0, told: 0, unknown: 0, disagreements: [] };
  const left = world.cases.map((one, at) => ({ one, own: makeRandom(SEED + at + 1) }));
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      await judgeCase(next.one, { clientUrl: server.clientUrl, version }, next.own, tally);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  process.stdout.write(
    `nats-server ${version}: ${tally.pairs} pairs, ${tally.deliveries} deliveries, ` +
      `${tally.told} told by the server, ${tally.unknown} left open, ` +
      `${tally.disagreements.length} disagreements\n${tally.disagreements.slice(0, SHOWN).join("\n")}`,
  );
  expect(tally.disagreements).toEqual([]);
  expect(tally.pairs).toBeGreaterThan(SETS * 8);
  expect(tally.unknown).toBeLessThan(tally.pairs / 20);
  if (isAtLeast(2, 10)) expect(tally.told).toBeGreaterThan(SETS / 20);
});
