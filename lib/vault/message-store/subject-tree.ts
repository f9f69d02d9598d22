// Groups the kept messages by subject, level by level, for the tree on the page. The figures of a subject come from the
// subject table, or from listed-figures.ts; rates and sparklines from the times of the newest rows. Used by the vault.
// Nodes are made for what is shown only. The work is done in turns, since a log can hold millions of subjects.

import type { TreeNode, TreeReply, TreeRequest } from "@/lib/shared/facts/log-figures";
import type { Steps } from "@/lib/vault/base/turns";
import { isListedBy, ListedFigures, type SubjectFigures } from "./listed-figures";
import { type IsListed, rowsSince } from "./rows-since";
import type { MessageLog } from "./store/message-log";
import { insideOf, type Preview } from "./store/row-inside";
import { lookUpRow } from "./store/row-reader";
import { type Growing, GrowingLevel } from "./tree-level";

const SPANS = 30;
const SPAN_MS = 2000;
const RATE_MS = 1000;
const MAX_NODES = 1000;
/** The most levels in one answer. Each takes two bytes for a subject while it is made. */
const MAX_LEVELS = 100;
/** Nodes that one turn finishes, each with a preview of its last message. */
export const NODES_PER_TURN = 256;
/** An answer reads what is inside binary payloads for so long. The next one knows those and reads others. */
const PREVIEWS_MS = 12;

/** `nowMs` comes from the same clock as the times of arrival. */
export function* treeOf(log: MessageLog, request: TreeRequest, nowMs: number): Steps<TreeReply> {
  const { listed } = request;
  if (listed === undefined) return yield* makeTree(log, request, nowMs, log.subjects, null);
  const isListed = isListedBy(listed);
  const figures = new ListedFigures(log, isListed);
  try {
    yield* figures.count();
    return yield* makeTree(log, request, nowMs, figures, isListed);
  } finally {
    figures.dispose();
  }
}

function* makeTree(
  log: MessageLog,
  request: TreeRequest,
  nowMs: number,
  figures: SubjectFigures,
  isListed: IsListed | null,
): Steps<TreeReply> {
  const levels: GrowingLevel[] = [];
  const newLevel = (prefix: string) => new GrowingLevel(log, prefix, SPANS, figures, isListed);
  const turns = fillLevels(log, levels, request, nowMs, newLevel, isListed);
  for (let turn = turns.next(); !turn.done; turn = turns.next()) {
    yield turn.value;
    for (const level of levels) level.catchUp();
  }
  const reply: TreeReply["levels"][number][] = [];
  const inside = insideOf(log);
  inside.beginWindow(performance.now() + PREVIEWS_MS);
  for (const { prefix, nodes, more } of levels) {
    const done: TreeNode[] = [];
    // A node whose last subject went meanwhile is left out.
    for (const node of nodes.filter(({ messages }) => messages > 0)) {
      done.push(finished(log, node));
      if (done.length % NODES_PER_TURN === 0) yield NODES_PER_TURN;
    }
    reply.push({ prefix, nodes: done, more });
  }
  return { subjects: figures.alive, levels: reply };
}

/** Pushes each level onto `levels` before it is filled. */
function* fillLevels(
  log: MessageLog,
  levels: GrowingLevel[],
  { prefixes, order, limit }: TreeRequest,
  nowMs: number,
  newLevel: (prefix: string) => GrowingLevel,
  isListed: IsListed | null,
): Steps<void> {
  const most = Math.min(Math.max(1, Math.trunc(limit)), MAX_NODES);
  for (const prefix of [...new Set(prefixes)].slice(0, MAX_LEVELS)) {
    const level = newLevel(prefix);
    levels.push(level);
    yield* level.fill(order, most, nowMs);
  }
  yield* countRecent(log, levels, nowMs, isListed);
}

/** Fills rates and sparklines, as far back as the sparklines reach. */
function countRecent(
  log: MessageLog,
  levels: readonly GrowingLevel[],
  nowMs: number,
  isListed: IsListed | null,
): Steps<void> {
  const since = nowMs - SPANS * SPAN_MS;
  return rowsSince(log, since, Math.max(1, levels.length), isListed, (subject, at) => {
    const span = Math.min(SPANS - 1, Math.floor((at - since) / SPAN_MS));
    for (const level of levels) {
      const node = level.node(subject);
      if (node === undefined) continue;
      node.spark[span] = (node.spark[span] ?? 0) + 1;
      if (at > nowMs - RATE_MS) node.recent += 1;
    }
  });
}

function finished(log: MessageLog, node: Growing): TreeNode {
  const { token, path, messages, bytes, own, lastSeq, recent, children, spark } = node;
  const newest = lookUpRow(log, lastSeq);
  const last: Preview =
    newest === null
      ? { preview: "", previewKind: "empty" }
      : insideOf(log).shownPreview(newest.segment, newest.row);
  return {
    ...{ token, path, messages, bytes, own, lastSeq, children, spark },
    rate: recent,
    lastAt: newest === null ? 0 : newest.segment.arrivedAt(newest.row),
    lastPreview: last.preview,
    lastPreviewKind: last.previewKind,
    lastDecodedAs: last.decodedAs,
  };
}
