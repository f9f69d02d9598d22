// Compares the ingest with nats.ws's parser: the same bytes, cut anywhere, must give the same messages.

import { describe, expect, it } from "vitest";
import { MessageStore } from "@/lib/vault/message-store/message-store";
import { Kind, Parser } from "../../../../node_modules/nats.ws/lib/nats-base-client/parser.js";
import { MessageIngest, type SubscriptionSink } from "./message-ingest";
import { MessageLog } from "./message-log";
import { replyOf } from "./row-reader";

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

interface Seen {
  readonly sid: number;
  readonly subject: string;
  readonly reply: string;
  readonly head: number;
  readonly body: string;
}

const TRAP = "-ERR 'no'\r\nMSG a 1 3\r\n";
const HEADERS = "NATS/1.0\r\nA: b\r\n\r\n";
const STATUS = "NATS/1.0 503 No Responders\r\n\r\n";
const msg = (subject: string, sid: number, reply: string, body: string) =>
  `MSG ${subject} ${sid} ${reply === "" ? "" : `${reply} `}${encode(body).length}\r\n${body}\r\n`;
const hmsg = (subject: string, sid: number, reply: string, head: string, body: string) =>
  `HMSG ${subject} ${sid} ${reply === "" ? "" : `${reply} `}${head.length} ${head.length + encode(body).length}\r\n${head}${body}\r\n`;

const STREAM = encode(
  [
    "PING\r\n",
    msg("a", 1, "", TRAP),
    msg("a.b", 2, "_INBOX.x.9", ""),
    hmsg("a.ü", 1, "r.1", HEADERS, TRAP),
    "-ERR 'Permissions Violation for Publish to \"x\"'\r\n",
    msg("_INBOX.own.1", 7, "", "for the library"),
    hmsg("a", 2, "", STATUS, ""),
    hmsg("_INBOX.own.2", 7, "", STATUS, "x"),
    'INFO {"server_id":"N"} \r\n',
    "PONG\r\n",
    msg("a.b", 1, "", "ü€😀"),
    "+OK\r\n",
  ].join(""),
);
const OURS = [1, 2];

/** The messages and other operations that nats.ws reads from the bytes. */
function oracle(pieces: readonly Uint8Array[]): { ours: Seen[]; rest: string[] } {
  const ours: Seen[] = [];
  const rest: string[] = [];
  const parser = new Parser({
    push({ kind, msg: arg, data }) {
      if (kind !== Kind.MSG || arg === undefined) {
        rest.push(`${Kind[kind]} ${decode(data ?? new Uint8Array(0))}`);
        return;
      }
      const body = decode(data ?? new Uint8Array(0));
      const subject = decode(arg.subject);
      const reply = arg.reply === undefined ? "" : decode(arg.reply);
      const head = Math.max(0, arg.hdr);
      if (OURS.includes(arg.sid)) ours.push({ sid: arg.sid, subject, reply, head, body });
      else rest.push(`${Kind[kind]} ${arg.sid} ${subject} ${reply} ${head} ${body}`);
    },
  });
  for (const piece of pieces) parser.parse(piece);
  return { ours, rest };
}

function newIngest(budget = 1024 * 1024) {
  const log = new MessageLog(budget);
  const tooLarge: [string, number][] = [];
  const ingest = new MessageIngest(
    { log },
    {
      onTooLarge: (subject, bytes) => tooLarge.push([subject, bytes]),
    },
  );
  const subscriptions = OURS.map((sid): SubscriptionSink => {
    const subscription = {
      id: sid,
      tally: { received: 0, left: 0, onLast: () => {} },
      admits: null,
    };
    ingest.open(sid, subscription);
    return subscription;
  });
  return { log, ingest, tooLarge, subscriptions };
}

function rowsOf(log: MessageLog): Seen[] {
  return log.segments.flatMap((segment) =>
    Array.from({ length: segment.rows - segment.gone }, (_, index) => {
      const row = segment.gone + index;
      const body = segment.bodyOffset(row);
      return {
        sid: segment.subscription(row),
        subject: log.subjects.name(segment.subject(row), log.memory.u8),
        reply: replyOf(log, segment, row),
        head: segment.head(row),
        body: decode(log.memory.u8.subarray(body, body + segment.size(row))),
      };
    }),
  );
}

function take(pieces: readonly Uint8Array[]) {
  const { log, ingest } = newIngest();
  const passed: Uint8Array[] = [];
  for (const piece of pieces) {
    // The socket gives each frame in a separate buffer.
    const isSound = ingest.take(piece.slice(), 5, (bytes) => passed.push(bytes.slice()) > 0);
    expect(isSound).toBe(true);
  }
  return { ours: rowsOf(log), rest: oracle(passed).rest, log };
}

function cuts(stream: Uint8Array, ...at: readonly number[]): Uint8Array[] {
  const ends = [...at, stream.length];
  return ends.map((end, index) => stream.subarray(ends[index - 1] ?? 0, end));
}

