import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { viewOf } from "@/lib/page/state/console-store";
import { toastStore } from "@/lib/page/state/toasts";
import { type VaultState, vaultStore } from "@/lib/page/state/vault-store";
import { manyUsers } from "@/lib/testing/creds/many-creds";
import {
  fileOf,
  listedSubjects,
  paste,
  resetPage,
  shownId,
  startPage,
  toastOf,
} from "@/lib/testing/page-rig";
import { identities, makeWorld, type World } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf } from "@/lib/testing/vault-rig";
import { answerForget, forget, forgetAll, readFacts } from "./entry-actions";
import { openDropped, openFiles, openText } from "./file-actions";
import { select, selectNext } from "./keyring-actions";
import { closeRecording } from "./recording-actions";

let world: World;

beforeAll(async () => {
  startPage();
  world = await makeWorld();
});
afterEach(resetPage);

const user = (name: string) => identities.makeUser({ name, account: world.account });
const file = async (name: string) => fileOf(`${name}.creds`, (await user(name)).creds);
const factsShown = () =>
  until(() => vaultStore.getState().facts?.id === shownId(), "facts of the shown creds");

const message = (subject: string) =>
  JSON.stringify({ seq: 1, time: new Date().toISOString(), subject, data: btoa("hello") });

describe("files", () => {
  it("one file is shown without a message, with its facts", async () => {
    await openDropped([await file("one")]);
    await factsShown();
    expect(vaultStore.getState()).toMatchObject({ order: [shownId()], batch: null });
    expect(vaultStore.getState().entries.get(shownId())?.label).toBe("one");
  });

  it("several files: the first is shown, progress is kept, and the rest is said", async () => {
    const batches: VaultState["batch"][] = [];
    const stop = vaultStore.subscribe(({ batch }) => batches.push(batch));
    const account = fileOf("app.jwt", world.account.jwt);
    const readme = fileOf("all/readme.txt", "nothing", true);
    await openDropped([await file("a"), await file("b"), account, readme]);
    stop();
    expect(batches.find((batch) => batch !== null)).toEqual({ done: 0, total: 4 });
    expect(vaultStore.getState().batch).toBeNull();
    const { order, trust, entries } = vaultStore.getState();
    expect(order.map((id) => entries.get(id)?.label)).toEqual(["a", "b"]);
    expect(shownId()).toBe(order[0]);
    expect(trust).toHaveLength(1);
    expect((await toastOf("2 creds read")).description).toBe(
      "4 files, 1 account or operator JWT kept beside the creds, 1 other file without creds skipped",
    );
  });

  it("files that hold no creds are not counted as creds", async () => {
    const rubbish = ["x", "y"].map((name) => fileOf(`${name}.creds`, "rubbish"));
    await openDropped([await file("a"), ...rubbish]);
    await toastOf("1 creds read, 2 files unreadable");
  });

  it("creds that are loaded already are shown again", async () => {
    const ref = await file("a");
    await openFiles([ref]);
    const first = shownId();
    await openFiles([await file("b")]);
    expect(shownId()).not.toBe(first);
    await openFiles([ref]);
    expect(shownId()).toBe(first);
    expect((await toastOf("Nothing new")).description).toBe("1 already loaded");
  });

  it("text without creds says so", async () => {
    await openDropped([fileOf("folder/notes.txt", "nothing", true)]);
    expect((await toastOf("Nothing new")).description).toBe("1 other file without creds skipped");
  });
});

describe("Forget all while creds are still being read", () => {
  const users = manyUsers(1_000);
  const isBegun = () => until(() => vaultStore.getState().order.length > 0, "the first creds");
  const forgetHalf = async (reading: Promise<void>) => {
    await isBegun();
    await forgetAll();
    await answerForget(true);
    await reading;
    expect(vaultStore.getState()).toMatchObject({ order: [], selected: null, batch: null });
    await openFiles([await file("after")]);
    await factsShown();
    expect(vaultStore.getState()).toMatchObject({ order: [shownId()], batch: null });
  };

  it("ends the reading of files", async () => {
    const files = users.map(({ creds }, n) => fileOf(`fleet/${n}.creds`, creds, true));
    await forgetHalf(openFiles(files));
    // Undo would bring back only what had been read.
    const toast = toastStore.getState().waiting.find(({ title }) => title.startsWith("Forgot"));
    expect(toast?.action).toBeNull();
  });

  it("ends the reading of one large file, and of a paste", async () => {
    const text = users.map(({ creds }) => creds).join("");
    await forgetHalf(openFiles([fileOf("fleet.creds", text)]));
    await forgetAll();
    await forgetHalf(openText(bytesOf(text)));
  });
});

describe("the keyring", () => {
  it("selects neighbours and stops at both ends; facts follow, read once", async () => {
    await openFiles([await file("a"), await file("b")]);
    const [a = "", b = ""] = vaultStore.getState().order;
    const known: (string | null)[] = [];
    const stop = vaultStore.subscribe(({ facts }, before) => {
      if (facts !== before.facts) known.push(facts?.id ?? null);
    });
    await factsShown();
    selectNext(1);
    await factsShown();
    selectNext(1);
    select(b);
    expect(shownId()).toBe(b);
    selectNext(-1);
    selectNext(-1);
    await factsShown();
    stop();
    expect(shownId()).toBe(a);
    expect(known.filter((id) => id !== null)).toEqual(known[0] === null ? [b, a] : [a, b, a]);
    expect((await readFacts(b))?.id).toBe(b);
    expect(await readFacts("none")).toBeNull();
  });

  it("forgets, shows the neighbour with its facts, and undoes it from the file", async () => {
    await openFiles([await file("a"), await file("b")]);
    const [a = "", b = ""] = vaultStore.getState().order;
    await forget(a);
    expect(shownId()).toBe(b);
    await factsShown();
    const toast = await toastOf("Forgot a");
    toast.action?.run();
    await until(() => vaultStore.getState().order.length === 2, "the undo");
    expect(vaultStore.getState().order).toEqual([b, a]);
  });

  it("forgets all, and pasted creds have no undo", async () => {
    await paste((await user("a")).creds);
    await forgetAll();
    await answerForget(true);
    expect(vaultStore.getState()).toMatchObject({ order: [], selected: null, facts: null });
    expect((await toastOf("Forgot 1 creds file")).action).toBeNull();
  });
});

describe("recordings", () => {
  it("are told by their name, shown with their rows, and closed", async () => {
    const lines = [message("orders.a"), message("orders.b")].join("\n");
    await openDropped([fileOf("log.ndjson", lines), await file("a")]);
    const [entry = ""] = vaultStore.getState().order;
    const recording = shownId();
    expect(recording).not.toBe(entry);
    const state = () => vaultStore.getState().recordings.get(recording)?.state;
    await until(() => state() === "read", "the recording");
    await until(() => listedSubjects(recording).length === 2, "its rows");
    expect(listedSubjects(recording)).toEqual(["orders.a", "orders.b"]);
    await closeRecording(recording);
    expect(shownId()).toBe(entry);
    await factsShown();
    expect(viewOf(recording).window).toBeNull();
  });
});
