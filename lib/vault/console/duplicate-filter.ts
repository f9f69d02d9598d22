// Finds the messages that come twice while a subscription is on two connections. Used by
// subscription-handover.ts, which has the order of the steps. It knows the two connections only as
// "previous" and "next". Each subscription that moves has one filter, dropped when the move is done.
//
// Invariant: no message is ever left out. Core messages carry no number, so a message is recognised by
// subject, reply, headers and payload. Messages that differ in any of these are shown once. Only messages
// that are equal in all of them, and published within the few round trips of the move, may be shown twice.
// Queue groups do not need a filter: the server gives each message to one member.
//
// Proof that none is left out: S is the moment when the server accepted the SUB of the next connection,
// A the PING after which `startCounting` was called, B the PING after which `cut` was called, and U the
// UNSUB on the previous connection. Then S < A and S < B < U. Every message published between B and U
// comes on both connections. On the previous one, messages after A are counted. On the next one, messages
// before B are held, and those of them after A are paired with counted ones. So the counted messages that
// remain for pairing with messages of the next connection after B are never more than came twice.

import type { IncomingMessage } from "@/lib/vault/message-store/store/message-ingest";

export type Side = "previous" | "next";

export class DuplicateFilter {
  private isCounting = false;
  private isCut = false;
  /** Came on the previous connection since `startCounting`, and not yet on the next one. */
  private readonly previousOnly = new Map<string, number>();
  /** Came on the next connection before the cut, and not yet counted on the previous one, which has them too. */
  private readonly nextBeforeCut = new Map<string, IncomingMessage[]>();
  /** Came on the next connection after the cut, and not yet on the previous one. */
  private readonly nextAfterCut = new Map<string, number>();

  /** Whether to show a message now. */
  admits(side: Side, parts: IncomingMessage): boolean {
    return side === "previous" ? this.admitsPrevious(parts) : this.admitsNext(parts);
  }

  /** Call when the previous connection has answered a PING sent after the next one had the subscription. */
  startCounting(): void {
    this.isCounting = true;
  }

  /** Call when the next connection has answered a PING: its messages are shown as they come from now on. */
  cut(): void {
    this.isCut = true;
  }

  /** Call when the previous connection has ended. Returns held messages that it may not have delivered. */
  release(): readonly IncomingMessage[] {
    const all = [...this.nextBeforeCut.values()].flat();
    this.nextBeforeCut.clear();
    return all;
  }

  private admitsPrevious(parts: IncomingMessage): boolean {
    if (!this.isCounting) return true;
    const key = keyOf(parts);
    const held = this.nextBeforeCut.get(key);
    if (held !== undefined) {
      held.pop();
      if (held.length === 0) this.nextBeforeCut.delete(key);
      return true;
    }
    if (removeOne(this.nextAfterCut, key)) return false;
    addOne(this.previousOnly, key);
    return true;
  }

  private admitsNext(parts: IncomingMessage): boolean {
    const key = keyOf(parts);
    if (removeOne(this.previousOnly, key)) return false;
    if (this.isCut) {
      addOne(this.nextAfterCut, key);
      return true;
    }
    const held = this.nextBeforeCut.get(key);
    if (held === undefined) this.nextBeforeCut.set(key, [parts]);
    else held.push(parts);
    return false;
  }
}

function addOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function removeOne(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  if (count > 1) counts.set(key, count - 1);
  else counts.delete(key);
  return count > 0;
}

function keyOf({ subject, reply, headers, payload }: IncomingMessage): string {
  const head = headers === null ? "" : digest(headers);
  return `${subject} ${reply} ${head} ${payload.length} ${digest(payload)}`;
}

/** 64 bits of two multiplicative hashes: enough to distinguish the messages of one moment. */
function digest(bytes: Uint8Array): string {
  let one = 0x811c9dc5;
  let two = 0xdeadbeef;
  for (const byte of bytes) {
    one = Math.imul(one ^ byte, 0x01000193);
    two = Math.imul(two ^ byte, 0x5bd1e995) ^ (two >>> 15);
  }
  return `${(one >>> 0).toString(36)}.${(two >>> 0).toString(36)}`;
}
