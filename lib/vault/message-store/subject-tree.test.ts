// The tree of many subjects: the same figures as a plain count, made without an object for each subject.

import { afterEach, describe, expect, it, vi } from "vitest";
import type { TreeNode, TreeRequest } from "@/lib/shared/facts/log-figures";
import { randomOf } from "@/lib/testing/random";
import { runAtOnce, type Steps } from "@/lib/vault/base/turns";
import { MessageStore } from "./message-store";
import { ROWS_PER_TURN } from "./rows-since";
import { treeOf } from "./subject-tree";
import { GROUPS_PER_TURN, TokenGroups } from "./token-groups";
import { SUBJECTS_PER_TURN } from "./tree-level";

const NOW = 1_000_000;
const MIB = 1024 * 1024;

function storeOf(subjects: Iterable<string>): MessageStore {
  const store = new MessageStore({ budgetBytes: 256 * MIB });
  const payload = new TextEncoder().encode("12345");
  for (const subject of subjects) {
    store.append({ at: NOW - 10, subject, reply: "", headers: null, subscription: 1, payload });
  }
  return store;
}

/** The level below `prefix`, counted with maps and sets of strings. */
function plainLevel(subjects: readonly string[], prefix: string) {
  const nodes = new Map<string, { messages: number; own: number; next: Set<string> }>();
  for (const subject of subjects) {
    if (prefix !== "" && !subject.startsWith(`${prefix}.`)) continue;
    const [token = "", next] = subject.slice(prefix === "" ? 0 : prefix.length + 1).split(".");
    const node = nodes.get(token) ?? { messages: 0, own: 0, next: new Set<string>() };
    nodes.set(token, node);
    node.messages += 1;
    if (next === undefined) node.own += 1;
    else node.next.add(next);
  }
  return [...nodes]
    .map(([token, { messages, own, next }]) => ({ token, messages, own, children: next.size }))
    .sort((a, b) => b.messages - a.messages || (a.token < b.token ? -1 : 1));
}

/** Runs the work and notes the units of each turn. */
function counting<T>(work: Steps<T>, turns: number[]): T {
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value;
    turns.push(turn.value);
  }
}

afterEach(() => vi.restoreAllMocks());

describe("the tree of many subjects", () => {
  const order: TreeRequest["order"] = "messages";

  it("has the figures of a plain count, level by level", () => {
    const random = randomOf(7);
    const token = () => "abcdefghijklmnop"[Math.floor(random() * 16)] ?? "a";
    const subjects = Array.from({ length: 20_000 }, () =>
      Array.from({ length: 1 + Math.floor(random() * 4) }, token).join("."),
    );
    const { log } = storeOf(subjects);
    const prefixes = ["", "a", "a.b", "a.b.c", "none"];
    const { levels } = runAtOnce(treeOf(log, { prefixes, limit: 1000, order }, NOW));
    for (const { prefix, nodes, more } of levels) {
      const figures = nodes.map(({ token: name, messages, own, children }: TreeNode) => ({
        token: name,
        ...{ messages, own, children },
      }));
      expect(figures, prefix).toEqual(plainLevel(subjects, prefix));
      expect(more).toEqual({ nodes: 0, messages: 0 });
    }
  });

  it("of 1,000,000 subjects makes the shown nodes only and counts the rest", () => {
    const COUNT = 1_000_000;
    const { log } = storeOf(
      (function* () {
        for (let n = 0; n < COUNT; n++) yield `${n % 3 === 0 ? "deep." : ""}s${n}`;
      })(),
    );
    expect(log.subjects.alive).toBe(COUNT);
    const decode = vi.spyOn(TextDecoder.prototype, "decode");
    const turns: number[] = [];
    const request = { prefixes: ["", "deep"], limit: 200, order };
    const { levels, subjects } = counting(treeOf(log, request, NOW), turns);
    // A turn is the break after so many subjects, groups or rows. 16 ms hold several of them.
    const most = Math.max(SUBJECTS_PER_TURN, GROUPS_PER_TURN, ROWS_PER_TURN);
    expect(Math.max(...turns)).toBeLessThanOrEqual(most);
    // Each subject is looked at twice on each level, and its row once.
    expect(turns.reduce((sum, units) => sum + units, 0)).toBeGreaterThan(4 * COUNT);
    // Two for the token and the path of a node, one for its preview.
    expect(decode.mock.calls.length).toBeLessThanOrEqual(2 * 200 * 3);
    expect(subjects).toBe(COUNT);
    const [root, deep] = levels;
    expect(root?.nodes).toHaveLength(200);
    expect(root?.nodes[0]).toMatchObject({ token: "deep", messages: 333_334, children: 333_334 });
    expect(root?.more).toEqual({ nodes: 666_666 - 199, messages: 666_666 - 199 });
    expect(deep?.nodes).toHaveLength(200);
    expect(deep?.more.nodes).toBe(333_334 - 200);
  });

  it("stays sound while the log takes other subjects between the turns", () => {
    const store = new MessageStore({ budgetBytes: 2 * MIB });
    const payload = new TextEncoder().encode("12345");
    let next = 0;
    const add = (count: number, name: string) => {
      for (let n = 0; n < count; n++) {
        // The newest comes first in the tree.
        const subject = `${name}.${900_000 - next++}`;
        const at = name === "old" ? NOW - 50_000 : NOW - 10;
        store.append({ at, subject, reply: "", headers: null, subscription: 1, payload });
      }
    };
    add(60_000, "old");
    const work = treeOf(store.log, { prefixes: ["old", "", "new"], limit: 1000, order }, NOW);
    let turn = work.next();
    while (!turn.done) {
      // The ring is full, so old subjects go, and their numbers and bytes are used again.
      add(2_000, "new");
      turn = work.next();
    }
    const [old, root, fresh] = turn.value.levels;
    expect(root?.nodes.map(({ token }) => token)).toContain("new");
    expect(old?.nodes.length).toBeGreaterThan(500);
    expect(fresh?.nodes.length).toBeGreaterThan(500);
    for (const { token, path } of [...(old?.nodes ?? []), ...(fresh?.nodes ?? [])]) {
      expect(token).toMatch(/^[0-9]+$/u);
      expect(path).toBe(Number(token) > 840_000 ? `old.${token}` : `new.${token}`);
    }
    for (const level of turn.value.levels) {
      expect(level.more.nodes).toBeGreaterThanOrEqual(0);
      expect(level.more.messages).toBeGreaterThanOrEqual(0);
    }
    // A sparkline counts no row of a new subject that got the number of an old one.
    for (const { spark, token } of old?.nodes ?? []) {
      expect(spark.slice(15), token).toEqual(new Array(15).fill(0));
    }
    const again = runAtOnce(treeOf(store.log, { prefixes: [""], limit: 10, order }, NOW));
    const sum = again.levels[0]?.nodes.reduce((total, { messages }) => total + messages, 0);
    expect(sum).toBe(store.log.subjects.alive);
  });

  it("holds at most 40 bytes for a group beside its key, and no string", () => {
    const u8 = new TextEncoder().encode(
      Array.from({ length: 100_000 }, (_, n) => `${n}.`).join(""),
    );
    const groups = new TokenGroups();
    let start = 0;
    let hash = 0;
    u8.forEach((byte, at) => {
      hash = Math.imul(hash ^ byte, 0x01000193);
      if (byte !== 46) return;
      groups.enter(u8, start, at, hash);
      start = at + 1;
      hash = 0;
    });
    expect(groups.size).toBe(100_000);
    expect(groups.heldBytes).toBeLessThanOrEqual(100_000 * 40);
  });
});
