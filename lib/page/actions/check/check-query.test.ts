// The query of an address may hold the token of a proxy: a check dials with it, and the page keeps nothing of it.
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { openText } from "@/lib/page/actions/file-actions";
import { checkResultOf, checkRunState, checkStore } from "@/lib/page/state/check-store";
import { vaultStore } from "@/lib/page/state/vault-store";
import { resetPage, startPage } from "@/lib/testing/page-rig";
import { type PathProxy, startPathProxy } from "@/lib/testing/path-proxy";
import {
  endServers,
  identities,
  makeWorld,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf } from "@/lib/testing/vault-rig";
import { startCheck } from "./check-actions";

const PATH = "/nats/?token=s3cret";
let world: World;
let proxy: PathProxy;

beforeAll(async () => {
  startPage();
  world = await makeWorld();
  const server = await startServer(world.config());
  proxy = await startPathProxy(server.wsUrl, PATH);
});
afterEach(resetPage);
afterAll(async () => {
  await proxy.stop();
  await endServers();
});

it("dials with the query, and neither the store of the check nor its results hold it", async () => {
  const { creds } = await identities.makeUser({ name: "one", account: world.account });
  await openText(bytesOf(creds));
  const { order } = vaultStore.getState();
  const title = "proxy";
  const started = await startCheck(order, [
    {
      address: `ws://127.0.0.1:${proxy.port}${PATH}`,
      ...{ name: title, title, isProduction: false, isBridge: false, perSecond: null },
    },
  ]);
  expect(started.ok).toBe(true);
  await until(() => checkRunState(checkStore.getState()) === "done", "the end of the check");
  expect(proxy.asked).toEqual([PATH]);
  const state = checkStore.getState();
  const result = checkResultOf(state, order[0] ?? "", 0);
  expect(result?.verdict.outcome).toBe("accepted");
  expect(state.servers[0]?.address).toBe(`ws://127.0.0.1:${proxy.port}/nats/?token=…`);
  const held = [state.servers, state.progress, result, state.tellers, vaultStore.getState()];
  expect(JSON.stringify(held)).not.toContain("s3cret");
});
