// The tree of subjects without muted subscriptions: the same figures as a plain count, also while the log drops rows.

import { expect, it } from "vitest";
import type { ListedSubscriptions } from "@/lib/shared/facts/log-figures";
import { randomOf } from "@/lib/testing/random";
import { runAtOnce } from "@/lib/vault/base/turns";
import { isListedBy, ListedFigures } from "./listed-figures";
import { MessageStore } from "./message-store";
import type { Notice } from "./store/record";
import { lookUpRow, subjectOf } from "./store/row-reader";
import { treeOf } from "./subject-tree";

const NOW = 1_000_000;
const MIB = 1024 * 1024;
const NOTICE: Notice = {
  at: NOW - 10,
  code: "session/connected",
  subject: "",
  detail: "",
  values: {},
};
const payload = new TextEncoder().encode("12345");

function add(store: MessageStore, subject: string, subscription: number): void {
  store.append({ at: NOW - 10, subject, reply: "", headers: null, subscription, payload });
}

/** Counted row by row. */
function plainFigures(store: MessageStore, listed: ListedSubscriptions, until: number) {
  const isListed = isListedBy(listed);
  const figures = new Map<string, { messages: number; lastSeq: number }>();
  for (let seq = store.log.firstSeq; seq <= until; seq++) {
    const found = lookUpRow(store.log, seq);
    if (found === null || found.segment.isNotice(found.row)) continue;
    if (!isListed(found.segment.subscription(found.row))) continue;
    const subject = subjectOf(store.log, found.segment, found.row);
    const messages = (figures.get(subject)?.messages ?? 0) + 1;
    figures.set(subject, { messages, lastSeq: seq });
  }
  return figures;
}

it.each<[string, ListedSubscriptions]>([
  ["one muted", { muted: [2], solo: null }],
  ["two muted", { muted: [1, 3], solo: null }],
  ["one alone", { muted: [], solo: 3 }],
  ["one alone that is muted as well", { muted: [3], solo: 3 }],
  ["all muted", { muted: [0, 1, 2, 3], solo: null }],
])("%s", (_, listed) => {
  const store = new MessageStore({ budgetBytes: 64 * MIB });
  const random = randomOf(11);
  for (let n = 0; n < 5_000; n++) {
    add(store, `a.${Math.floor(random() * 50)}`, Math.floor(random() * 4));
    if (n % 100 === 0) store.log.addNotice(NOTICE);
  }
  const request = { prefixes: ["", "a"], limit: 1000, order: "name", listed } as const;
  const { levels, subjects } = runAtOnce(treeOf(store.log, request, NOW));
  const plain = plainFigures(store, listed, store.log.lastSeq);
  const total = [...plain.values()].reduce((sum, { messages }) => sum + messages, 0);
  expect(subjects).toBe(plain.size);
  expect(levels[0]?.nodes.map(({ messages, rate }) => [messages, rate])).toEqual(
    total === 0 ? [] : [[total, total]],
  );
  const nodes = levels[1]?.nodes ?? [];
  expect(
    new Map(nodes.map(({ path, messages, lastSeq }) => [path, { messages, lastSeq }])),
  ).toEqual(plain);
  for (const { messages, bytes, path, spark } of nodes) {
    expect(bytes).toBe(messages * (path.length + payload.length));
    expect(spark.at(-1)).toBe(messages);
  }
});

it("is counted in turns, and takes out what the log drops meanwhile", () => {
  const store = new MessageStore({ budgetBytes: 2 * MIB });
  const random = randomOf(3);
  let next = 0;
  const flood = (count: number) => {
    for (let n = 0; n < count; n++) add(store, `s.${next++ % 3_000}`, Math.floor(random() * 3));
  };
  flood(60_000);
  const { firstSeq, lastSeq } = store.log;
  expect(firstSeq).toBeGreaterThan(1);
  const listed = { muted: [1], solo: null };
  const figures = new ListedFigures(store.log, isListedBy(listed));
  const turns: number[] = [];
  for (const rows of figures.count(2_048)) {
    turns.push(rows);
    flood(500);
  }
  expect(turns.length).toBeGreaterThan(5);
  expect(Math.max(...turns)).toBeLessThanOrEqual(2_048);
  expect(store.log.firstSeq).toBeGreaterThan(firstSeq);
  const figuresNow = () => {
    const found = new Map<string, { messages: number; lastSeq: number }>();
    for (const [id, messages] of figures.kept.entries()) {
      const subject = messages === 0 ? "" : store.log.subjects.name(id, store.log.memory.u8);
      if (messages > 0) found.set(subject, { messages, lastSeq: figures.lastSeq[id] ?? 0 });
    }
    return found;
  };
  expect(figuresNow()).toEqual(plainFigures(store, listed, lastSeq));
  expect(figures.alive).toBe(figuresNow().size);
  // Once it ended, drops cost nothing.
  figures.dispose();
  const before = figures.kept.slice();
  store.clear();
  expect(figures.kept).toEqual(before);
});
