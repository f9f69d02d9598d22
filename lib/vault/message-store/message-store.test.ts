import { beforeAll, describe, expect, it } from "vitest";
import type { Retention, Row, WindowRequest } from "@/lib/shared/facts/console";
import { matchesPattern } from "@/lib/shared/grammar/subject";
import { MessageStore } from "./message-store";
import { loadSearch } from "./search/load-search";
import type { MessageRecord } from "./store/record";

beforeAll(() => loadSearch());

const encode = (text: string) => new TextEncoder().encode(text);

function message(subject: string, payload: string, at = 0): MessageRecord {
  return {
    at,
    subject,
    payload: encode(payload),
    reply: "",
    headers: null,
    subscription: 1,
  };
}

const newStore = (limits: Partial<Retention> = {}) =>
  new MessageStore({ budgetBytes: 1024 * 1024, ...limits });

/** On a busy machine a search can take more than one slice. */
function ask(store: MessageStore, part: Partial<WindowRequest> & { text?: string } = {}) {
  const { text = "", ...rest } = part;
  const request = { filter: { text }, from: 0, count: 400, until: null, ...rest };
  let reply = store.window(request, 0);
  while (reply.search !== null) reply = store.window(request, 0);
  return reply;
}

const seqs = (rows: readonly Row[]) => rows.map((row) => row.seq);

