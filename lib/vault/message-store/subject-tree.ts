// Groups the kept messages by subject, level by level, for the tree on the page. The figures of a subject
// come from the subject table, rates and sparklines from the times of the newest rows. Used by the vault.
// Nodes are made for what is shown only. What a level leaves out is counted in typed arrays.

import { previewOf } from "@/lib/shared/console/payload-kind";
import type { TreeLevel, TreeNode, TreeReply, TreeRequest } from "@/lib/shared/facts/console";
import type { MessageLog } from "./store/message-log";
import { lookUpRow, payloadOf } from "./store/row-reader";
import { HASH_PRIME, HASH_START } from "./store/subject-table";
import { firstGroups, TokenGroups } from "./token-groups";

const SPANS = 30;
const SPAN_MS = 2000;
const RATE_MS = 1000;
const MAX_NODES = 1000;
/** The most levels in one answer. Each takes two bytes for a subject while it is made. */
const MAX_LEVELS = 100;
/** The sparklines look at no more rows than this, because receiving waits meanwhile. */
const MAX_ROWS = 4_000_000;
const DOT = 46;

interface Growing {
  readonly token: string;
  readonly path: string;
  messages: number;
  bytes: number;
  own: number;
  lastSeq: number;
  recent: number;
  children: number;
  readonly spark: number[];
}

interface GrowingLevel {
  readonly prefix: string;
  readonly nodes: readonly Growing[];
  /** For each subject: one more than the index of its node in `nodes`; 0 = it has none. */
  readonly nodeOf: Uint16Array;
  readonly more: TreeLevel["more"];
}

/** `nowMs` comes from the same clock as the times of arrival. */
export function treeOf(log: MessageLog, request: TreeRequest, nowMs: number): TreeReply {
  const limit = Math.min(Math.max(1, Math.trunc(request.limit)), MAX_NODES);
  const levels = [...new Set(request.prefixes)]
    .slice(0, MAX_LEVELS)
    .map((prefix) => levelOf(log, prefix, request.order, limit, nowMs));
  countRecent(log, levels, nowMs);
  return {
    subjects: log.subjects.alive,
    levels: levels.map(({ prefix, nodes, more }) => ({
      prefix,
      nodes: nodes.map((node) => finished(log, node)),
      more,
    })),
  };
}

/** The nodes below `prefix` that come first in this order, with the figures of the subject table. */
function levelOf(
  log: MessageLog,
  prefix: string,
  order: TreeRequest["order"],
  limit: number,
  nowMs: number,
): GrowingLevel {
  const { subjects, memory } = log;
  const groups = new TokenGroups(memory.u8);
  // One more than the group of each subject; 0 = it is not below the prefix.
  const groupOf = new Uint32Array(subjects.size);
  const below = new TextEncoder().encode(prefix === "" ? "" : `${prefix}.`);
  let messages = 0;
  for (let id = 0; id < subjects.size; id++) {
    const kept = subjects.kept[id] ?? 0;
    if (kept === 0 || !isBelow(log, id, below)) continue;
    const { end, hash } = tokenAt(log, id, below.length);
    const start = subjects.offsetOf(id);
    groupOf[id] = groups.enter(start, end, hash, id) + 1;
    messages += kept;
  }
  const chosen = chooseGroups(log, groups, groupOf, order, limit, nowMs);
  const nodes = chosen.map((group) => makeNode(log, groups, group, below.length));
  const nodeOf = countNodes(log, nodes, chosen, groups.size, groupOf, below.length);
  const shown = nodes.reduce((sum, node) => sum + node.messages, 0);
  return {
    prefix,
    nodes,
    nodeOf,
    more: { nodes: groups.size - nodes.length, messages: messages - shown },
  };
}

function isBelow({ subjects, memory }: MessageLog, id: number, below: Uint8Array): boolean {
  if (below.length === 0) return true;
  if (subjects.lengthOf(id) < below.length) return false;
  const start = subjects.offsetOf(id);
  for (let i = below.length - 1; i >= 0; i--) {
    if (memory.u8[start + i] !== below[i]) return false;
  }
  return true;
}

/** Where the token that begins `from` bytes into a subject ends, and the hash of the subject up to there. */
function tokenAt({ subjects, memory }: MessageLog, id: number, from: number) {
  const start = subjects.offsetOf(id);
  const last = start + subjects.lengthOf(id);
  let hash = HASH_START;
  let end = start + from;
  for (; end < last; end++) {
    const byte = memory.u8[end] ?? 0;
    if (byte === DOT) break;
    hash = Math.imul(hash ^ byte, HASH_PRIME);
  }
  return { end, hash };
}

