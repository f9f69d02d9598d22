// An address with a path that ends in a slash and a token in its query: it is dialled as typed, also by
// retries, and the token is nowhere in what the vault says.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { connectPlan } from "@/lib/page/permissions/connect-plan";
import { type PathProxy, startPathProxy } from "@/lib/testing/path-proxy";
import {
  endServers,
  identities,
  makeWorld,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

const PATH = "/nats/?token=s3cret&v=1";
let world: World;
let proxy: PathProxy;
let rig: Rig;

beforeAll(async () => {
  world = await makeWorld();
  const server = await startServer(world.config());
  proxy = await startPathProxy(server.wsUrl, PATH);
});
afterAll(async () => {
  await proxy.stop();
  await endServers();
});
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

const load = async (name: string) =>
  rig.load((await identities.makeUser({ name, account: world.account })).creds);

it("is dialled as typed, kept for retries and later clicks, and masked", async () => {
  const id = await load("one");
  const [typed, shown] = ["?token=s3cret&v=1", "?token=…&v=…"].map(
    (query) => `ws://127.0.0.1:${proxy.port}/nats/${query}`,
  );
  if (typed === undefined || shown === undefined) throw new Error("no address");
  const opened = await rig.connect(id, typed);
  expect(opened).toMatchObject({ outcome: "accepted", attempt: { address: shown } });
  expect(proxy.asked.at(-1)).toBe(PATH);

  const before = proxy.asked.length;
  proxy.cut();
  await until(() => proxy.asked.length > before, "a retry");
  await rig.waitFor(id, "the connection again", ({ phase }) => phase === "open");
  expect(proxy.asked.at(-1)).toBe(PATH);

  await rig.client.call("disconnect", { id });
  expect(await rig.connect(id, shown)).toMatchObject({ phase: "open" });
  expect(proxy.asked.at(-1)).toBe(PATH);
  const frames = await rig.client.call("readFrames", { id, after: 0 });
  expect(JSON.stringify([rig.events, frames, await rig.notices(id)])).not.toContain("s3cret");
});

it("is not known to other creds", async () => {
  const plan = { timeLimitMs: 5_000, ...connectPlan(null, []) };
  const address = `ws://127.0.0.1:${proxy.port}/nats/?token=…`;
  const asked = proxy.asked.length;
  const reply = await rig.client.call("connect", { id: await load("two"), address, ...plan });
  expect(reply).toMatchObject({ fault: { code: "net/bad-url", params: { reason: "masked" } } });
  expect(proxy.asked.length).toBe(asked);
});
