// Compares the tree and the chart with plain counts.

import { beforeAll, describe, expect, it } from "vitest";
import { runAtOnce } from "@/lib/vault/base/turns";
import { MessageStore } from "./message-store";
import { loadSearch } from "./search/load-search";
import { treeOf } from "./subject-tree";
import { timelineOf } from "./timeline";

beforeAll(() => loadSearch());

const NOW = 1_000_000;

function filled(): MessageStore {
  const store = new MessageStore({ budgetBytes: 1024 * 1024 });
  const add = (at: number, subject: string, text: string) =>
    store.append({
      ...{ at, subject, reply: "", headers: null, subscription: 1 },
      payload: new TextEncoder().encode(text),
    });
  add(NOW - 70_000, "orders", "old");
  add(NOW - 59_000, "orders.eu.new", "12345");
  add(NOW - 3_000, "orders.eu.paid", "1");
  store.appendNotice({
    ...{ at: NOW - 2000, code: "limits/payload", subject: "orders.eu.new", detail: "", values: {} },
  });
  add(NOW - 500, "orders.us.new", "last of us");
  add(NOW - 400, "orders.us.new", "last of us now");
  add(NOW - 100, "ordersX.a", "other");
  return store;
}

describe("the tree", () => {
  const tree = (prefixes: string[], limit = 100, order: "name" | "messages" = "name") =>
    runAtOnce(treeOf(filled().log, { prefixes, limit, order }, NOW));

  it("counts messages below a subject, and messages of exactly that subject", () => {
    const { levels, subjects } = tree([""]);
    expect(subjects).toBe(5);
    expect(levels[0]?.nodes).toMatchObject([
      { token: "orders", path: "orders", messages: 5, own: 1, children: 2, rate: 2, lastSeq: 6 },
      { token: "ordersX", path: "ordersX", messages: 1, own: 0, children: 1, rate: 1 },
    ]);
    expect(levels[0]?.nodes[0]).toMatchObject({
      bytes: 9 + 18 + 15 + 23 + 27,
      lastPreview: "last of us now",
      lastAt: NOW - 400,
    });
  });

  it("goes down level by level, several at once", () => {
    const { levels } = tree(["orders", "orders.us"]);
    expect(levels.map(({ prefix }) => prefix)).toEqual(["orders", "orders.us"]);
    expect(levels[0]?.nodes.map(({ path, messages }) => [path, messages])).toEqual([
      ["orders.eu", 2],
      ["orders.us", 2],
    ]);
    expect(levels[1]?.nodes).toMatchObject([{ path: "orders.us.new", own: 2, children: 0 }]);
  });

  it("draws the last minute in thirty spans", () => {
    const { levels } = tree(["orders"]);
    const spark = levels[0]?.nodes[0]?.spark ?? [];
    expect(spark).toHaveLength(30);
    expect(spark.map((count, span) => [span, count]).filter(([, count]) => count !== 0)).toEqual([
      [0, 1],
      [28, 1],
    ]);
  });

  it("sums up the nodes beyond the limit", () => {
    const { levels } = tree([""], 1, "messages");
    expect(levels[0]).toMatchObject({
      nodes: [{ token: "orders" }],
      more: { nodes: 1, messages: 1 },
    });
  });

  it("leaves out dropped messages", () => {
    const store = filled();
    store.log.dropBefore(store.log.lastSeq);
    const { levels, subjects } = runAtOnce(
      treeOf(store.log, { prefixes: [""], limit: 9, order: "name" }, NOW),
    );
    expect(subjects).toBe(1);
    expect(levels[0]?.nodes.map(({ token }) => token)).toEqual(["ordersX"]);
  });
});

describe("the chart", () => {
  it("counts every message once and no notice", () => {
    const { log } = filled();
    const all = timelineOf(log, null, { filter: { text: "" }, from: null, to: null, buckets: 7 });
    expect(all.messages.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(all.bytes.reduce((sum, count) => sum + count, 0)).toBe(log.bytes);
    expect(all).toMatchObject({ from: NOW - 70_000, to: NOW - 99, isComplete: true });
  });

  it("counts only a range and a filter", () => {
    const store = filled();
    const index = store.indexFor("orders.>");
    const part = timelineOf(store.log, index, {
      ...{ filter: { text: "orders.>" }, from: NOW - 4000, to: NOW, buckets: 4 },
    });
    expect(part).toMatchObject({ stepMs: 1000, messages: [0, 1, 0, 2], isComplete: true });
  });

  it("is empty for an empty log", () => {
    const { log } = new MessageStore({ budgetBytes: 1024 * 1024 });
    const none = timelineOf(log, null, { filter: { text: "" }, from: null, to: null, buckets: 5 });
    expect(none.messages).toEqual([0]);
  });
});
