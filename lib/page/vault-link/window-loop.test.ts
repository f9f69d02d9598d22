import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { changeView, viewOf } from "@/lib/page/state/console-store";
import type { WindowReply } from "@/lib/shared/facts/console";
import { connectShown, paste, resetPage, setHidden, startPage } from "@/lib/testing/page-rig";
import { endServers, identities, makeWorld, startServer } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { ask } from "./vault-calls";
import { startWindowLoop, type WindowLoop } from "./window-loop";

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Longer than the pause between two refreshes of the counts. */
const REFRESHES_MS = 1_500;

let creds = "";
let address = "";
let id = "";
let loop: WindowLoop;
let pulls = 0;
let inFlight = 0;
let mostInFlight = 0;
let isShown = true;

beforeAll(async () => {
  startPage();
  const world = await makeWorld();
  address = (await startServer(world.config())).wsUrl;
  creds = (await identities.makeUser({ name: "u", account: world.account })).creds;
});
beforeEach(async () => {
  id = await paste(creds);
  await connectShown(address);
  [pulls, inFlight, mostInFlight, isShown] = [0, 0, 0, true];
  loop = startWindowLoop({ shown: () => (isShown ? id : null), pull });
});
afterEach(async () => {
  loop.stop();
  const before = pulls;
  // A request that ends later would count in the next test.
  await until(() => inFlight === 0, "the end of the last request");
  await sleep(50);
  expect(pulls).toBe(before);
  await resetPage();
});
afterAll(endServers);

/** Asks the real vault, and takes longer than an animation frame. */
async function pull(of: string): Promise<WindowReply | null> {
  pulls += 1;
  inFlight += 1;
  mostInFlight = Math.max(mostInFlight, inFlight);
  const window = { filter: { text: "" }, from: "tail", count: 40, until: null } as const;
  const reply = await ask("readWindow", { id: of, window });
  await sleep(50);
  inFlight -= 1;
  return reply.ok ? reply.value : null;
}

it("has one request in flight, however often it is woken, and then pulls once more", async () => {
  changeView(id, { window: null });
  loop.wake();
  await until(() => inFlight === 1, "the first request");
  for (let n = 0; n < 100; n += 1) loop.wake();
  expect(pulls).toBe(1);
  await until(() => pulls === 2, "what became due meanwhile");
  for (let n = 0; n < 10; n += 1) {
    loop.wake();
    await sleep(20);
  }
  expect(mostInFlight).toBe(1);
  expect(viewOf(id).window?.rows.some(({ kind }) => kind === "notice")).toBe(true);
});

it("refreshes the counts although nothing arrives", async () => {
  loop.wake();
  await until(() => pulls >= 3, "refreshes");
  expect(mostInFlight).toBe(1);
});

it("asks nothing while no log is shown", async () => {
  isShown = false;
  loop.wake();
  await sleep(REFRESHES_MS);
  expect(pulls).toBe(0);
});

it("asks nothing while the tab is hidden, and pulls when it is shown again", async () => {
  setHidden(true);
  await until(() => inFlight === 0, "the end of a request");
  const before = pulls;
  loop.wake();
  await sleep(REFRESHES_MS);
  expect(pulls).toBe(before);
  setHidden(false);
  await until(() => pulls > before, "a pull");
});

it("stops", async () => {
  loop.wake();
  await until(() => pulls > 0, "a pull");
  loop.stop();
  await until(() => inFlight === 0, "the end of the request");
  const before = pulls;
  await sleep(REFRESHES_MS);
  setHidden(false);
  await sleep(100);
  expect(pulls).toBe(before);
});
