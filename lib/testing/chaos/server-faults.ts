// Faults of a real server other than the healthy one. The table is run by chaos-run.ts.

import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "@/lib/testing/random";
import type { RunningNatsServer } from "@/lib/testing/real-server";
import { type Fault, type Hold, isOpen, isTrue, SILENCE_MS, sessionHolds } from "./fault";
import type { ChaosWorld } from "./world";

/** A killed server's sockets are reset at once. Two heartbeats are the bound. */
const TWO_BEATS_MS = 10_000;
const RECONNECT_MS = 60_000;

export const SERVER_FAULTS: readonly Fault[] = [
  {
    name: "a server is killed",
    run: (world, random) =>
      endServer(world, random, ["ended/lost"], async (server) => {
        process.kill(server.pid, "SIGKILL");
        await server.exited;
      }),
  },
  {
    name: "a server is stopped",
    run: (world, random) =>
      endServer(world, random, ["ended/shutdown", "ended/lost"], (server) => server.stop()),
  },
  {
    name: "a server goes into lame duck mode",
    run: (world, random) =>
      endServer(world, random, ["ended/shutdown", "ended/lost"], async (server, id) => {
        process.kill(server.pid, "SIGUSR2");
        await world.rig.waitFor(id, "lame duck", (state) => state.server?.info.lameDuck === true);
        await server.exited;
      }),
  },
  {
    name: "a server is frozen for a moment",
    run: async (world, random) => {
      const { id, server } = await openAtOther(world);
      freeze(world, server);
      await sleep(500 + random.below(3_000));
      process.kill(server.pid, "SIGCONT");
      return [sessionHolds(world, id, "it is open", isOpen), isTrue(world, id)];
    },
  },
  {
    name: "a server is frozen for long",
    isSlow: true,
    run: async (world) => {
      const { id, server } = await openAtOther(world);
      freeze(world, server);
      const state = await world.rig.waitFor(id, "an end", ({ phase }) => phase !== "open");
      process.kill(server.pid, "SIGCONT");
      return [
        { what: "the code is honest", check: () => state.endCode === "ended/lost" },
        {
          what: "it was noticed in time",
          check: () => (state.end?.at ?? 0) - (state.attempt?.startedAt ?? 0) < SILENCE_MS,
        },
        sessionHolds(world, id, "it connects again", isOpen, RECONNECT_MS),
        isTrue(world, id),
      ];
    },
  },
];

async function openAtOther(
  world: ChaosWorld,
): Promise<{ readonly id: string; readonly server: RunningNatsServer }> {
  const server = await world.startOther();
  return { id: await world.openOther(server.wsUrl), server };
}

/** The server runs again when the fault is over, so that it can be stopped. */
function freeze(world: ChaosWorld, { pid }: RunningNatsServer): void {
  world.defer(() => process.kill(pid, "SIGCONT"));
  process.kill(pid, "SIGSTOP");
}

async function endServer(
  world: ChaosWorld,
  random: Random,
  codes: readonly string[],
  end: (server: RunningNatsServer, id: string) => Promise<void>,
): Promise<readonly Hold[]> {
  const returns = random.is(0.5);
  const { id, server } = await openAtOther(world);
  await end(server, id);
  const ended = await within(
    world.rig.waitFor(id, "the end", ({ phase }) => phase !== "open"),
    TWO_BEATS_MS,
  );
  if (returns) await world.startOther();
  return [
    { what: "the code is honest", check: () => codes.includes(String(ended.endCode)) },
    { what: "it waits for the next try", check: () => ended.phase === "waiting" },
    returns
      ? sessionHolds(world, id, "it connects again", isOpen, RECONNECT_MS)
      : sessionHolds(world, id, "it is not open", ({ phase }) => phase !== "open"),
    isTrue(world, id),
  ];
}

async function within<T>(result: Promise<T>, ms: number): Promise<T> {
  const late = sleep(ms).then(() => {
    throw new Error(`not within ${ms} ms`);
  });
  return Promise.race([result, late]);
}
