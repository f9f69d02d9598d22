import { describe, expect, it } from "vitest";
import { type MessageInput, MessageStore } from "@/lib/console/message-store";
import type { Row, WindowRequest } from "@/lib/facts/console";
import { matchesPattern } from "@/lib/grammar/subject";

const encode = (text: string) => new TextEncoder().encode(text);

function message(subject: string, payload: string, at = 0): MessageInput {
  return {
    at,
    subject,
    payload: encode(payload),
    reply: "",
    headers: null,
    status: null,
    subscription: 1,
    colour: 0,
  };
}

function ask(store: MessageStore, part: Partial<WindowRequest> & { text?: string } = {}) {
  const { text = "", ...rest } = part;
  return store.window({ filter: { text }, from: 0, count: 400, until: null, ...rest }, 0);
}

const seqs = (rows: readonly Row[]) => rows.map((row) => row.seq);

describe("the message store", () => {
  it("numbers messages and notices in one sequence", () => {
    const store = new MessageStore();
    expect(store.appendMessage(message("a.b", "x"))).toBe(1);
    expect(
      store.appendNotice({
        at: 0,
        code: "permissions-violation",
        subject: "a.c",
        detail: "no",
        values: {},
      }),
    ).toBe(2);
    expect(store.appendMessage(message("a.b", "y"))).toBe(3);
    const reply = ask(store);
    expect(seqs(reply.rows)).toEqual([1, 2, 3]);
    expect(reply.rows[1]).toMatchObject({ kind: "notice", code: "permissions-violation" });
    expect(reply.counts).toMatchObject({ received: 2, kept: 2, dropped: 0, notices: 1, bytes: 8 });
    expect(reply.counts.matching).toBe(3);
  });

  it("lets the oldest rows leave at the limit of rows and of bytes", () => {
    const byRows = new MessageStore({ maxRows: 3 });
    for (let i = 0; i < 5; i++) byRows.appendMessage(message("s", String(i)));
    expect(seqs(ask(byRows).rows)).toEqual([3, 4, 5]);
    expect(ask(byRows).counts).toMatchObject({ received: 5, kept: 3, dropped: 2 });
    expect(ask(byRows).removed).toBe(2);

    const byBytes = new MessageStore({ maxBytes: 25 });
    for (let i = 0; i < 3; i++) byBytes.appendMessage(message("s", "123456789"));
    expect(ask(byBytes).counts).toMatchObject({ kept: 2, dropped: 1, bytes: 20 });
    byBytes.appendMessage(message("s", "x".repeat(99)));
    expect(ask(byBytes).counts).toMatchObject({ kept: 1, dropped: 3, bytes: 100 });
  });

  it("keeps its own copy of payload and headers", () => {
    const store = new MessageStore();
    const payload = encode("before");
    const headers = encode("NATS/1.0\r\nA: 1\r\na: 2\r\nA: 3\r\n\r\n");
    const seq = store.appendMessage({ ...message("s", ""), payload, headers, reply: "_INBOX.1" });
    payload.fill(0);
    headers.fill(0);
    expect(store.detail(seq)).toEqual({
      seq,
      at: 0,
      subject: "s",
      reply: "_INBOX.1",
      headers: [
        ["A", "1"],
        ["a", "2"],
        ["A", "3"],
      ],
      status: null,
      statusText: "",
      payload: encode("before"),
      subscription: 1,
      answerTo: null,
    });
    expect(ask(store).rows[0]).toMatchObject({ hasHeaders: true, hasReply: true });
  });

  it("keeps small and large payloads apart and exact", () => {
    const store = new MessageStore();
    const sizes = [0, 1, 100, 16_384, 16_385, 70_000, 3, 65_000];
    const sent = sizes.map((size, i) => Uint8Array.from({ length: size }, (_, at) => at * 7 + i));
    const seqs = sent.map((payload) => store.appendMessage({ ...message("s", ""), payload }));
    for (const [i, seq] of seqs.entries()) expect(store.detail(seq)?.payload).toEqual(sent[i]);
    // The page gets a buffer of its own, which can be transferred.
    const { payload } = store.detail(3) ?? {};
    expect(payload?.buffer.byteLength).toBe(100);
  });

  it("reads a status line", () => {
    const store = new MessageStore();
    const headers = encode("NATS/1.0 503 No Responders\r\n\r\n");
    const seq = store.appendMessage({ ...message("s", ""), headers, status: 503 });
    expect(store.detail(seq)).toMatchObject({ status: 503, statusText: "No Responders" });
    expect(ask(store).rows[0]).toMatchObject({ status: 503, previewKind: "empty" });
  });

  it("has no detail for notices and for rows that have left", () => {
    const store = new MessageStore({ maxRows: 1 });
    const first = store.appendMessage(message("s", "1"));
    const notice = store.appendNotice({
      at: 0,
      code: "ended/lost",
      subject: "",
      detail: "",
      values: {},
    });
    expect(store.detail(first)).toBeNull();
    expect(store.detail(notice)).toBeNull();
    expect(store.detail(99)).toBeNull();
    expect(store.detail(0)).toBeNull();
  });

  it("counts per subscription and forgets it", () => {
    const store = new MessageStore();
    store.appendMessage({ ...message("a", "", 1_000), subscription: 1 });
    store.appendMessage({ ...message("a", "", 1_100), subscription: 2 });
    store.appendMessage({ ...message("a", "", 1_200), subscription: 2 });
    expect(store.subscriptionCounts(2, 1_200)).toEqual({ received: 2, rate: 2 });
    expect(store.subscriptionCounts(2, 2_400)).toEqual({ received: 2, rate: 0 });
    store.forgetSubscription(2);
    expect(store.subscriptionCounts(2, 1_200)).toEqual({ received: 0, rate: 0 });
  });

  it("does not count later rows while paused", () => {
    const store = new MessageStore();
    for (let i = 0; i < 10; i++) store.appendMessage(message("s", "x"));
    const reply = ask(store, { until: 6, from: "tail", count: 2 });
    expect(seqs(reply.rows)).toEqual([5, 6]);
    expect(reply.counts).toMatchObject({ matching: 6, received: 10 });
    expect(reply.lastSeq).toBe(10);
  });

  it("finds a window by the place of its first row, whatever has left since", () => {
    const store = new MessageStore({ maxRows: 4 });
    for (let i = 0; i < 6; i++) store.appendMessage(message("s", "x"));
    expect(seqs(ask(store, { from: 3, count: 2 }).rows)).toEqual([4, 5]);
    store.appendMessage(message("s", "x"));
    expect(ask(store, { from: 3, count: 2 })).toMatchObject({ first: 0, removed: 3 });
    expect(seqs(ask(store, { from: 3, count: 2 }).rows)).toEqual([4, 5]);
    expect(seqs(ask(store, { from: 0, count: 2 }).rows)).toEqual([4, 5]);
  });

  it("starts the counts anew on clear, and goes on counting Seq", () => {
    const store = new MessageStore();
    store.appendMessage(message("s", "x"));
    store.clear();
    expect(ask(store)).toMatchObject({ rows: [], removed: 1, lastSeq: 1 });
    expect(ask(store).counts).toMatchObject({ received: 0, kept: 0, bytes: 0, matching: 0 });
    expect(store.appendMessage(message("s", "y"))).toBe(2);
    expect(seqs(ask(store).rows)).toEqual([2]);
  });

  it("finds a notice by its words and its subject", () => {
    const store = new MessageStore();
    store.appendNotice({
      at: 0,
      code: "permissions-violation",
      subject: "a.b",
      detail: "Denied",
      values: {},
    });
    expect(ask(store, { text: "denied" }).counts.matching).toBe(1);
    expect(ask(store, { text: "a.*" }).counts.matching).toBe(1);
    expect(ask(store, { text: "b.*" }).counts.matching).toBe(0);
  });
});

