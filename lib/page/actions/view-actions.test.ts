import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import {
  changeView,
  chosenFormat,
  listedFilter,
  matchingFilter,
  viewOf,
} from "@/lib/page/state/console-store";
import { namedValuesStore, setNamedValue } from "@/lib/page/state/named-values";
import { connectShown, listedSubjects, paste, resetPage, startPage } from "@/lib/testing/page-rig";
import { endServers, identities, makeWorld, startServer } from "@/lib/testing/real-server";
import { until } from "@/lib/testing/run-to-end";
import { bytesOf, textOf } from "@/lib/testing/vault-rig";
import { filterBy, goToHit } from "./search-actions";
import { fillFormAgain } from "./send/history-actions";
import {
  editDraft,
  editSubscribeDraft,
  listAlone,
  mute,
  send,
  subscribe,
  unsubscribe,
  unsubscribeAll,
} from "./send/messaging-actions";
import { controlRepeat } from "./send/repeat-actions";
import { openNeighbour } from "./stored/neighbour-actions";
import { readTree } from "./tree-actions";
import {
  changeShownView,
  chooseFormat,
  clearMessages,
  pause,
  resume,
  selectRow,
} from "./view-actions";

let creds = "";
let address = "";
let id = "";

beforeAll(async () => {
  startPage();
  const world = await makeWorld();
  address = (await startServer(world.config())).wsUrl;
  creds = (await identities.makeUser({ name: "u", account: world.account })).creds;
});
beforeEach(async () => {
  id = await paste(creds);
  await connectShown(address);
});
afterEach(async () => {
  await resetPage();
  namedValuesStore.setState([], true);
});
afterAll(endServers);

const listed = () => listedSubjects(id);
async function publish(subject: string, payload = "hello") {
  editDraft((draft) => ({ ...draft, mode: "publish", subject, payload }));
  await send();
  expect(viewOf(id).lastSend?.result?.kind).toBe("accepted");
}
async function seqOf(subject: string): Promise<number> {
  const find = () =>
    viewOf(id).window?.rows.find((row) => row.kind === "message" && row.subject === subject);
  await until(() => find() !== undefined, `a row of ${subject}`);
  return find()?.seq ?? 0;
}

it("goes a step for each press, however fast they come", async () => {
  await subscribe("steps.>", "");
  for (const n of [1, 2, 3, 4, 5, 6]) await publish(`steps.${n % 2 === 0 ? "even" : "odd"}`, "hit");
  await until(() => listed().length === 6, "the messages");
  const last = viewOf(id).window?.rows.at(-1)?.seq ?? 0;
  await selectRow(last);
  await Promise.all([openNeighbour(-1), openNeighbour(-1), openNeighbour(-1)]);
  expect(viewOf(id).selected).toBe(last - 3);
  await Promise.all([openNeighbour(1), openNeighbour(1)]);
  expect(viewOf(id).selected).toBe(last - 1);
  filterBy("hit");
  await Promise.all([goToHit(-1), goToHit(-1)]);
  expect(viewOf(id).selected).toBe(last - 3);
});

it("subscribes, publishes, and lists what arrives; a row opens with its message", async () => {
  editSubscribeDraft(id, { subject: "orders.>" });
  expect(viewOf(id).subscribeDraft).toEqual({ subject: "orders.>", queue: "" });
  expect(await subscribe("orders.>", "")).toMatchObject({ ok: true });
  await until(
    () => viewOf(id).window?.subscriptions.some(({ state }) => state === "active") ?? false,
    "the subscription",
  );
  await publish("orders.a", "first");
  const seq = await seqOf("orders.a");
  await selectRow(seq);
  const { detail, selected, sent } = viewOf(id);
  expect(selected).toBe(seq);
  expect(textOf(detail?.payload ?? bytesOf(""))).toBe("first");
  expect(sent).toBe(1);
  chooseFormat("hex");
  expect(viewOf(id).format).toBe("hex");
  // Another choice, without an open message on this subject, leaves it.
  changeView(id, { detail: null });
  chooseFormat("text");
  expect(chosenFormat(viewOf(id), "orders.a")).toBe("hex");
  expect(chosenFormat(viewOf(id), "orders.b")).toBe("text");

  const [subscription] = viewOf(id).window?.subscriptions ?? [];
  expect(await unsubscribe(subscription?.id ?? -1)).toMatchObject({ ok: true });
  await until(
    () => viewOf(id).window?.subscriptions.every(({ state }) => state !== "active") ?? false,
    "the end of the subscription",
  );
});

