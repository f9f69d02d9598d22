// Reads the numbered messages of one session and fails at a gap, a repeat or a wrong count. For the healthy
// connection of the chaos run, and for connections through a proxy.

import type { MessageRow, WindowReply } from "@/lib/shared/facts/console";
import { until } from "@/lib/testing/run-to-end";
import type { Rig } from "@/lib/testing/vault-rig";

export interface NumberReader {
  /** Messages may leave the log, because retention is lowered. */
  mayDrop: boolean;
  /** Waits until the message `confirmed` has arrived, and checks every message since the last check. */
  check(confirmed: number): Promise<void>;
  read(): number;
}

export function readNumbers(rig: Rig, id: string): NumberReader {
  /** The place of the next row to read (WindowReply.removed). */
  let place = 0;
  /** Messages that had left the log when `mayDrop` was last true. */
  let dropped = 0;
  let last = 0;

  const readWindow = async (): Promise<number> => {
    const window = await rig.window(id, "", place);
    const start = window.removed + window.first;
    const messages = messagesOf(window);
    if (start > place) {
      if (!reader.mayDrop) throw new Error(`rows ${place} to ${start} were dropped`);
      const [first] = messages;
      if (first && numberOf(first) !== window.counts.dropped + 1) {
        throw new Error(`${window.counts.dropped} dropped, but the first is ${first.preview}`);
      }
      if (first || window.counts.kept === 0) last = window.counts.dropped;
      place = start;
    }
    for (const row of messages) {
      if (numberOf(row) !== last + 1) throw new Error(`${row.preview} came after ${last}`);
      last += 1;
    }
    place += window.rows.length;
    return window.rows.length;
  };

  const reader: NumberReader = {
    mayDrop: false,
    async check(confirmed) {
      await until(
        async () => (await rig.window(id)).counts.received >= confirmed,
        `message ${confirmed}`,
      );
      const window = await rig.window(id);
      checkCounts(window);
      if (reader.mayDrop) dropped = window.counts.dropped;
      const lost = window.counts.dropped - dropped;
      if (lost !== 0) throw new Error(`${lost} messages were dropped`);
      while (last < confirmed && (await readWindow()) > 0) {}
      if (last < confirmed) throw new Error(`read to ${last}, but ${confirmed} was confirmed`);
    },
    read: () => last,
  };
  return reader;
}

/** The newest number is the count of all messages, and all that did not leave are kept. */
function checkCounts(window: WindowReply): void {
  const { received, kept, dropped } = window.counts;
  const newest = messagesOf(window).at(-1);
  if (newest && numberOf(newest) !== received) {
    throw new Error(`${received} received, but the newest is ${newest.preview}`);
  }
  if (kept + dropped !== received) throw new Error(`${received} ≠ ${kept} + ${dropped}`);
}

const messagesOf = (window: WindowReply): readonly MessageRow[] =>
  window.rows.filter((row) => row.kind === "message");

const numberOf = (row: MessageRow): number => Number(row.preview);
