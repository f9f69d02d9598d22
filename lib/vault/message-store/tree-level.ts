// One level of the subject tree: the nodes below a prefix that come first, with the figures of their subjects.
// Made by subject-tree.ts, in turns. What a level leaves out is counted in typed arrays.
// The log changes between two turns: subjects come and go, their numbers are given again, and their bytes move. So
// nothing is kept by its place in the log, and a subject counts with its figures of the turn that reads it.

import type { TreeLevel, TreeRequest } from "@/lib/shared/facts/log-figures";
import type { Steps } from "@/lib/vault/base/turns";
import type { SubjectFigures } from "./listed-figures";
import { type IsListed, rowsSince } from "./rows-since";
import type { MessageLog } from "./store/message-log";
import { HASH_PRIME, HASH_START } from "./store/subject-table";
import { enlarged, firstGroups, TokenGroups } from "./token-groups";

const RATE_MS = 1000;
const DOT = 46;
const NONE = -1;
/** Subjects that one turn looks at; 2 to 5 ms on a usual machine of 2026. */
export const SUBJECTS_PER_TURN = 8192;

export interface Growing {
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

const decoder = new TextDecoder();

export class GrowingLevel {
  nodes: readonly Growing[] = [];
  more: TreeLevel["more"] = { nodes: 0, messages: 0 };
  private readonly below: Uint8Array;
  /** The tokens of the shown nodes, by the index of the node. */
  private shown = new TokenGroups();
  /** For each subject: one more than the index of its node; 0 = it has none. */
  private nodeOf = new Uint16Array(0);
  /** As many of the subjects that were ever added are in `nodeOf`. */
  private seenAdditions = 0;

  constructor(
    private readonly log: MessageLog,
    readonly prefix: string,
    private readonly spans: number,
    private readonly figures: SubjectFigures,
    private readonly isListed: IsListed | null,
  ) {
    this.below = new TextEncoder().encode(prefix === "" ? "" : `${prefix}.`);
  }

  *fill(order: TreeRequest["order"], limit: number, nowMs: number): Steps<void> {
    const groups = new TokenGroups();
    const counted = yield* this.groupSubjects(groups);
    const chosen = yield* this.choose(groups, counted, order, limit, nowMs);
    for (const group of chosen) {
      const key = groups.keyOf(group);
      this.shown.enter(key, 0, key.length, groups.hashOf(group));
    }
    this.nodes = chosen.map((group) => this.makeNode(groups.keyOf(group)));
    const shown = chosen.reduce((sum, group) => sum + (counted.messages[group] ?? 0), 0);
    this.more = { nodes: groups.size - chosen.length, messages: counted.total - shown };
    yield* this.countNodes();
  }

  /** The node of a subject number. */
  node(subject: number): Growing | undefined {
    return this.nodes[(this.nodeOf[subject] ?? 0) - 1];
  }

  /** Subjects that came since the last turn may have the numbers of others that went. */
  catchUp(): void {
    const { subjects } = this.log;
    for (; this.seenAdditions < subjects.additions; this.seenAdditions++) {
      const id = subjects.addition(this.seenAdditions);
      if (id < this.nodeOf.length) this.nodeOf[id] = this.findNode(id) + 1;
    }
  }

  private *groupSubjects(groups: TokenGroups) {
    const { figures } = this;
    const { subjects, memory } = this.log;
    let messages = new Float64Array(groups.capacity);
    let bytes = new Float64Array(groups.capacity);
    let total = 0;
    for (let first = 0; first < subjects.size; first += SUBJECTS_PER_TURN) {
      yield* groups.reserve(SUBJECTS_PER_TURN);
      messages = enlarged(messages, groups.capacity);
      bytes = enlarged(bytes, groups.capacity);
      const last = Math.min(subjects.size, first + SUBJECTS_PER_TURN);
      for (let id = first; id < last; id++) {
        const kept = figures.kept[id] ?? 0;
        if (kept === 0 || !this.isBelow(id)) continue;
        const { end, hash } = this.tokenAt(id, this.below.length);
        const start = subjects.offsetOf(id) + this.below.length;
        const group = groups.enter(memory.u8, start, end, hash);
        messages[group] = (messages[group] ?? 0) + kept;
        bytes[group] = (bytes[group] ?? 0) + (figures.bytes[id] ?? 0);
        total += kept;
      }
      yield last - first;
    }
    return { messages, bytes, total };
  }