/** The groups to show, in order. Equal figures are ordered by name. */
function chooseGroups(
  log: MessageLog,
  groups: TokenGroups,
  groupOf: Uint32Array,
  order: TreeRequest["order"],
  limit: number,
  nowMs: number,
): readonly number[] {
  const byName = (a: number, b: number) => groups.compareKeys(a, b);
  if (order === "name") return firstGroups(groups.size, limit, byName);
  const figures = new Float64Array(groups.size);
  const add = (subject: number, amount: number) => {
    const group = (groupOf[subject] ?? 0) - 1;
    if (group >= 0) figures[group] = (figures[group] ?? 0) + amount;
  };
  if (order === "rate") forEachSince(log, nowMs - RATE_MS, (subject) => add(subject, 1));
  else {
    const { kept, bytes } = log.subjects;
    for (let id = 0; id < log.subjects.size; id++) {
      add(id, (order === "messages" ? kept[id] : bytes[id]) ?? 0);
    }
  }
  return firstGroups(
    groups.size,
    limit,
    (a, b) => (figures[b] ?? 0) - (figures[a] ?? 0) || byName(a, b),
  );
}

function makeNode(log: MessageLog, groups: TokenGroups, group: number, from: number): Growing {
  const start = log.subjects.offsetOf(groups.subjects[group] ?? 0);
  const text = (begin: number) =>
    decoder.decode(log.memory.u8.subarray(start + begin, start + groups.lengthOf(group)));
  return {
    token: text(from),
    path: text(0),
    ...{ messages: 0, bytes: 0, own: 0, lastSeq: 0, recent: 0, children: 0 },
    spark: new Array<number>(SPANS).fill(0),
  };
}

const decoder = new TextDecoder();

/** Adds up the figures of the chosen groups and the different tokens that follow them. */
function countNodes(
  log: MessageLog,
  nodes: readonly Growing[],
  chosen: readonly number[],
  groups: number,
  groupOf: Uint32Array,
  from: number,
): Uint16Array {
  const { subjects, memory } = log;
  const nodeOf = new Uint16Array(subjects.size);
  const rankOf = new Uint16Array(groups);
  for (const [index, group] of chosen.entries()) rankOf[group] = index + 1;
  const followers = new TokenGroups(memory.u8);
  for (let id = 0; id < subjects.size; id++) {
    const group = (groupOf[id] ?? 0) - 1;
    const rank = group < 0 ? 0 : (rankOf[group] ?? 0);
    const node = nodes[rank - 1];
    if (node === undefined) continue;
    nodeOf[id] = rank;
    const kept = subjects.kept[id] ?? 0;
    node.messages += kept;
    node.bytes += subjects.bytes[id] ?? 0;
    node.lastSeq = Math.max(node.lastSeq, subjects.lastSeq[id] ?? 0);
    const start = subjects.offsetOf(id);
    const { end } = tokenAt(log, id, from);
    if (end === start + subjects.lengthOf(id)) {
      node.own += kept;
      continue;
    }
    const next = tokenAt(log, id, end - start + 1);
    const known = followers.size;
    followers.enter(start, next.end, next.hash ^ rank, id);
    if (followers.size > known) node.children += 1;
  }
  return nodeOf;
}

/** Calls `each` for the messages since then, from the newest back. */
function forEachSince(
  log: MessageLog,
  since: number,
  each: (subject: number, at: number) => void,
): void {
  let left = MAX_ROWS;
  for (const segment of log.segments.toReversed()) {
    for (let row = segment.rows - 1; row >= segment.gone; row--) {
      const at = segment.arrivedAt(row);
      left -= 1;
      if (at < since || left < 0) return;
      if (!segment.isNotice(row)) each(segment.subject(row), at);
    }
  }
}

/** Fills rates and sparklines, as far back as the sparklines reach. */
function countRecent(log: MessageLog, levels: readonly GrowingLevel[], nowMs: number): void {
  const since = nowMs - SPANS * SPAN_MS;
  forEachSince(log, since, (subject, at) => {
    const span = Math.min(SPANS - 1, Math.floor((at - since) / SPAN_MS));
    for (const { nodes, nodeOf } of levels) {
      const node = nodes[(nodeOf[subject] ?? 0) - 1];
      if (node === undefined) continue;
      node.spark[span] = (node.spark[span] ?? 0) + 1;
      if (at > nowMs - RATE_MS) node.recent += 1;
    }
  });
}

function finished(log: MessageLog, node: Growing): TreeNode {
  const { token, path, messages, bytes, own, lastSeq, recent, children, spark } = node;
  const newest = lookUpRow(log, lastSeq);
  const last =
    newest === null
      ? { preview: "", previewKind: "empty" as const }
      : previewOf(payloadOf(log, newest.segment, newest.row));
  return {
    ...{ token, path, messages, bytes, own, lastSeq, children, spark },
    rate: recent,
    lastAt: newest === null ? 0 : newest.segment.arrivedAt(newest.row),
    lastPreview: last.preview,
    lastPreviewKind: last.previewKind,
  };
}