describe("frames", () => {
  const expected = oracle([STREAM]);

  it("give the same messages as nats.ws", () => {
    expect(expected.ours).toHaveLength(5);
    expect(expected.rest).toHaveLength(7);
    const { ours, rest } = take([STREAM]);
    expect({ ours, rest }).toEqual(expected);
  });

  it("may be cut at every byte", () => {
    for (let at = 0; at <= STREAM.length; at++) {
      const { ours, rest } = take(cuts(STREAM, at));
      expect({ ours, rest }, `cut at ${at}`).toEqual(expected);
    }
  });

  it("may be cut at any two bytes", () => {
    for (let first = 0; first <= STREAM.length; first += 11) {
      for (let second = first; second <= STREAM.length; second += 13) {
        const { ours, rest } = take(cuts(STREAM, first, second));
        expect({ ours, rest }, `cut at ${first} and ${second}`).toEqual(expected);
      }
    }
  });

  it("may come byte by byte", () => {
    const { ours, rest } = take([...STREAM].map((byte) => Uint8Array.of(byte)));
    expect({ ours, rest }).toEqual(expected);
  });

  it("may be larger than the log, which keeps the newest and counts exactly", () => {
    const one = msg("flood.x", 1, "", "x".repeat(1000));
    const many = encode(one.repeat(3000));
    expect(many.length).toBeGreaterThan(2 * 1024 * 1024);
    const { log, ours } = take([many]);
    expect(log.received).toBe(3000);
    expect(log.received - log.dropped).toBe(ours.length);
    expect(ours.length).toBeGreaterThan(500);
    expect(ours.every(({ body }) => body === "x".repeat(1000))).toBe(true);
    expect(log.lastSeq).toBe(3000);
    expect(log.memory.byteLength).toBeLessThanOrEqual(1024 * 1024);
  });
});

describe("what is not kept", () => {
  it("counts, reports and skips a message larger than the log", () => {
    const { log, ingest, tooLarge, subscriptions } = newIngest();
    const stream = encode(
      msg("big", 1, "", `${TRAP}${"x".repeat(300_000)}`) + msg("small", 2, "", "y"),
    );
    for (let at = 0; at < stream.length; at += 4096) {
      expect(ingest.take(stream.slice(at, at + 4096), 5, () => false)).toBe(true);
    }
    expect(tooLarge).toEqual([["big", 300_000 + TRAP.length]]);
    expect(log).toMatchObject({ received: 2, dropped: 1, lastSeq: 1 });
    expect(subscriptions.map(({ tally }) => tally.received)).toEqual([1, 1]);
    expect(rowsOf(log)).toMatchObject([{ subject: "small", body: "y" }]);
  });

  it("passes on a large message for nats.ws whole", () => {
    const { log, ingest } = newIngest();
    const body = "z".repeat(700_000);
    const stream = encode(`${msg("small", 2, "", "y")}${msg("_INBOX.a", 9, "", body)}PONG\r\n`);
    const passed: Uint8Array[] = [];
    for (let at = 0; at < stream.length; at += 4096) {
      ingest.take(stream.slice(at, at + 4096), 5, (piece) => passed.push(piece.slice()) > 0);
    }
    expect(oracle(passed).rest).toEqual([`MSG 9 _INBOX.a  0 ${body}`, "PONG "]);
    expect(rowsOf(log)).toHaveLength(1);
  });

  it("reports a subscription's last message; passes on messages of a closed one", () => {
    const { log, ingest, subscriptions } = newIngest();
    let lasts = 0;
    ingest.open(5, { id: 5, tally: { received: 0, left: 2, onLast: () => lasts++ }, admits: null });
    const passed: string[] = [];
    const pass = (piece: Uint8Array) => passed.push(decode(piece)) > 0;
    ingest.take(encode(msg("m", 5, "", "1") + msg("m", 5, "", "2")), 5, pass);
    expect(lasts).toBe(1);
    ingest.close(1);
    ingest.take(encode(msg("a", 1, "", "late")), 5, pass);
    expect(passed).toEqual([msg("a", 1, "", "late")]);
    expect(subscriptions[0]?.tally.received).toBe(0);
    expect(log.received).toBe(2);
  });
});