  /** The groups to show, in order. Equal figures are ordered by name. */
  private *choose(
    groups: TokenGroups,
    counted: { readonly messages: Float64Array; readonly bytes: Float64Array },
    order: TreeRequest["order"],
    limit: number,
    nowMs: number,
  ): Steps<readonly number[]> {
    const byName = (a: number, b: number) => groups.compareKeys(a, b);
    if (order === "name") return yield* firstGroups(groups.size, limit, byName);
    let figures = order === "messages" ? counted.messages : counted.bytes;
    if (order === "rate") {
      const rates = new Float64Array(groups.size);
      yield* rowsSince(this.log, nowMs - RATE_MS, 1, this.isListed, (subject) => {
        const group = this.findIn(groups, subject);
        if (group !== NONE) rates[group] = (rates[group] ?? 0) + 1;
      });
      figures = rates;
    }
    return yield* firstGroups(
      groups.size,
      limit,
      (a, b) => (figures[b] ?? 0) - (figures[a] ?? 0) || byName(a, b),
    );
  }

  private makeNode(key: Uint8Array): Growing {
    const token = decoder.decode(key);
    return {
      token,
      path: this.prefix === "" ? token : `${this.prefix}.${token}`,
      ...{ messages: 0, bytes: 0, own: 0, lastSeq: 0, recent: 0, children: 0 },
      spark: new Array<number>(this.spans).fill(0),
    };
  }

  /** Adds up the figures of the shown nodes and the different tokens that follow them. */
  private *countNodes(): Steps<void> {
    const { subjects } = this.log;
    const followers = new TokenGroups();
    this.seenAdditions = subjects.additions;
    this.nodeOf = new Uint16Array(subjects.size);
    for (let first = 0; first < subjects.size; first += SUBJECTS_PER_TURN) {
      yield* followers.reserve(SUBJECTS_PER_TURN);
      const last = Math.min(subjects.size, first + SUBJECTS_PER_TURN);
      for (let id = first; id < last; id++) this.countSubject(id, followers);
      yield last - first;
    }
  }

  private countSubject(id: number, followers: TokenGroups): void {
    const { subjects, memory } = this.log;
    const index = this.findNode(id);
    this.nodeOf[id] = index + 1;
    const node = this.nodes[index];
    if (node === undefined) return;
    const { figures } = this;
    const kept = figures.kept[id] ?? 0;
    node.messages += kept;
    node.bytes += figures.bytes[id] ?? 0;
    node.lastSeq = Math.max(node.lastSeq, figures.lastSeq[id] ?? 0);
    const start = subjects.offsetOf(id);
    const { end } = this.tokenAt(id, this.below.length);
    if (end === start + subjects.lengthOf(id)) {
      node.own += kept;
      return;
    }
    const next = this.tokenAt(id, end - start + 1);
    const known = followers.size;
    followers.enter(memory.u8, start + this.below.length, next.end, next.hash ^ index);
    if (followers.size > known) node.children += 1;
  }

  private findNode(id: number): number {
    return this.findIn(this.shown, id);
  }

  /** The group of a subject's token on this level; NONE when it is not below the prefix. */
  private findIn(groups: TokenGroups, id: number): number {
    const { subjects, memory } = this.log;
    if ((this.figures.kept[id] ?? 0) === 0 || !this.isBelow(id)) return NONE;
    const { end, hash } = this.tokenAt(id, this.below.length);
    return groups.find(memory.u8, subjects.offsetOf(id) + this.below.length, end, hash);
  }

  private isBelow(id: number): boolean {
    const { subjects, memory } = this.log;
    const { below } = this;
    if (below.length === 0) return true;
    if (subjects.lengthOf(id) < below.length) return false;
    const start = subjects.offsetOf(id);
    for (let i = below.length - 1; i >= 0; i--) {
      if (memory.u8[start + i] !== below[i]) return false;
    }
    return true;
  }

  /** Where the token that begins `from` bytes into a subject ends, and the token's hash. */
  private tokenAt(id: number, from: number): { readonly end: number; readonly hash: number } {
    const { subjects, memory } = this.log;
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
}
