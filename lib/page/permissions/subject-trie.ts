// Entries of one list as a tree of subject parts, which finds matches without a scan of the list. Used by
// rule-set.ts. It matches as nats-server does (server/sublist.go matchLevel): the parts of the subject in
// question are literal, so an entry "*" matches a part "*" or ">", and an entry part "x" matches neither.

export interface Entry {
  /** As written: "subject" or "subject queue". */
  readonly text: string;
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
}

interface Node {
  readonly parts: Map<string, Node>;
  /** The node below "*". */
  any: Node | null;
  /** Entries that end here. */
  readonly here: Entry[];
  /** Entries that go on with ">". */
  readonly rest: Entry[];
  /** There is a ">" below it, even if only in a dropped entry ("a.>.b"). */
  hasRest: boolean;
}

const newNode = (): Node => ({
  parts: new Map(),
  any: null,
  here: [],
  rest: [],
  hasRest: false,
});

export class SubjectTrie {
  private readonly root = newNode();
  private size = 0;

  /** An entry with ">" before its end is dropped, as the server drops it. */
  add(entry: Entry): void {
    const parts = entry.subject.split(".");
    let node = this.root;
    for (const [at, part] of parts.entries()) {
      if (part === ">") {
        node.hasRest = true;
        if (at < parts.length - 1) return;
        node.rest.push(entry);
        this.size += 1;
        return;
      }
      if (part === "*") {
        node.any ??= newNode();
        node = node.any;
        continue;
      }
      let next = node.parts.get(part);
      if (next === undefined) {
        next = newNode();
        node.parts.set(part, next);
      }
      node = next;
    }
    node.here.push(entry);
    this.size += 1;
  }

  /** The closest match: a literal part before "*" before ">". Null for a subject with an empty part. */
  first(subject: string): Entry | null {
    return this.size === 0 ? null : firstBelow(this.root, subject, 0);
  }

  /**
   * The match as the servers count interest that do not count exactly (ServerModel.counting): the ">" of a
   * dropped entry ends the search, and if `skipsStar`, "*" is ignored for the last part of the subject beside
   * a literal part.
   */
  firstCounted(subject: string, skipsStar: boolean): Entry | null {
    return countedBelow(this.root, subject, 0, skipsStar) ?? null;
  }

  /** Every match. */
  all(subject: string): readonly Entry[] {
    if (this.size === 0) return [];
    const found: Entry[] = [];
    collectBelow(this.root, subject, 0, found);
    return found;
  }

  /** Whether any entry, even a dropped one, lies entirely inside this pattern (server/sublist.go isSubsetMatch). */
  hasInside(pattern: string): boolean {
    return hasInsideBelow(this.root, pattern.split("."), 0);
  }

  /** Entries that share a subject with this one. Both are patterns. */
  overlapping(subject: string): readonly Entry[] {
    if (this.size === 0) return [];
    const found: Entry[] = [];
    overlapBelow(this.root, subject.split("."), 0, found);
    return found;
  }

  /** Any one of `overlapping`. */
  firstOverlapping(subject: string): Entry | null {
    return this.size === 0 ? null : firstOverlapBelow(this.root, subject.split("."), 0);
  }
}

/** Whether a tree can match it: it has no empty part. */
export function isMatchable(subject: string): boolean {
  return (
    subject !== "" &&
    subject.charCodeAt(0) !== DOT &&
    subject.charCodeAt(subject.length - 1) !== DOT &&
    !subject.includes("..")
  );
}

const DOT = 46;

function firstBelow(node: Node, subject: string, start: number): Entry | null {
  const dot = subject.indexOf(".", start);
  const isLast = dot < 0;
  const part = isLast ? (start === 0 ? subject : subject.slice(start)) : subject.slice(start, dot);
  const next = node.parts.get(part);
  if (next !== undefined) {
    const found = isLast ? next.here[0] : firstBelow(next, subject, dot + 1);
    if (found) return found;
  }
  if (node.any !== null) {
    const found = isLast ? node.any.here[0] : firstBelow(node.any, subject, dot + 1);
    if (found) return found;
  }
  return node.rest[0] ?? null;
}

/** Undefined = the search continues elsewhere; null = it ends without a match. */
function countedBelow(
  node: Node,
  subject: string,
  start: number,
  skipsStar: boolean,
): Entry | null | undefined {
  if (node.hasRest) return node.rest[0] ?? null;
  const dot = subject.indexOf(".", start);
  const isLast = dot < 0;
  const part = isLast ? subject.slice(start) : subject.slice(start, dot);
  const next = node.parts.get(part);
  if (isLast && skipsStar) return (next ?? node.any)?.here[0];
  if (isLast) return next?.here[0] ?? node.any?.here[0];
  const found = node.any === null ? undefined : countedBelow(node.any, subject, dot + 1, skipsStar);
  if (found !== undefined) return found;
  return next === undefined ? undefined : countedBelow(next, subject, dot + 1, skipsStar);
}

function collectBelow(node: Node, subject: string, start: number, found: Entry[]): void {
  const dot = subject.indexOf(".", start);
  const isLast = dot < 0;
  const part = isLast ? subject.slice(start) : subject.slice(start, dot);
  for (const next of [node.parts.get(part), node.any]) {
    if (!next) continue;
    if (isLast) found.push(...next.here);
    else collectBelow(next, subject, dot + 1, found);
  }
  found.push(...node.rest);
}

function overlapBelow(node: Node, parts: readonly string[], at: number, found: Entry[]): void {
  const part = parts[at] ?? "";
  if (part === ">") return void collectEverything(node, found);
  found.push(...node.rest);
  for (const next of nextOf(node, part)) {
    if (at === parts.length - 1) found.push(...next.here);
    else overlapBelow(next, parts, at + 1, found);
  }
}

/** Every entry below a node, at any depth. */
function collectEverything(node: Node, found: Entry[]): void {
  found.push(...node.rest);
  for (const next of nextOf(node, "*")) {
    found.push(...next.here);
    collectEverything(next, found);
  }
}

function firstOverlapBelow(node: Node, parts: readonly string[], at: number): Entry | null {
  const [rest] = node.rest;
  if (rest !== undefined) return rest;
  const part = parts[at] ?? "";
  const isLast = at === parts.length - 1;
  for (const next of nextOf(node, part === ">" ? "*" : part)) {
    const found =
      (isLast ? next.here[0] : null) ??
      (part === ">" || !isLast ? firstOverlapBelow(next, parts, part === ">" ? at : at + 1) : null);
    if (found) return found;
  }
  return null;
}

function hasInsideBelow(node: Node, parts: readonly string[], at: number): boolean {
  const part = parts[at] ?? "";
  if (part === ">") return node.parts.size > 0 || node.any !== null || node.hasRest;
  const isLast = at === parts.length - 1;
  const below = part === "*" ? nextOf(node, part) : [node.parts.get(part)];
  for (const next of below) {
    if (!next) continue;
    if (isLast ? next.here.length > 0 : hasInsideBelow(next, parts, at + 1)) return true;
  }
  return false;
}

function* nextOf(node: Node, part: string): Iterable<Node> {
  if (part === "*") yield* node.parts.values();
  else {
    const next = node.parts.get(part);
    if (next !== undefined) yield next;
  }
  if (node.any !== null) yield node.any;
}
