// A server that drops a slow consumer: this process is blocked while another process publishes a flood.

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

it("reports the drop and how long no message could arrive", async () => {
  // Without a heartbeat: on a slow machine it would notice the blocked process and leave a notice too.
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
  // This blocks until the server has taken the whole flood.
  execFileSync(process.execPath, [
    FLOOD,
    ...[server.clientUrl, server.monitorUrl, JSON.stringify(order)],
  ]);

  // The clock is stopped while this process reads, so its speed in messages per second does not matter.
  const clock = vi.spyOn(performance, "now").mockReturnValue(performance.now());
  await rig.waitFor(id, "the end", ({ end }) => end !== null);
  clock.mockRestore();
  await rig.waitFor(id, "a new connection", ({ phase, end }) => phase === "open" && end === null);
  // The reason is only in the log of the server: its last bytes did not get through either.
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