describe("rows of the console", () => {
  it("fit between the two halves of a message", () => {
    const { log, ingest } = newIngest();
    const stream = encode(msg("a", 1, "", "first") + msg("b", 2, "", "second"));
    for (let cut = 0; cut <= stream.length; cut++) {
      ingest.take(stream.slice(0, cut), 5, () => true);
      log.addNotice({ at: 5, code: "limits/payload", subject: "s", detail: "d", values: {} });
      log.append({
        at: 5,
        subject: "own.ü",
        reply: "r",
        headers: encode(HEADERS),
        payload: encode("p"),
        subscription: 0,
      });
      ingest.take(stream.slice(cut), 5, () => true);
    }
    const messages = rowsOf(log).filter(({ subject }) => subject !== undefined);
    const bodies = messages.map(({ body }) => body);
    const count = (body: string) => bodies.filter((one) => one === body).length;
    expect(count("first")).toBe(stream.length + 1);
    expect(count("second")).toBe(stream.length + 1);
    expect(count(`${HEADERS}p`)).toBe(stream.length + 1);
    expect(log.notices).toBe(stream.length + 1);
    expect(messages.find(({ body }) => body === `${HEADERS}p`)).toMatchObject({
      subject: "own.ü",
      reply: "r",
      head: HEADERS.length,
    });
  });

  it("come whole from two connections at once, wherever their frames are cut", () => {
    const { log, ingest } = newIngest(4 * 1024 * 1024);
    const other = new MessageIngest({ log }, { onTooLarge: () => {} });
    other.open(1, { id: 9, tally: { received: 0, left: 0, onLast: () => {} }, admits: null });
    const one = encode(msg("a", 1, "", "first of one") + msg("a", 2, "", "second of one"));
    const two = encode(msg("b", 1, "", "first of two") + msg("b", 1, "", "second of two"));
    for (let cut = 0; cut <= one.length; cut++) {
      ingest.take(one.slice(0, cut), 5, () => true);
      other.take(two.slice(0, cut), 5, () => true);
      ingest.take(one.slice(cut), 5, () => true);
      other.take(two.slice(cut), 5, () => true);
    }
    const rows = rowsOf(log).map(({ sid, subject, body }) => `${sid} ${subject} ${body}`);
    const count = (row: string) => rows.filter((other) => other === row).length;
    const wanted = [
      "1 a first of one",
      "2 a second of one",
      "9 b first of two",
      "9 b second of two",
    ];
    expect(wanted.map(count)).toEqual(wanted.map(() => one.length + 1));
    expect(rows).toHaveLength(4 * (one.length + 1));
  });

  it("are kept or dropped as `admits` says", () => {
    const { log, ingest } = newIngest();
    const seen: string[] = [];
    const tally = { received: 0, left: 0, onLast: () => {} };
    ingest.open(3, {
      id: 3,
      tally,
      admits: ({ subject, reply, headers, payload }) => {
        seen.push(`${subject}|${reply}|${headers?.length ?? 0}|${decode(payload)}`);
        return decode(payload) !== "no";
      },
    });
    const stream = msg("a", 3, "r", "yes") + hmsg("b", 3, "", HEADERS, "no") + msg("c", 3, "", "ü");
    ingest.take(encode(stream), 5, () => true);
    expect(seen).toEqual(["a|r|0|yes", `b||${HEADERS.length}|no`, "c||0|ü"]);
    expect(rowsOf(log).map(({ subject }) => subject)).toEqual(["a", "c"]);
    expect(tally.received).toBe(2);
  });

  it("leave nothing behind when the connection ends in the middle of a message", () => {
    const { log, ingest } = newIngest();
    ingest.take(encode("MSG a 1 10\r\nhalf"), 5, () => true);
    ingest.end();
    const next = new MessageIngest({ log }, { onTooLarge: () => {} });
    next.open(1, { id: 1, tally: { received: 0, left: 0, onLast: () => {} }, admits: null });
    next.take(encode(msg("a", 1, "", "whole")), 5, () => true);
    expect(rowsOf(log)).toMatchObject([{ subject: "a", body: "whole" }]);
  });
});

describe("bytes that are not the NATS protocol", () => {
  it.each([
    "MSG a 1 x\r\n",
    "MSG a 1\r\n",
    "MSG a b c d 1\r\n",
    "MSG a 1 99999999999\r\n",
    "HMSG a 1 12 5\r\n",
    "MSG  1 2\r\n",
    `MSG ${"a".repeat(70_000)}`,
  ])("%#", (text) => {
    const { ingest } = newIngest();
    expect(ingest.take(encode(text), 5, () => true)).toBe(false);
    const other = newIngest().ingest;
    expect(other.take(encode(msg("a", 1, "", "x") + text), 5, () => true)).toBe(false);
  });
});

describe("another budget while half of a message has come", () => {
  it.each([
    ["a message that still fits", 14 * 1024 * 1024, ["before", "", "after"]],
    ["a message that is too large for it now", 1024 * 1024, ["before", "after"]],
  ])("%s", (_, budgetBytes, expected) => {
    const store = new MessageStore({ budgetBytes: 16 * 1024 * 1024 });
    const tooLarge: string[] = [];
    const ingest = new MessageIngest(store, { onTooLarge: (subject) => tooLarge.push(subject) });
    const tally = { received: 0, left: 0, onLast: () => {} };
    ingest.open(1, { id: 1, tally, admits: null });
    const large = msg("large", 1, "", "x".repeat(3_000_000));
    const bytes = encode(msg("a", 1, "", "before") + large + msg("a", 1, "", "after"));
    const take = (from: number, to: number) => ingest.take(bytes.slice(from, to), 5, () => true);
    expect(take(0, 1_500_000)).toBe(true);
    store.setLimits({ ...store.limits, budgetBytes }, 5);
    expect(take(1_500_000, 2_000_000)).toBe(true);
    expect(take(2_000_000, bytes.length)).toBe(true);
    expect(tally.received).toBe(3);
    const rows = rowsOf(store.log).map(({ body }) => body.replace(/^x+$/, ""));
    expect(rows).toEqual(expected);
    expect(store.log.received).toBe(3);
    expect(tooLarge).toEqual(expected.includes("") ? [] : ["large"]);
  });
});