it("a request that nothing answers is reported at the form", async () => {
  editDraft((draft) => ({ ...draft, mode: "request", subject: "nothing.there" }));
  await send();
  expect(viewOf(id).lastSend).toMatchObject({ mode: "request", subject: "nothing.there" });
  expect(viewOf(id).lastSend?.result).toMatchObject({
    kind: "answered",
    report: { replies: [], noResponders: true, timedOut: false },
  });
});

it("what was sent is in the history, and comes into the form again", async () => {
  editDraft((draft) => ({ ...draft, mode: "publish", subject: "h.{{seq}}", payload: "one" }));
  await send();
  editDraft((draft) => ({ ...draft, mode: "request", subject: "nothing.there", payload: "two" }));
  const sending = send();
  expect(viewOf(id).history).toMatchObject([{ mode: "request", result: null }, { subject: "h.1" }]);
  await sending;
  const [second, first] = viewOf(id).history;
  expect(first).toMatchObject({ subject: "h.1", mode: "publish", result: { kind: "accepted" } });
  expect(second).toMatchObject({ mode: "request", result: { kind: "answered" } });
  if (first === undefined) throw new Error("nothing in the history");
  fillFormAgain(first);
  expect(viewOf(id).draft).toMatchObject({ mode: "publish", subject: "h.{{seq}}", payload: "one" });
});

it("a repeat is in the history, and what is sent after it takes no place of another send", async () => {
  editDraft((draft) => ({ ...draft, mode: "publish", subject: "h.1", payload: "one" }));
  await send();
  editDraft((draft) => ({
    ...draft,
    subject: "h.many",
    isRepeated: true,
    times: "3",
    perSecond: "",
  }));
  await send();
  editDraft((draft) => ({ ...draft, subject: "h.2", isRepeated: false }));
  await send();
  expect(viewOf(id).history).toMatchObject([
    { subject: "h.2", result: { kind: "accepted" } },
    { subject: "h.many", result: { kind: "repeated", times: 3 } },
    { subject: "h.1", result: { kind: "accepted" } },
  ]);
  expect(new Set(viewOf(id).history.map(({ number }) => number)).size).toBe(3);
});

it("the history is bounded in bytes as well", async () => {
  const sendTo = (subject: string) => {
    editDraft((draft) => ({ ...draft, mode: "publish", subject, payload: "one" }));
    return send();
  };
  await sendTo("big");
  const [big] = viewOf(id).history;
  if (big === undefined) throw new Error("nothing in the history");
  // As if it had been sent; the way of so much to the vault is not what is looked at.
  const payload = "x".repeat(32 * 1024 * 1024 - 3);
  changeView(id, { history: [{ ...big, draft: { ...big.draft, payload } }] });
  const subjects = () => viewOf(id).history.map(({ subject }) => subject);
  await sendTo("small.1");
  expect(subjects()).toEqual(["small.1", "big"]);
  await sendTo("small.2");
  expect(subjects()).toEqual(["small.2", "small.1"]);
});

it("the end of a subscription moves the list only when it changes what is listed", async () => {
  await subscribe("e.a", "");
  await subscribe("e.b", "");
  await until(() => viewOf(id).window?.subscriptions.length === 2, "two subscriptions");
  const [first = 0, second = 0] = viewOf(id).window?.subscriptions.map((one) => one.id) ?? [];
  const scrolled = { isFollowing: false, wanted: { from: 0, count: 40 } };
  mute(second, true);
  changeView(id, scrolled);
  await unsubscribe(first);
  expect(viewOf(id)).toMatchObject(scrolled);
  await unsubscribe(second);
  expect(viewOf(id)).toMatchObject({ isFollowing: true, wanted: { from: "tail" } });
  expect(viewOf(id).muted.size).toBe(0);
});

it("a count goes on from send to send and through a run; named values are filled in by both", async () => {
  await subscribe("c.>", "");
  setNamedValue("region", "eu");
  await publish("c.{{region}}.{{count}}", "{{other}}");
  await publish("c.{{region}}.{{count}}");
  editDraft((draft) => ({ ...draft, isRepeated: true, times: "3", perSecond: "" }));
  await send();
  await until(() => viewOf(id).repeat?.facts.state === "done", "the run");
  editDraft((draft) => ({ ...draft, isRepeated: false }));
  await send();
  await until(() => listed().length === 6, "all messages");
  expect(listed()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `c.eu.${number}`));
  await selectRow(await seqOf("c.eu.1"));
  expect(textOf(viewOf(id).detail?.payload ?? new Uint8Array())).toBe("{{other}}");
});

