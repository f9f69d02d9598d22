// Forget takes nothing unasked that cannot be brought back, and Undo brings back all that it took.
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { forgetQuestionStore, lossesOf } from "@/lib/page/state/losses";
import { toastStore } from "@/lib/page/state/toasts";
import { vaultStore } from "@/lib/page/state/vault-store";
import {
  connectShown,
  fileOf,
  paste,
  resetPage,
  shownId,
  startPage,
  toastOf,
} from "@/lib/testing/page-rig";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
  type World,
} from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { answerForget, forget, forgetAll } from "./entry-actions";
import { openDropped } from "./file-actions";
import { select } from "./keyring-actions";
import { subscribe } from "./send/messaging-actions";
import { lossText } from "./texts/entry-text";

let world: World;
beforeAll(async () => {
  startPage();
  world = await makeWorld();
});
afterEach(resetPage);
afterAll(endServers);

const user = (name: string) => identities.makeUser({ name, account: world.account });
const order = () => vaultStore.getState().order;
const asked = () => forgetQuestionStore.getState().asked;

it("creds of files go at once, and Undo brings all of them back", async () => {
  const files = [
    fileOf("a.creds", (await user("a")).creds),
    fileOf("b.creds", (await user("b")).creds),
  ];
  await openDropped(files);
  const before = order();
  await forgetAll();
  expect(asked()).toBeNull();
  expect(order()).toEqual([]);
  const toast = await toastOf("Forgot 2 creds files");
  toast.action?.run();
  await until(() => order().length === 2, "the creds again");
  expect([...order()].sort()).toEqual([...before].sort());
});

it("what is still being read has no Undo, however little it is", async () => {
  await openDropped([fileOf("a.creds", (await user("a")).creds)]);
  const reading = openDropped([fileOf("b.creds", (await user("b")).creds)]);
  await forgetAll();
  await reading;
  expect((await toastOf("Forgot 1 creds file")).action).toBeNull();
  expect(order()).toEqual([]);
});

it("pasted creds are asked about, unless a file holds them, too", async () => {
  const { creds } = await user("p");
  const id = await paste(creds);
  await forget(id);
  expect(asked()).toMatchObject({ ids: [id], losses: { pasted: 1, messages: 0, connections: 0 } });
  expect(order()).toEqual([id]);
  await answerForget(false);
  expect(order()).toEqual([id]);
  await forget(id);
  await answerForget(true);
  expect(order()).toEqual([]);
  expect((await toastOf("Forgot p")).action).toBeNull();

  await paste(creds);
  await openDropped([fileOf("p.creds", creds)]);
  await forget(id);
  expect(asked()).toBeNull();
});

it("names the connection and the messages, also of creds that are not shown", async () => {
  const server = await startServer(world.config());
  const [a, b] = [await user("a"), await user("b")];
  await openDropped([fileOf("a.creds", a.creds)]);
  const id = shownId();
  await connectShown(server.wsUrl);
  await subscribe("x", "");
  const peer = await connectPeer(server.wsUrl, b);
  for (let n = 0; n < 3; n++) peer.publish("x", "1");
  await peer.flush();
  await until(() => lossesOf([id]).messages === 3, "the messages");
  await openDropped([fileOf("b.creds", b.creds)]);
  expect(shownId()).not.toBe(id);
  for (let n = 0; n < 4; n++) peer.publish("x", "2");
  await peer.flush();
  await until(async () => {
    await forget(id);
    return asked()?.losses.messages === 7;
  }, "the count");
  expect(lossText(asked()?.losses ?? { messages: 0, connections: 0, pasted: 0 })).toBe(
    "1 connection and 7 messages",
  );
  await answerForget(false);
  select(id);
  await peer.close();
  expect(toastStore.getState().waiting).toEqual([]);
});
