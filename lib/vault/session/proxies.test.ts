// Proxies between the page and the server: one that holds back what the page sends, and ones that cut connections.

import { afterAll, beforeAll, expect, it } from "vitest";
import { causeText } from "@/lib/page/diagnosis/texts/cause-text";
import { type Verdict, verdictOf } from "@/lib/page/diagnosis/verdict";
import type { SessionState } from "@/lib/shared/protocol/protocol";
import {
  endServers,
  identities,
  makeWorld,
  type RunningNatsServer,
  startServer,
} from "@/lib/testing/real-server";
import { type ProxyOptions, startTcpProxy, type TcpProxy } from "@/lib/testing/tcp-proxy";
import { startRig } from "@/lib/testing/vault-rig";

const rig = startRig();
const world = await makeWorld();
const proxies: TcpProxy[] = [];
let server: RunningNatsServer;
/** Ends the wait for what the first proxy holds back. */
let hasty: RunningNatsServer;

beforeAll(async () => {
  server = await startServer(world.config());
  hasty = await startServer(`${world.config()}\nauthorization { timeout: 1 }`);
});
afterAll(async () => {
  await rig.close();
  for (const proxy of proxies) await proxy.stop();
  await endServers();
});

async function behind(options: ProxyOptions, { wsUrl } = server): Promise<string> {
  const proxy = await startTcpProxy(wsUrl, options);
  proxies.push(proxy);
  return proxy.wsUrl;
}

async function load(): Promise<string> {
  return rig.load((await identities.makeUser({ name: "u", account: world.account })).creds);
}

async function verdict(id: string, state: SessionState): Promise<Verdict> {
  const facts = await rig.client.call("readFacts", { id });
  if (!facts.ok) throw new Error(facts.fault.code);
  const found = verdictOf(facts.value, state, Date.now());
  if (found === null) throw new Error("no verdict");
  return found;
}

it("holding back: the creds are not blamed, and the page says what it sent and when", async () => {
  const id = await load();
  const state = await rig.connect(id, await behind({ holdsBack: true }, hasty));
  const { outcome, causes } = await verdict(id, state);
  expect(outcome).toBe("refused");
  expect(causes.map(({ code, certainty }) => `${code} ${certainty}`)).toEqual([
    "server/auth-timeout proven",
  ]);
  const [cause] = causes;
  if (!cause) throw new Error("no cause");
  expect(cause.evidence["waitedMs"]).toBeGreaterThan(500);
  expect(causeText(cause).meaning).toContain("Nothing of it may have arrived");
  // The same creds are good.
  expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
});

it("an idle limit above the pings of this page is never reached, and one below is named", async () => {
  const [kept, cut] = [await load(), await load()];
  const [above, below] = [await behind({ idleLimitMs: 9000 }), await behind({ idleLimitMs: 1200 })];
  const opened = await rig.connect(kept, above);
  expect(opened.outcome).toBe("accepted");
  const openedAt = opened.server?.lastAnswerAt ?? 0;
  await rig.connect(cut, below);

  const twice = await rig.waitFor(cut, "a second cut", ({ cuts, end }) => {
    return cuts?.times === 2 && end !== null;
  });
  expect((await verdict(cut, twice)).causes.slice(0, 2)).toMatchObject([
    { code: "ended/lost", certainty: "proven" },
    { code: "net/proxy-limit", certainty: "possible" },
  ]);
  const third = await rig.waitFor(cut, "a third cut", ({ cuts, end }) => {
    return cuts?.times === 3 && end !== null;
  });
  const cause = (await verdict(cut, third)).causes[1];
  if (!cause) throw new Error("no cause");
  expect(cause).toMatchObject({ code: "net/proxy-limit", certainty: "likely" });
  expect(causeText(cause).meaning).toContain("shorter than the 5 s between the PINGs");
  // It is shown while the next connection is open, too.
  const again = await rig.waitFor(cut, "a reconnection", ({ phase }) => phase === "open");
  expect((await verdict(cut, again)).causes[0]?.code).toBe("net/proxy-limit");
  await rig.client.call("disconnect", { id: cut });

  // Nothing but pings went through the other proxy, beyond its limit.
  const later = await rig.waitFor(kept, "an answer after the limit", ({ server: seen, end }) => {
    return end !== null || (seen?.lastAnswerAt ?? 0) > openedAt + 13_500;
  });
  expect(later).toMatchObject({ phase: "open", end: null, attempt: { number: 1 }, cuts: null });
});