it("a muted subscription goes on receiving and is not listed; another can be listed alone", async () => {
  await subscribe("m.a", "");
  await subscribe("m.>", "");
  await publish("m.a");
  await publish("m.b");
  const ids = () => viewOf(id).window?.subscriptions.map((one) => one.id) ?? [];
  await until(() => listed().length === 3, "all rows");
  const [first = 0, second = 0] = ids();
  mute(second, true);
  await until(() => listed().length === 1, "the rows that are left");
  expect(listed()).toEqual(["m.a"]);
  const inTree = async () => {
    const tree = await readTree(id, { prefixes: ["m"], limit: 9, order: "name" });
    return tree?.levels[0]?.nodes.map(({ path, messages }) => `${path} ${messages}`);
  };
  expect(await inTree()).toEqual(["m.a 1"]);
  await publish("m.b");
  await until(() => viewOf(id).window?.counts.received === 4, "what came meanwhile");
  filterBy('"never closed');
  expect(listedFilter(viewOf(id))).toBe(`-sub:#${second} "never closed`);
  changeView(id, { isListingAll: true });
  expect(matchingFilter(viewOf(id))).toBe(`-sub:#${second} "never closed`);
  changeView(id, { isListingAll: false });
  filterBy("| m.b");
  listAlone(second);
  await until(() => listed().length === 2, "its rows alone");
  expect(listed()).toEqual(["m.b", "m.b"]);
  expect(await inTree()).toEqual(["m.a 1", "m.b 2"]);
  // Terms `sub:` beside each other are one list of which one is enough; the one alone is none of them.
  filterBy(`sub:#${first}`);
  await until(() => listed().length === 0, "no row of both");
  listAlone(null);
  mute(second, false);
  filterBy("");
  await until(() => listed().length === 4, "all rows");
  listAlone(first);
  await unsubscribeAll();
  await until(() => ids().length === 0, "the end of the subscriptions");
  expect(viewOf(id).solo).toBeNull();
});

it("a notice opens without a message; a row that is gone says so", async () => {
  await until(() => viewOf(id).window?.rows.some(({ kind }) => kind === "notice") ?? false, "rows");
  const notice = viewOf(id).window?.rows.find(({ kind }) => kind === "notice");
  await selectRow(notice?.seq ?? -1);
  expect(viewOf(id)).toMatchObject({ notice, detail: null, isDetailGone: false });
  await selectRow(9999);
  expect(viewOf(id)).toMatchObject({ notice: null, detail: null, isDetailGone: true });
});

it("pause keeps the rows while messages are stored, and resume lists them", async () => {
  await subscribe("p.>", "");
  await publish("p.before");
  await seqOf("p.before");
  pause();
  const { pausedAt } = viewOf(id);
  expect(pausedAt).toBe(viewOf(id).window?.lastSeq);
  await publish("p.during");
  await until(() => (viewOf(id).window?.lastSeq ?? 0) > (pausedAt ?? 0), "the count of what came");
  expect(listed()).toEqual(["p.before"]);
  resume();
  await until(() => listed().includes("p.during"), "the rows after the pause");
  expect(listed()).toEqual(["p.before", "p.during"]);
});

it("filters, and a changed view is pulled again", async () => {
  await subscribe("f.>", "");
  await publish("f.one");
  await publish("f.two");
  await until(() => listed().length === 2, "both rows");
  filterBy("f.two");
  await until(() => listed().length === 1, "the filtered rows");
  expect(listed()).toEqual(["f.two"]);
  changeShownView({ filter: "" });
  await until(() => listed().length === 2, "all rows");
});

it("clearing removes rows and choices, and follows the newest again", async () => {
  await subscribe("c.>", "");
  await publish("c.a");
  await selectRow(await seqOf("c.a"));
  changeShownView({ isFollowing: false, marked: new Set([1]) });
  pause();
  expect(await clearMessages()).toMatchObject({ ok: true });
  expect(viewOf(id)).toMatchObject({
    selected: null,
    detail: null,
    pausedAt: null,
    isFollowing: true,
  });
  expect(viewOf(id).marked.size).toBe(0);
  await until(() => listed().length === 0, "an empty log");
});

it("repeats: the vault's reports come into the view", async () => {
  await subscribe("r", "");
  const fields = { subject: "r", payload: "{{seq}}", isRepeated: true, times: "20", perSecond: "" };
  editDraft((draft) => ({ ...draft, mode: "publish", ...fields }));
  await send();
  await until(() => viewOf(id).repeat?.facts.state === "done", "the end of the run");
  expect(viewOf(id).repeat).toMatchObject({ facts: { sent: 20 }, fault: null });
  await controlRepeat(id, "cancel");
  expect(viewOf(id).repeat?.facts.state).toBe("done");
});