interface NaiveRow {
  readonly seq: number;
  readonly kind: "message" | "notice";
  readonly subject: string;
  readonly text: string;
  readonly bytes: number;
}

const FILTERS: readonly [string, (row: NaiveRow) => boolean][] = [
  ["", () => true],
  ["a.>", (row) => matchesPattern("a.>", row.subject)],
  ["*.y x.*", (row) => /^[a-z]+\.y$|^x\.[a-z]+$/u.test(row.subject)],
  ["eur", (row) => holds(row, "eur")],
  ['a.* "EUR"', (row) => matchesPattern("a.*", row.subject) && holds(row, "eur")],
  ["ü", (row) => holds(row, "ü")],
  ["no-such-thing", () => false],
];

function holds(row: NaiveRow, word: string): boolean {
  return `${row.subject}\n${row.text}`.toLowerCase().includes(word);
}

describe("the store and a plain array", () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])("agree after random operations, seed %i", (seed) => {
    let state = seed;
    const next = (n: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * n);
    };
    const maxRows = 1 + next(120);
    const maxBytes = 200 + next(4_000);
    const store = new MessageStore({ maxRows, maxBytes });
    let rows: NaiveRow[] = [];
    let seq = 0;
    let received = 0;
    let notices = 0;
    let gone: NaiveRow[] = [];
    let filter = 0;
    const bytesOf = () => rows.reduce((sum, row) => sum + row.bytes, 0);

    for (let step = 0; step < 3_000; step++) {
      const what = next(100);
      if (what < 70) {
        const subject = ["a.y", "x.y", "a.b.c", "z"][next(4)] ?? "";
        const text = ["EUR 1", "usd", "Ü", "\u0000\u0001", "", "x".repeat(next(90))][next(6)] ?? "";
        store.appendMessage(message(subject, text));
        const bytes = subject.length + encode(text).length;
        rows.push({ seq: ++seq, kind: "message", subject, text, bytes });
        received++;
      } else if (what < 75) {
        store.appendNotice({
          at: 0,
          code: "limits/payload",
          subject: "a.y",
          detail: "EUR",
          values: {},
        });
        const text = "limits/payload EUR";
        rows.push({ seq: ++seq, kind: "notice", subject: "a.y", text, bytes: 0 });
        notices++;
      } else if (what < 76) {
        store.clear();
        gone.push(...rows);
        rows = [];
        received = 0;
        notices = 0;
      }
      while (rows.length > maxRows || (bytesOf() > maxBytes && rows.length > 1)) {
        gone.push(...rows.splice(0, 1));
      }
      if (what < 76) continue;
      if (what < 82) {
        const chosen = next(FILTERS.length);
        // `removed` counts from the moment the filter is set.
        if (chosen !== filter) gone = [];
        filter = chosen;
      }
      const [text, matches] = FILTERS[filter] ?? ["", () => true];
      const until = next(3) === 0 ? Math.max(0, seq - next(40)) : null;
      const matching = rows.filter((row) => row.seq <= (until ?? seq)).filter(matches);
      const count = next(30);
      const removed = gone.filter(matches).length;
      const from = next(2) === 0 ? "tail" : removed + next(matching.length + 9) - 4;
      const wanted = from === "tail" ? matching.length - count : from - removed;
      const first = Math.min(Math.max(0, wanted), matching.length);
      const reply = ask(store, { text, until, count, from });
      expect(seqs(reply.rows)).toEqual(matching.slice(first, first + count).map((row) => row.seq));
      expect(reply.first).toBe(first);
      expect(reply.lastSeq).toBe(seq);
      expect(reply.removed).toBe(removed);
      const kept = rows.filter((row) => row.kind === "message").length;
      expect(reply.counts).toMatchObject({
        received,
        kept,
        dropped: received - kept,
        notices,
        bytes: bytesOf(),
        matching: matching.length,
      });
    }
  });
});
