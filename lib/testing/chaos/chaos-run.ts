// Runs faults in an order drawn from a seed and checks after each one what must hold. Called by
// lib/vault/worker/chaos.test.ts.
// Invariant: the order and each fault's random numbers depend on the seed alone, not on the time that a fault
// takes. Each fault comes once before one comes again.

import { setTimeout as sleep } from "node:timers/promises";
import { makeRandom, type Random } from "@/lib/testing/random";
import { until } from "@/lib/testing/run-to-end";
import type { Fault } from "./fault";
import { FILE_FAULTS } from "./file-faults";
import { HOSTILE_FAULTS } from "./hostile-faults";
import { PROXY_FAULTS } from "./proxy-faults";
import { SERVER_FAULTS } from "./server-faults";
import { VAULT_FAULTS } from "./vault-faults";
import { type ChaosWorld, startChaosWorld } from "./world";

const FAULTS: readonly Fault[] = [
  ...FILE_FAULTS,
  ...HOSTILE_FAULTS,
  ...SERVER_FAULTS,
  ...PROXY_FAULTS,
  ...VAULT_FAULTS,
];
const HOLD_MS = 20_000;
const PING_EVERY_MS = 100;

export interface ChaosOptions {
  readonly seed: number;
  /** 0 = each fault once, without the slow ones. */
  readonly minutes: number;
  say(line: string): void;
}

export interface ChaosFigures {
  readonly faults: number;
  /** Messages of the healthy connection. None was lost. */
  readonly messages: number;
  readonly slowestPingMs: number;
}

export async function runChaos({ seed, minutes, say }: ChaosOptions): Promise<ChaosFigures> {
  const world = await startChaosWorld();
  const pings = pingAllTheTime(world);
  const startMs = performance.now();
  let faults = 0;
  try {
    for (const fault of draw(seed, minutes > 0)) {
      if (minutes === 0 && faults === quickFaults().length) break;
      if (minutes > 0 && performance.now() - startMs > minutes * 60_000) break;
      faults += 1;
      const label = `${faults} ${fault.name}`;
      const faultMs = performance.now();
      try {
        await runFault(world, fault, makeRandom(seed + faults * 1_000_003));
        pings.check();
      } catch (error) {
        throw new Error(`seed ${seed}, fault ${label}: ${String(error)}`, { cause: error });
      }
      say(`${label}: ${Math.round(performance.now() - faultMs)} ms`);
    }
    return { faults, messages: world.healthy.reader.read(), slowestPingMs: pings.slowestMs() };
  } finally {
    await pings.end();
    await world.cleanUp();
    await world.end();
  }
}

const quickFaults = () => FAULTS.filter(({ isSlow }) => !isSlow);

/** Endless: the shuffled faults, then shuffled again. */
function* draw(seed: number, hasSlow: boolean): Generator<Fault> {
  const random = makeRandom(seed);
  for (;;) yield* shuffle(hasSlow ? FAULTS : quickFaults(), random);
}

function shuffle(faults: readonly Fault[], random: Random): readonly Fault[] {
  const left = [...faults];
  return faults.flatMap(() => left.splice(random.below(left.length), 1));
}

async function runFault(world: ChaosWorld, fault: Fault, random: Random): Promise<void> {
  try {
    for (const { what, withinMs = HOLD_MS, check } of await fault.run(world, random)) {
      await until(check, what, withinMs);
    }
    await world.healthy.check();
  } finally {
    await world.cleanUp();
  }
  await world.healthy.check();
}

/** The vault answers the whole time, and its client never takes it for stopped. */
function pingAllTheTime({ rig }: ChaosWorld) {
  let isOver = false;
  let slowestMs = 0;
  let fault: string | null = null;
  rig.client.onHealth((health) => {
    if (health !== "running") fault ??= `the vault is ${health}`;
  });
  const loop = async () => {
    while (!isOver) {
      const askedMs = performance.now();
      const reply = await rig.client.call("ping", {});
      slowestMs = Math.max(slowestMs, performance.now() - askedMs);
      if (!reply.ok) fault ??= `ping: ${reply.fault.code}`;
      await sleep(PING_EVERY_MS);
    }
  };
  const done = loop();
  return {
    check: () => {
      if (fault !== null) throw new Error(fault);
    },
    slowestMs: () => Math.round(slowestMs),
    end: () => {
      isOver = true;
      return done;
    },
  };
}
