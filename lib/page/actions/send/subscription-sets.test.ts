// A saved set of subscriptions and the form for one, and what the user presses before the server has answered.

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { connect, disconnect } from "@/lib/page/actions/connection-actions";
import { SET_NOT_SUBSCRIBED } from "@/lib/page/actions/texts/subscription-text";
import { viewOf } from "@/lib/page/state/console-store";
import { setSelected, vaultStore } from "@/lib/page/state/vault-store";
import {
  connectShown,
  paste,
  resetPage,
  startPage,
  toastOf,
  untilSession,
} from "@/lib/testing/page-rig";
import { endServers, identities, makeWorld, startServer } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import {
  editSubscribeDraft,
  subscribe,
  subscribeDraft,
  subscribeSet,
  unsubscribeAll,
} from "./messaging-actions";

const SET = ["a", "b.> q", "c", "d"];

let users: string[] = [];
let address = "";
let id = "";

beforeAll(async () => {
  startPage();
  const { account, config } = await makeWorld();
  address = (await startServer(config())).wsUrl;
  const makeCreds = async (name: string) => (await identities.makeUser({ name, account })).creds;
  users = [await makeCreds("u"), await makeCreds("v")];
});
beforeEach(async () => {
  id = await open(users[0] ?? "");
});
afterEach(resetPage);
afterAll(endServers);

async function open(creds: string): Promise<string> {
  const pasted = await paste(creds);
  await connectShown(address);
  return pasted;
}
const listed = (of = id) =>
  (viewOf(of).window?.subscriptions ?? []).map(({ subject, queue }) =>
    `${subject} ${queue}`.trim(),
  );

it("a set has the lines that are not there yet", async () => {
  await subscribe("c", "");
  await Promise.all([subscribeSet(SET.join("\n")), subscribeSet(SET.join("\n"))]);
  await until(() => listed().length >= SET.length, "the set");
  // Each pull of the rows lists all of them.
  await subscribe("last", "");
  await until(() => listed().includes("last"), "what came after it");
  expect(listed().toSorted()).toEqual([...SET, "last"]);
});

it("a set goes to the creds of the press, also when others are shown meanwhile", async () => {
  const other = await open(users[1] ?? "");
  setSelected(id);
  const set = subscribeSet(SET.join("\n"));
  setSelected(other);
  await set;
  await subscribe("last", "");
  await until(() => listed(other).includes("last"), "what the other creds subscribed to");
  expect(listed(other)).toEqual(["last"]);
  setSelected(id);
  await until(() => listed().length > 0, "the set");
  expect(listed()).toEqual(SET);
});

it("a form is emptied by its own subscription alone", async () => {
  const other = await open(users[1] ?? "");
  setSelected(id);
  editSubscribeDraft(id, { subject: "form" });
  editSubscribeDraft(other, { subject: "typed" });
  const taken = subscribeDraft(id);
  setSelected(other);
  expect(await taken).toMatchObject({ ok: true });
  expect(viewOf(id).subscribeDraft.subject).toBe("");
  expect(viewOf(other).subscribeDraft.subject).toBe("typed");
});

it("a set ends whole with Unsubscribe all", async () => {
  const set = subscribeSet(SET.join("\n"));
  await unsubscribeAll();
  await set;
  await subscribe("last", "");
  await until(() => listed().includes("last"), "what came after it");
  expect(listed()).toEqual(["last"]);
});

it("a set ends whole with a disconnect, and is not there on the next connection", async () => {
  const set = subscribeSet(SET.join("\n"));
  await disconnect();
  await connect(address);
  await set;
  await untilSession(id, "the next connection", ({ phase }) => phase === "open");
  await subscribe("last", "");
  await until(() => listed().includes("last"), "what came after it");
  expect(listed()).toEqual(["last"]);
  expect(vaultStore.getState().selected).toBe(id);
});

it("a set that cannot be taken says why", async () => {
  await disconnect();
  await subscribeSet(SET.join("\n"));
  expect((await toastOf(SET_NOT_SUBSCRIBED)).tone).toBe("bad");
});