describe("the message store", () => {
  it("numbers messages and notices in one sequence", () => {
    const store = newStore();
    expect(store.append(message("a.b", "x"))).toBe(1);
    store.appendNotice({
      at: 0,
      code: "permissions-violation",
      subject: "a.c",
      detail: "no",
      values: {},
    });
    expect(store.append(message("a.b", "y"))).toBe(3);
    const reply = ask(store);
    expect(seqs(reply.rows)).toEqual([1, 2, 3]);
    expect(reply.rows[1]).toMatchObject({ kind: "notice", code: "permissions-violation" });
    expect(reply.counts).toMatchObject({ received: 2, kept: 2, dropped: 0, notices: 1, bytes: 8 });
    expect(reply.counts).toMatchObject({ matching: 3, matchingNotices: 1 });
    expect(ask(store, { text: "a.b" }).counts).toMatchObject({ matching: 2, matchingNotices: 0 });
    expect(ask(store, { until: 1 }).counts).toMatchObject({ matching: 1, matchingNotices: 0 });
  });

  it("drops the oldest rows at the limit of rows and of bytes", () => {
    const byRows = newStore({ maxRows: 3 });
    for (let i = 0; i < 5; i++) byRows.append(message("s", String(i)));
    expect(seqs(ask(byRows).rows)).toEqual([3, 4, 5]);
    expect(ask(byRows).counts).toMatchObject({ received: 5, kept: 3, dropped: 2 });
    expect(ask(byRows).removed).toBe(2);

    const byBytes = newStore({ budgetBytes: 512 * 1024 });
    for (let i = 0; i < 2000; i++) byBytes.append(message("s", "x".repeat(999)));
    const { counts } = ask(byBytes);
    expect(counts).toMatchObject({ received: 2000, bytes: counts.kept * 1000 });
    expect(counts.dropped).toBe(2000 - counts.kept);
    expect(counts.kept).toBeGreaterThan(250);
    expect(counts.heldBytes).toBeLessThan(1.2 * 512 * 1024);
  });

  it("drops rows by age", () => {
    const store = newStore({ maxAgeMs: 1000 });
    for (const at of [0, 400, 900, 1200]) store.append(message("s", "x", at));
    expect(
      store.window({ filter: { text: "" }, from: 0, count: 9, until: null }, 1500),
    ).toMatchObject({ counts: { received: 4, kept: 2, dropped: 2 }, removed: 2 });
  });

  it("counts a message larger than the store and goes on", () => {
    const store = newStore();
    expect(store.append(message("s", "x".repeat(300_000)))).toBeNull();
    expect(store.append(message("s", "y"))).toBe(1);
    expect(ask(store).counts).toMatchObject({ received: 2, kept: 1, dropped: 1 });
  });

  it("keeps its rows when its size changes, the newest first", () => {
    const store = newStore({ budgetBytes: 1024 * 1024 });
    for (let i = 0; i < 700; i++) store.append(message(`s.${i % 7}`, `${i} ${"x".repeat(990)}`, i));
    const whole = ask(store).counts;
    expect(whole.kept).toBe(700);
    store.setLimits({ budgetBytes: 4 * 1024 * 1024, maxRows: null, maxAgeMs: null }, 0);
    expect(ask(store).counts).toMatchObject({ received: 700, kept: 700, bytes: whole.bytes });
    expect(ask(store, { text: "s.3" }).counts.matching).toBe(100);
    expect(store.detail(700)).toMatchObject({ seq: 700, subject: "s.6", at: 699 });
    store.setLimits({ budgetBytes: 256 * 1024, maxRows: null, maxAgeMs: null }, 0);
    const fewer = ask(store);
    expect(fewer.counts.kept).toBeLessThan(250);
    expect(fewer.counts.dropped).toBe(700 - fewer.counts.kept);
    expect(fewer.rows.at(-1)).toMatchObject({ seq: 700, subject: "s.6" });
    expect(store.append(message("s", "next"))).toBe(701);
  });

  it("keeps its own copy of payload and headers", () => {
    const store = newStore();
    const payload = encode("before");
    const headers = encode("NATS/1.0\r\nA: 1\r\na: 2\r\nA: 3\r\n\r\n");
    const seq = store.append({ ...message("s", ""), payload, headers, reply: "_INBOX.1" });
    payload.fill(0);
    headers.fill(0);
    expect(store.detail(seq ?? 0)).toEqual({
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
      stored: null,
    });
    expect(ask(store).rows[0]).toMatchObject({ hasHeaders: true, hasReply: true });
  });

  it("tells a removed key from an empty payload", () => {
    const store = newStore();
    const headers = encode("NATS/1.0\r\nKV-Operation: DEL\r\n\r\n");
    store.append({ ...message("$KV.b.gone", ""), payload: encode(""), headers });
    store.append({ ...message("$KV.b.empty", ""), payload: encode("") });
    store.append({ ...message("$KV.b.odd", ""), payload: encode("x"), headers });
    const rows = ask(store).rows.map((row) => row.kind === "message" && row.removal);
    expect(rows.toSorted()).toEqual(["deleted", null, null]);
  });

  it("keeps small and large payloads exactly", () => {
    const store = newStore();
    const sizes = [0, 1, 100, 16_384, 16_385, 70_000, 3, 65_000];
    const sent = sizes.map((size, i) =>
      Uint8Array.from({ length: size }, (_, index) => index * 7 + i),
    );
    const seqs = sent.map((payload) => store.append({ ...message("s", ""), payload }));
    for (const [i, seq] of seqs.entries()) expect(store.detail(seq ?? 0)?.payload).toEqual(sent[i]);
    // The page gets a separate buffer, which can be transferred.
    expect(store.detail(3)?.payload.buffer.byteLength).toBe(100);
  });

  it("reads a status line", () => {
    const store = newStore();
    const headers = encode("NATS/1.0 503 No Responders\r\n\r\n");
    const seq = store.append({ ...message("s", ""), headers });
    expect(store.detail(seq ?? 0)).toMatchObject({ status: 503, statusText: "No Responders" });
    expect(ask(store).rows[0]).toMatchObject({ status: 503, previewKind: "empty" });
  });

  it("has no detail for notices and for dropped rows", () => {
    const store = newStore({ maxRows: 1 });
    const first = store.append(message("s", "1"));
    store.appendNotice({
      at: 0,
      code: "ended/lost",
      subject: "",
      detail: "",
      values: {},
    });
    expect(store.detail(first ?? 0)).toBeNull();
    expect(store.detail(2)).toBeNull();
    expect(store.detail(99)).toBeNull();
    expect(store.detail(0)).toBeNull();
  });

  it("does not count later rows while paused", () => {
    const store = newStore();
    for (let i = 0; i < 10; i++) store.append(message("s", "x"));
    const reply = ask(store, { until: 6, from: "tail", count: 2 });
    expect(seqs(reply.rows)).toEqual([5, 6]);
    expect(reply.counts).toMatchObject({ matching: 6, received: 10 });
    expect(reply.lastSeq).toBe(10);
  });

  it("finds a window by the place of its first row, however many rows were dropped since", () => {
    const store = newStore({ maxRows: 4 });
    for (let i = 0; i < 6; i++) store.append(message("s", "x"));
    expect(seqs(ask(store, { from: 3, count: 2 }).rows)).toEqual([4, 5]);
    store.append(message("s", "x"));
    expect(ask(store, { from: 3, count: 2 })).toMatchObject({ first: 0, removed: 3 });
    expect(seqs(ask(store, { from: 3, count: 2 }).rows)).toEqual([4, 5]);
    expect(seqs(ask(store, { from: 0, count: 2 }).rows)).toEqual([4, 5]);
  });

  it("resets the counts on clear, and Seq goes on", () => {
    const store = newStore();
    store.append(message("s", "x"));
    store.clear();
    expect(ask(store)).toMatchObject({ rows: [], removed: 1, lastSeq: 1 });
    expect(ask(store).counts).toMatchObject({ received: 0, kept: 0, bytes: 0, matching: 0 });
    expect(store.append(message("s", "y"))).toBe(2);
    expect(seqs(ask(store).rows)).toEqual([2]);
  });

  it("finds a notice by its text and its subject", () => {
    const store = newStore();
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
    const maxRows = seed % 2 === 0 ? 1 + next(600) : null;
    const store = newStore({ maxRows, budgetBytes: (3 + next(6)) * 64 * 1024 });
    /** All rows since the last clear, including dropped ones. */
    let rows: NaiveRow[] = [];
    let seq = 0;
    let filter = 0;
    let places = new Map<number, number>();

    for (let step = 0; step < 4_000; step++) {
      const what = next(100);
      if (what < 70) {
        const subject = ["a.y", "x.y", "a.b.c", "z"][next(4)] ?? "";
        const text =
          ["EUR 1", "usd", "Ü", "\u0000\u0001", "", "x".repeat(next(900))][next(6)] ?? "";
        store.append(message(subject, text));
        const bytes = subject.length + encode(text).length;
        rows.push({ seq: ++seq, kind: "message", subject, text, bytes });
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
      } else if (next(40) === 0) {
        store.clear();
        rows = [];
      }
      if (what < 76) continue;
      if (what < 80) {
        filter = next(FILTERS.length);
        places = new Map();
      }
      const [text, matches] = FILTERS[filter] ?? ["", () => true];
      const until = next(3) === 0 ? Math.max(0, seq - next(40)) : null;
      const { firstSeq } = store.log;
      const kept = rows.filter((row) => row.seq >= firstSeq);
      const matching = kept.filter((row) => row.seq <= (until ?? seq)).filter(matches);
      const count = next(30);
      const { removed } = ask(store, { text, count: 0 });
      const from = next(2) === 0 ? "tail" : removed + next(matching.length + 9) - 4;
      const wanted = from === "tail" ? matching.length - count : from - removed;
      const first = Math.min(Math.max(0, wanted), matching.length);
      const reply = ask(store, { text, until, count, from });
      expect(seqs(reply.rows)).toEqual(matching.slice(first, first + count).map((row) => row.seq));
      expect(reply).toMatchObject({ first, lastSeq: seq, search: null });
      for (const [index, row] of reply.rows.entries()) {
        const place = reply.removed + reply.first + index;
        expect(places.get(row.seq) ?? place, `place of ${row.seq}`).toBe(place);
        places.set(row.seq, place);
        expect(store.locate(text, row.seq)).toEqual({ seq: row.seq, place });
      }
      const received = rows.filter((row) => row.kind === "message").length;
      const messages = kept.filter((row) => row.kind === "message");
      if (maxRows !== null) expect(kept.length).toBeLessThanOrEqual(maxRows);
      expect(reply.counts).toMatchObject({
        received,
        kept: messages.length,
        dropped: received - messages.length,
        bytes: messages.reduce((sum, row) => sum + row.bytes, 0),
        matching: matching.length,
        matchingNotices: matching.filter((row) => row.kind === "notice").length,
      });
    }
  });
});
