// Faults of the network between the vault and a sound server. The table is run by chaos-run.ts.

import { until } from "@/lib/testing/run-to-end";
import { bytesOf } from "@/lib/testing/vault-rig";
import { type Fault, type Hold, isOpen, isTrue, SILENCE_MS, sessionHolds } from "./fault";
import { readNumbers } from "./number-reader";
import { type ChaosProxy, type ProxyPlan, startProxy } from "./proxy";
import type { ChaosWorld } from "./world";

const RECONNECT_MS = 60_000;

export const PROXY_FAULTS: readonly Fault[] = [
  {
    name: "a proxy splits what it passes",
    run: (world, random) =>
      passesAll(world, { pieceBytes: () => 1 + random.below(40) }, 200 + random.below(400)),
  },
  {
    name: "a proxy delays and splits",
    run: (world, random) => {
      const plan = { delayMs: () => random.below(8), pieceBytes: () => 20 + random.below(400) };
      return passesAll(world, plan, 50 + random.below(100));
    },
  },
  {
    name: "a proxy resets its connections",
    async run(world, random) {
      const { id, proxy, subject } = await openBehindProxy(world, {});
      publish(world, subject, random.below(200));
      if (random.is(0.5)) await world.peer.flush();
      proxy.cut();
      await sawEnd(world, id);
      return [
        sessionHolds(world, id, "it connects again", isOpen, RECONNECT_MS),
        isTrue(world, id),
        {
          what: "its log says that messages may be missing",
          check: async () => (await world.rig.notices(id)).some(({ code }) => code === "flow/gap"),
        },
      ];
    },
  },
  {
    name: "a proxy loses bytes",
    async run(world, random) {
      const { id, proxy, subject } = await openBehindProxy(world, {});
      proxy.swallow(1 + random.below(60));
      // Later bytes reveal the loss.
      const timer = setInterval(() => publish(world, subject, 50), 20);
      world.defer(() => clearInterval(timer));
      await until(() => !proxy.hasToSwallow(), "the loss");
      return [isTrue(world, id)];
    },
  },
  {
    name: "a proxy is a black hole",
    isSlow: true,
    async run(world) {
      const { id, proxy } = await openBehindProxy(world, {});
      proxy.isBlackHole = true;
      return [
        sessionHolds(world, id, "it is not open", (state) => !isOpen(state), SILENCE_MS),
        sessionHolds(world, id, "the code is honest", ({ endCode }) => endCode === "ended/lost"),
      ];
    },
  },
];

let lanes = 0;

async function openBehindProxy(
  world: ChaosWorld,
  plan: ProxyPlan,
): Promise<{ readonly id: string; readonly proxy: ChaosProxy; readonly subject: string }> {
  const proxy = await startProxy(world.home.wsUrl, plan);
  world.defer(() => proxy.end());
  lanes += 1;
  const subject = `lanes.${lanes}`;
  return { id: await world.openOther(proxy.url, subject), proxy, subject };
}

/** Everything passes, only late or in pieces: nothing may be lost, and the connection stays. */
async function passesAll(
  world: ChaosWorld,
  plan: ProxyPlan,
  count: number,
): Promise<readonly Hold[]> {
  const { id, proxy, subject } = await openBehindProxy(world, plan);
  publish(world, subject, count);
  await readNumbers(world.rig, id).check(count);
  return [
    sessionHolds(world, id, "it is open", isOpen),
    { what: "it connected once", check: () => proxy.connections() === 1 },
    isTrue(world, id),
  ];
}

function publish(world: ChaosWorld, subject: string, count: number): void {
  for (let number = 1; number <= count; number += 1) {
    world.peer.publish(subject, bytesOf(String(number)));
  }
}

async function sawEnd(world: ChaosWorld, id: string): Promise<void> {
  const state = await world.rig.waitFor(id, "the end", ({ end }) => end !== null);
  if (state.endCode !== "ended/lost" || state.phase !== "waiting") {
    throw new Error(`a lost connection is ${state.phase}, ${state.endCode}`);
  }
}
