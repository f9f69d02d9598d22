// While a subscription is on two connections at once, tells which messages came twice. Used by
// subscriptions.ts when renewed creds take over (see `moveTo` there for the order of steps). Knows the
// two connections only by name; one Overlap per subscription, dropped when the move is done.
//
// What holds: no message is ever left out. Core messages carry no number, so a message is known again
// by subject, reply, headers and payload. Messages that differ in any of these are shown once. Only
// messages alike in all of them, published within the few round trips of the move, may show twice.
// Queue groups need none of this: the server gives each message to one member.
//
// Why none is left out: with S the moment the server took the SUB of the next connection, A the PING
// that `count` followed, B the PING that `cut` followed, and U the UNSUB on the former one, S < A, S < B
// < U. All published between B and U comes on both. On the former, those after A are counted; on the
// next, those before B are held, of which those after A pair off with counted ones. So what is left of
// the counted ones to pair with messages of the next after B is never more than came twice.

import type { IncomingMessage } from "@/lib/vault/message-store/store/message-ingest";

export type Side = "former" | "next";

export class DuplicateFilter {
  private isCounting = false;
  private isCut = false;
  /** Came on the former connection since `count`, not yet on the next. */
  private readonly formerOnly = new Map<string, number>();
  /** Came on the next connection before the cut, not yet counted on the former, which has them too. */
  private readonly nextBeforeCut = new Map<string, IncomingMessage[]>();
  /** Came on the next connection after the cut, not yet on the former. */
  private readonly nextAfterCut = new Map<string, number>();

  /** Whether a message is to be shown now. */
  admits(side: Side, parts: IncomingMessage): boolean {
    return side === "former" ? this.onFormer(parts) : this.onNext(parts);
  }

  /** The former connection answered a PING sent after the next one had taken the subscription. */
  count(): void {
    this.isCounting = true;
  }

  /** The next connection answered a PING: from here on its messages count as they come. */
  cut(): void {
    this.isCut = true;
  }

  /** The former connection is gone, so what it may not have brought is given back. */
  release(): readonly IncomingMessage[] {
    const all = [...this.nextBeforeCut.values()].flat();
    this.nextBeforeCut.clear();
    return all;
  }

  private onFormer(parts: IncomingMessage): boolean {
    if (!this.isCounting) return true;
    const mark = markOf(parts);
    const held = this.nextBeforeCut.get(mark);
    if (held !== undefined) {
      held.pop();
      if (held.length === 0) this.nextBeforeCut.delete(mark);
      return true;
    }
    if (take(this.nextAfterCut, mark)) return false;
    add(this.formerOnly, mark);
    return true;
  }

  private onNext(parts: IncomingMessage): boolean {
    const mark = markOf(parts);
    if (take(this.formerOnly, mark)) return false;
    if (this.isCut) {
      add(this.nextAfterCut, mark);
      return true;
    }
    const held = this.nextBeforeCut.get(mark);
    if (held === undefined) this.nextBeforeCut.set(mark, [parts]);
    else held.push(parts);
    return false;
  }
}

function add(counts: Map<string, number>, mark: string): void {
  counts.set(mark, (counts.get(mark) ?? 0) + 1);
}

function take(counts: Map<string, number>, mark: string): boolean {
  const count = counts.get(mark) ?? 0;
  if (count > 1) counts.set(mark, count - 1);
  else counts.delete(mark);
  return count > 0;
}

function markOf({ subject, reply, headers, payload }: IncomingMessage): string {
  const head = headers === null ? "" : digest(headers);
  return `${subject} ${reply} ${head} ${payload.length} ${digest(payload)}`;
}

/** 64 bits of two multiplicative hashes: enough to tell the messages of a moment apart. */
function digest(bytes: Uint8Array): string {
  let one = 0x811c9dc5;
  let two = 0xdeadbeef;
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 0x01000193);
    two = Math.imul(two ^ byte, 0x5bd1e995) ^ (two >>> 15);
  }
  return `${(one >>> 0).toString(36)}.${(two >>> 0).toString(36)}`;
}
