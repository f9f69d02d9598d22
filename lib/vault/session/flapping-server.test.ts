// What a server that accepts creds and then drops the connection gets for one click.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type HostileServer, startHostileServer } from "@/lib/testing/hostile-server";
import { identities } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { type Rig, startRig } from "@/lib/testing/vault-rig";
import { MAX_DROPS, STABLE_MS } from "./retries";

const MINUTE_MS = 60_000;
let rig: Rig;
let server: HostileServer;
let id: string;

beforeEach(async () => {
  rig = startRig();
  const account = identities.makeKey("account");
  id = await rig.load((await identities.makeUser({ name: "u", account })).creds);
  // The clock stands still, so how long the machine takes is no matter. The test moves it.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(async () => {
  vi.useRealTimers();
  await rig.close();
  await server.end();
});

const session = () => rig.session(id);

/** Waits for the retry that is planned after this attempt has ended. */
async function untilWaiting(after: number): Promise<void> {
  await until(() => {
    const { phase, attempt } = session() ?? {};
    return phase === "waiting" && attempt?.number === after;
  }, `a planned retry after attempt ${after}`);
}

async function retry(after: number): Promise<void> {
  await untilWaiting(after);
  await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
}

it("gets a stated number of signatures, and then the page asks", async () => {
  server = await startHostileServer({ onAccepted: (client) => client.drop() });
  expect(MAX_DROPS).toBe(10);
  for (const click of [1, 2]) {
    await rig.connect(id, server.url);
    for (let drop = 1; drop < 10; drop += 1) await retry(drop);
    await until(() => session()?.end?.givenUpAfter !== undefined, "the end of the retries");
    expect(session()).toMatchObject({
      phase: "idle",
      outcome: "ended",
      endCode: "ended/lost",
      retryAt: null,
      end: { givenUpAfter: 10 },
    });
    await vi.advanceTimersByTimeAsync(60 * MINUTE_MS);
    expect(server.signatures).toHaveLength(click * 10);
    expect(server.clients()).toBe(click * 10);
  }
});

it("is waited for longer and longer, although it accepts each time", async () => {
  server = await startHostileServer({ onAccepted: (client) => client.drop() });
  await rig.connect(id, server.url);
  const waits: number[] = [];
  for (let drop = 1; drop <= 5; drop += 1) {
    await untilWaiting(drop);
    waits.push((session()?.retryAt ?? 0) - (session()?.end?.at ?? 0));
    await retry(drop);
  }
  for (const [index, wait] of waits.entries()) {
    expect(wait).toBeGreaterThan(1_000 * 2 ** index * 0.75);
    expect(wait).toBeLessThan(1_000 * 2 ** index * 1.25 + 500);
  }
});

it("starts from the beginning after a connection that was stable for a minute", async () => {
  const clients: { drop(): void }[] = [];
  server = await startHostileServer({ onAccepted: (client) => clients.push(client) });
  await rig.connect(id, server.url);
  for (let drop = 1; drop < 10; drop += 1) {
    await until(() => session()?.phase === "open" && clients.length === drop, "a connection");
    clients.at(-1)?.drop();
    await retry(drop);
  }
  await until(() => session()?.phase === "open" && clients.length === 10, "the tenth connection");
  await vi.advanceTimersByTimeAsync(STABLE_MS);
  clients.at(-1)?.drop();
  await untilWaiting(10);
  const wait = (session()?.retryAt ?? 0) - (session()?.end?.at ?? 0);
  expect(wait).toBeLessThan(1_250 + 500);
  expect(session()?.end?.givenUpAfter).toBeUndefined();
});
