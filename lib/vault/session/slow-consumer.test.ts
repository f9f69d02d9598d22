// A server that drops us because we take too slowly: this process is held up while another one floods.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it, vi } from "vitest";
import { endServers, identities, makeWorld, startServer } from "@/lib/testing/real-server";
import { startRig } from "@/lib/testing/vault-rig";

const FLOOD = fileURLToPath(new URL("../../testing/flood.mjs", import.meta.url));

afterAll(async () => {
  vi.useRealTimers();
  await endServers();
});

it("says when it was dropped, and for how long nothing could come", async () => {
  // Without a heartbeat: on a slow machine the hold-up would be noticed by it, and told too.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const server = await startServer("max_pending: 1MB\nwrite_deadline: 500ms");
  const { account } = await makeWorld();
  const rig = startRig();
  const id = await rig.load((await identities.makeUser({ name: "u", account })).creds);
  expect((await rig.connect(id, server.wsUrl)).phase).toBe("open");
  await rig.client.call("subscribe", { id, subject: "flood.>", queue: "", max: 0 });

  const order = {
    ...{ subject: "flood", subjects: 10, count: 200_000, bytes: 128 },
    ...{ perSecond: null, seconds: null },
  };
  // Nothing is done here until the server has taken the whole flood.
  execFileSync(process.execPath, [
    FLOOD,
    ...[server.clientUrl, server.monitorUrl, JSON.stringify(order)],
  ]);

  // How many messages this machine reads in a second is not asked: the clock stands while it reads.
  const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now());
  await rig.waitFor(id, "the end", ({ end }) => end !== null);
  clock.mockRestore();
  await rig.waitFor(id, "a new connection", ({ phase, end }) => phase === "open" && end === null);
  // The server tells its log only: what it still wanted to say did not get through either.
  expect(server.log.join("\n")).toContain("Slow Consumer Detected");
  const notices = (await rig.notices(id)).filter(({ code }) => code !== "session/connected");
  expect(notices.map(({ code }) => code)).toEqual([
    "ended/lost",
    "flow/slow-consumer",
    "session/reconnected",
    "flow/gap",
  ]);
  expect(notices[1]?.values["perSecond"]).toBeGreaterThan(500);
  expect(notices[3]?.values["ms"]).toBeGreaterThan(100);
  await rig.close();
});
