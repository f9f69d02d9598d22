// What comes while a run is prepared, held there by the test. The connections are real.

import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { fail, ok } from "@/lib/shared/base/result";
import type { RepeatFacts } from "@/lib/shared/facts/console";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { attempt, identityOf, intakeAside, until } from "@/lib/testing/run-to-end";
import { bytesOf } from "@/lib/testing/vault-rig";
import { Connection } from "@/lib/vault/nats/connection";
import { type RepeatOrder, Repeats, type RunTarget } from "./repeats";

const { makeUser } = identities;
const ORDER: RepeatOrder = {
  template: { subject: "r", payload: bytesOf("x"), headers: [], reply: "" },
  times: 3,
  perSecond: null,
};

let places: Awaited<ReturnType<typeof makePlace>>[] = [];
let reported: RepeatFacts[] = [];
let repeats = new Repeats(() => {});

beforeAll(async () => {
  const world = await makeWorld();
  places = [await makePlace(world), await makePlace(world)];
});
beforeEach(() => {
  reported = [];
  repeats = new Repeats((facts) => reported.push(facts));
  for (const { got } of places) got.splice(0);
});
afterAll(async () => {
  for (const { close } of places) await close();
  await endServers();
});

/** A server, a connection to it, and what another client gets there. */
async function makePlace({ config, account }: World) {
  const { wsUrl } = await startServer(config());
  const peer = await connectPeer(wsUrl, await makeUser({ name: "p", account }));
  const got: string[] = [];
  peer.subscribe("r", { callback: (_, { subject }) => got.push(subject) });
  await peer.flush();
  const { nc, run } = await attempt(
    await identityOf(await makeUser({ name: "u", account })),
    wsUrl,
  );
  if (nc === null) throw new Error("not connected");
  const connection = new Connection(nc, "_INBOX", () => 1_000_000, run.write, intakeAside());
  const on: RunTarget = { connection, wire: run.wire, maxPayloadBytes: 1_000_000 };
  return {
    ...{ on, got },
    /** Everything that was sent on the connection has come. */
    settle: async () => {
      await connection.roundTrip();
      await peer.flush();
    },
    close: async () => {
      run.end();
      await peer.close();
    },
  };
}

const place = (index: number) => {
  const found = places[index];
  if (found === undefined) throw new Error("no such place");
  return found;
};

/** A run that is prepared until `release` is called. */
function startHeld(run: number, order: RepeatOrder | null = ORDER) {
  let release = () => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isWanted = () => true;
  const started = repeats.start(run, place(0).on, async (asks) => {
    isWanted = asks;
    await gate;
    return order === null ? fail("template-invalid") : ok(order);
  });
  return { started, release, isWanted: () => isWanted() };
}

const isDone = () => reported.at(-1)?.state === "done";

it("sends nothing once it is cancelled, and lets the next run begin before it has given up", async () => {
  const held = startHeld(1);
  expect(repeats.control(1, "pause")).toMatchObject({ state: "starting" });
  expect(repeats.control(1, "cancel")).toMatchObject({ run: 1, state: "cancelled", sent: 0 });
  expect(held.isWanted()).toBe(false);
  const next = startHeld(2);
  held.release();
  expect(await held.started).toMatchObject({ ok: true, value: { run: 1, state: "cancelled" } });
  expect(repeats.control(1, "cancel")).toBeNull();
  next.release();
  expect(await next.started).toMatchObject({ ok: true, value: { run: 2, state: "running" } });
  await until(isDone, "the end of the second run");
  await place(0).settle();
  expect(place(0).got).toHaveLength(3);
});

it("sends nothing once the connection has ended", async () => {
  const held = startHeld(1);
  repeats.onConnectionEnded();
  held.release();
  expect(await held.started).toMatchObject({ fault: { code: "connection-ended" } });
  expect(reported).toMatchObject([{ run: 1, state: "failed", sent: 0 }]);
  await place(0).settle();
  expect(place(0).got).toEqual([]);
});

it("begins on the connection that the session has moved to", async () => {
  const held = startHeld(1);
  const { connection, wire } = place(1).on;
  repeats.moveTo(connection, wire);
  held.release();
  expect(await held.started).toMatchObject({ ok: true });
  await until(isDone, "the end of the run");
  await Promise.all(places.map(({ settle }) => settle()));
  expect(place(0).got).toEqual([]);
  expect(place(1).got).toHaveLength(3);
});

it("is refused while another one starts, and not after that one could not be made", async () => {
  const held = startHeld(1, null);
  expect(await startHeld(2).started).toMatchObject({ fault: { code: "repeat-running" } });
  held.release();
  expect(await held.started).toMatchObject({ fault: { code: "template-invalid" } });
  const next = startHeld(3);
  next.release();
  expect(await next.started).toMatchObject({ ok: true });
  await until(isDone, "the end of the third run");
});
