// Groups the kept messages by subject, level by level, for the tree on the page. The figures of a subject
// come from the subject table, rates and sparklines from the times of the newest rows. Used by the vault.

import { previewOf } from "@/lib/shared/console/payload-kind";
import type { TreeLevel, TreeNode, TreeReply, TreeRequest } from "@/lib/shared/facts/console";
import type { MessageLog } from "./store/message-log";
import { lookUpRow, payloadOf } from "./store/row-reader";

const SPANS = 30;
const SPAN_MS = 2000;
const RATE_MS = 1000;
const MAX_NODES = 1000;
/** The sparklines look at no more rows than this, because receiving waits meanwhile. */
const MAX_ROWS = 4_000_000;

interface Growing {
  readonly token: string;
  readonly path: string;
  messages: number;
  bytes: number;
  own: number;
  lastSeq: number;
  recent: number;
  readonly next: Set<string>;
  readonly spark: number[];
}

/** `nowMs` comes from the same clock as the times of arrival. */
export function treeOf(log: MessageLog, request: TreeRequest, nowMs: number): TreeReply {
  const limit = Math.min(Math.max(1, Math.trunc(request.limit)), MAX_NODES);
  const levels = [...new Set(request.prefixes)].map((prefix) => ({
    prefix,
    nodes: new Map<string, Growing>(),
    bySubject: new Map<number, Growing>(),
  }));
  const { subjects, memory } = log;
  for (let id = 0; id < subjects.size; id++) {
    if ((subjects.kept[id] ?? 0) === 0) continue;
    const name = subjects.name(id, memory.u8);
    for (const level of levels) {
      const node = nodeFor(level.nodes, level.prefix, name);
      if (node === null) continue;
      level.bySubject.set(id, node);
      const kept = subjects.kept[id] ?? 0;
      node.messages += kept;
      node.bytes += subjects.bytes[id] ?? 0;
      if (name === node.path) node.own += kept;
      node.lastSeq = Math.max(node.lastSeq, subjects.lastSeq[id] ?? 0);
    }
  }
  countRecent(
    log,
    levels.map(({ bySubject }) => bySubject),
    nowMs,
  );
  return {
    subjects: subjects.alive,
    levels: levels.map(({ prefix, nodes }) => cut(log, prefix, nodes, request.order, limit)),
  };
}

/** The node of this level that a subject belongs to; null when it is not below `prefix`. */
function nodeFor(nodes: Map<string, Growing>, prefix: string, name: string): Growing | null {
  if (prefix !== "" && !(name.startsWith(prefix) && name[prefix.length] === ".")) return null;
  const start = prefix === "" ? 0 : prefix.length + 1;
  const dot = name.indexOf(".", start);
  const token = dot < 0 ? name.slice(start) : name.slice(start, dot);
  let node = nodes.get(token);
  if (node === undefined) {
    node = {
      token,
      path: name.slice(0, start + token.length),
      ...{ messages: 0, bytes: 0, own: 0, lastSeq: 0, recent: 0 },
      next: new Set(),
      spark: new Array<number>(SPANS).fill(0),
    };
    nodes.set(token, node);
  }
  if (dot >= 0) {
    const after = name.indexOf(".", dot + 1);
    node.next.add(name.slice(dot + 1, after < 0 ? undefined : after));
  }
  return node;
}

/** Goes from the newest row back, as far as the sparklines reach. */
function countRecent(
  log: MessageLog,
  levels: readonly ReadonlyMap<number, Growing>[],
  nowMs: number,
): void {
  const since = nowMs - SPANS * SPAN_MS;
  let left = MAX_ROWS;
  for (const segment of log.segments.toReversed()) {
    for (let row = segment.rows - 1; row >= segment.gone; row--) {
      const at = segment.arrivedAt(row);
      left -= 1;
      if (at < since || left < 0) return;
      if (segment.isNotice(row)) continue;
      const subject = segment.subject(row);
      const span = Math.min(SPANS - 1, Math.floor((at - since) / SPAN_MS));
      for (const level of levels) {
        const node = level.get(subject);
        if (node === undefined) continue;
        node.spark[span] = (node.spark[span] ?? 0) + 1;
        if (at > nowMs - RATE_MS) node.recent += 1;
      }
    }
  }
}

function cut(
  log: MessageLog,
  prefix: string,
  nodes: ReadonlyMap<string, Growing>,
  order: TreeRequest["order"],
  limit: number,
): TreeLevel {
  const sorted = [...nodes.values()].sort(
    (a, b) => figure(b, order) - figure(a, order) || (a.token < b.token ? -1 : 1),
  );
  const rest = sorted.slice(limit);
  return {
    prefix,
    nodes: sorted.slice(0, limit).map((node) => finished(log, node)),
    more: {
      nodes: rest.length,
      messages: rest.reduce((sum, { messages }) => sum + messages, 0),
    },
  };
}

function figure(node: Growing, order: TreeRequest["order"]): number {
  switch (order) {
    case "name":
      return 0;
    case "messages":
      return node.messages;
    case "rate":
      return node.recent;
    case "bytes":
      return node.bytes;
  }
}

function finished(log: MessageLog, node: Growing): TreeNode {
  const { token, path, messages, bytes, own, lastSeq, recent, next, spark } = node;
  const newest = lookUpRow(log, lastSeq);
  const last =
    newest === null
      ? { preview: "", previewKind: "empty" as const }
      : previewOf(payloadOf(log, newest.segment, newest.row));
  return {
    ...{ token, path, messages, bytes, own, lastSeq, spark },
    rate: recent,
    children: next.size,
    lastAt: newest === null ? 0 : newest.segment.arrivedAt(newest.row),
    lastPreview: last.preview,
    lastPreviewKind: last.previewKind,
  };
}
