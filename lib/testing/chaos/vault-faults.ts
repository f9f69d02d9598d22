// What the user and the machine do to the vault besides: forgetting, subscriptions, the clock, retention. The
// table is run by chaos-run.ts.

import { setTimeout as sleep } from "node:timers/promises";
import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import { nowSec } from "@/lib/testing/jwt";
import { startRig } from "@/lib/testing/vault-rig";
import { type Fault, type Hold, isOpen, isTrue, sessionHolds } from "./fault";
import type { ChaosWorld } from "./world";

const HOUR_MS = 3_600_000;
const HALF_HOUR_SEC = 1800;

export const VAULT_FAULTS: readonly Fault[] = [
  {
    name: "connected creds are forgotten",
    async run(world, random) {
      const before = await connections(world);
      const count = 1 + random.below(5);
      const ids: string[] = [];
      for (let index = 0; index < count; index += 1) {
        ids.push(await world.openOther(world.home.wsUrl));
      }
      await Promise.all(ids.map((id) => world.rig.client.call("forget", { id })));
      return [
        serverHas(world, before),
        {
          what: "forgotten creds are not found",
          check: async () => {
            const replies = await Promise.all(
              ids.map((id) => world.rig.client.call("readFacts", { id })),
            );
            return replies.every((reply) => !reply.ok && reply.fault.code === "not-loaded");
          },
        },
      ];
    },
  },
  {
    name: "another tab forgets everything",
    async run(world, random) {
      const before = await connections(world);
      const tab = startRig();
      const count = 1 + random.below(4);
      for (let index = 0; index < count; index += 1) {
        await tab.connect(await tab.load(world.newUser().creds), world.home.wsUrl);
      }
      await tab.close();
      return [serverHas(world, before)];
    },
  },
  {
    name: "another connection subscribes and unsubscribes",
    async run(world, random) {
      const id = await world.openOther(world.home.wsUrl);
      const { call } = world.rig.client;
      const round = async () => {
        const subject = random.pick(["healthy.numbers", "healthy.>", ">", "others.x"]);
        const isDrained = random.is(0.5);
        const reply = await call("subscribe", { id, subject, queue: "", max: random.below(3) });
        if (!reply.ok) throw new Error(`subscribe: ${reply.fault.code}`);
        await call("unsubscribe", { id, ...reply.value, drain: isDrained });
      };
      await Promise.all(Array.from({ length: 20 + random.below(80) }, round));
      return [
        {
          what: "only its first subscription is active",
          check: async () => {
            const { subscriptions } = await world.rig.window(id);
            return subscriptions.filter(({ state }) => state === "active").length === 1;
          },
        },
        sessionHolds(world, id, "it is open", isOpen),
        isTrue(world, id),
      ];
    },
  },
  {
    name: "the clock is set forward by an hour",
    async run(world) {
      // Already expired by the clock of this machine, but not by the server's.
      const { creds } = world.newUser({ exp: nowSec() + HALF_HOUR_SEC });
      stepClock(world, HOUR_MS);
      return connectAtWrongClock(world, creds, true);
    },
  },
  {
    name: "the clock is set back by an hour",
    async run(world) {
      const { creds } = world.newUser({ exp: nowSec() - HALF_HOUR_SEC });
      stepClock(world, -HOUR_MS);
      return connectAtWrongClock(world, creds, false);
    },
  },
  {
    name: "retention is lowered to the minimum",
    async run(world, random) {
      const { call } = world.rig.client;
      const { healthy } = world;
      healthy.reader.mayDrop = true;
      world.defer(async () => {
        await call("setRetention", { limits: DEFAULT_RETENTION });
        await healthy.check();
        healthy.reader.mayDrop = false;
      });
      const limits = {
        budgetBytes: 0,
        maxRows: random.pick([null, 0, 100]),
        maxAgeMs: random.pick([null, 0]),
      };
      const reply = await call("setRetention", { limits });
      await sleep(500);
      return [
        {
          what: "the minimum holds",
          check: async () => {
            const { counts, limits: held } = await world.rig.window(healthy.id);
            const isBounded = limits.maxRows === null || counts.kept <= Math.max(1, limits.maxRows);
            return reply.ok && held.budgetBytes === reply.value.budgetBytes && isBounded;
          },
        },
      ];
    },
  },
];

/** Moves the clock of this process, and so of the vault, until the fault is over. */
function stepClock(world: ChaosWorld, byMs: number): void {
  const RealDate = globalThis.Date;
  globalThis.Date = class extends RealDate {
    constructor(...parts: []) {
      if (parts.length === 0) super(RealDate.now() + byMs);
      else super(...parts);
    }
    static override now(): number {
      return RealDate.now() + byMs;
    }
  } as DateConstructor;
  world.defer(() => {
    globalThis.Date = RealDate;
  });
}

/** The server's clock decides, and the vault reports what the server decided. */
async function connectAtWrongClock(
  world: ChaosWorld,
  creds: string,
  isAccepted: boolean,
): Promise<readonly Hold[]> {
  const id = await world.rig.load(creds);
  world.defer(() => world.rig.client.call("forget", { id }));
  const state = await world.rig.connect(id, world.home.wsUrl);
  // A heartbeat of the vault and of the page's client passes at the wrong clock.
  await sleep(6_000);
  return [
    {
      what: `the creds were ${isAccepted ? "accepted" : "refused"}`,
      check: () => state.outcome === (isAccepted ? "accepted" : "refused"),
    },
    sessionHolds(world, id, "the state is what the server decided", (later) => {
      return isAccepted ? isOpen(later) : later.phase === "idle" && later.retryAt === null;
    }),
    isTrue(world, id),
  ];
}

async function connections({ home }: ChaosWorld): Promise<number> {
  const response = await fetch(`${home.monitorUrl}/connz`);
  const { num_connections: count } = await response.json();
  return count;
}

const serverHas = (world: ChaosWorld, count: number): Hold => ({
  what: `the server has ${count} connections again`,
  check: async () => (await connections(world)) === count,
});
