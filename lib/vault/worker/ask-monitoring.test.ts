// Asking a monitoring port where the WebSocket listener is: real servers with and without one, and nothing.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import {
  closedPort,
  endServers,
  makeWorld,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

let world: World;
let rig: Rig;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(endServers);
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

it("tells the listener of a nats-server", async () => {
  const port = await closedPort();
  const server = await startServer(`${world.config()}\nhttp: 127.0.0.1:${port}`);
  const reply = await rig.client.call("askMonitoring", { host: "127.0.0.1", port });
  expect(reply).toMatchObject({
    ok: true,
    value: { webSocket: { port: Number(new URL(server.wsUrl).port), hasTls: false } },
  });
});

it("knows nothing where nothing answers, and takes only a host and a port", async () => {
  const ask = (host: string, port: number) => rig.client.call("askMonitoring", { host, port });
  expect(await ask("127.0.0.1", await closedPort())).toEqual({ ok: true, value: null });
  for (const host of ["127.0.0.1/x?", "user@127.0.0.1", "a b", ""]) {
    expect(await ask(host, 8222), host).toMatchObject({ fault: { code: "net/bad-url" } });
  }
});
