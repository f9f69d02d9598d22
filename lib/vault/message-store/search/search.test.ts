// Compares searches over a log with a look at every row.

import { beforeAll, describe, expect, it } from "vitest";
import { MessageStore } from "@/lib/vault/message-store/message-store";
import type { MessageRecord } from "@/lib/vault/message-store/store/record";
import { loadSearch, searchTools } from "./load-search";

beforeAll(() => loadSearch("/any/"));

const encode = (text: string) => new TextEncoder().encode(text);
const HEAD = encode("NATS/1.0\r\nTrace: Abc-1\r\nTrace: x\r\n\r\n");

function filled(): MessageStore {
  const store = new MessageStore({ budgetBytes: 1024 * 1024 });
  store.addSubscription(1, "all.>", 0);
  const add = (subject: string, payload: string, more: Partial<MessageRecord> = {}) =>
    store.append({
      ...{ at: 1000, subject, reply: "", headers: null, subscription: 1 },
      payload: encode(payload),
      ...more,
    });
  add("orders.eu.new", '{"total":150,"currency":"EUR","who":"Größe"}'); // 1
  add("orders.us.new", '{"total":90,"currency":"USD"}', { at: 2000 }); // 2
  add("orders.eu.paid", "EUR as text", { headers: HEAD, at: 3000 }); // 3
  add("metrics", "MSG orders.eu.new 1 3\r\nend", { reply: "needle.in.reply" }); // 4
  store.appendNotice({
    ...{ at: 4000, code: "limits/payload", subject: "orders.eu.new", detail: "Too large" },
    values: {},
  }); // 5
  add("binary", "", { payload: Uint8Array.of(0, 0x0a, 0x0d, 255, 0x0a), at: 5000 }); // 6
  add("empty", "", { at: 6000 }); // 7
  return store;
}

function matching(store: MessageStore, text: string): number[] {
  const window = { filter: { text }, from: 0, count: 400, until: null } as const;
  let reply = store.window(window, 9000);
  while (reply.search !== null) reply = store.window(window, 9000);
  return reply.rows.map(({ seq }) => seq);
}

describe("what is found", () => {
  it.each([
    ["", [1, 2, 3, 4, 5, 6, 7]],
    ["orders.eu.*", [1, 3, 5]],
    ["orders.*.paid subject:metrics", [3, 4]],
    ["eur", [1, 3]],
    ["'eur'", []],
    ["'EUR'", [1, 3]],
    ["größe", [1]],
    ["GRÖSSE", []],
    ["'Größe'", [1]],
    ["orders", [1, 2, 3, 4, 5]],
    // The protocol line of a message, its reply and the version of its headers are not its content.
    ["needle", []],
    ["nats/1.0", []],
    ["hmsg", []],
    ["abc-1", [3]],
    ["trace", [3]],
    ["header:trace", [3]],
    ["header:Trace=x", [3]],
    ["header:Trace=Abc", []],
    ["header:Trace~abc", [3]],
    ["hex:0a0d", [3, 6]],
    ["hex:0d0a", [3, 4]],
    ["size=0", [7]],
    ["size<6", [6, 7]],
    ["size>=5 binary", [6]],
    ["after:1970-01-01T00:00:02Z before:1970-01-01T00:00:05Z", [2, 3, 5]],
    [".total > 100", [1]],
    ['.total > 10 && .currency == "USD"', [2]],
    [".currency", [1, 2]],
    ["too", [5]],
    ["limits/payload", [5]],
    ["eur orders.eu.new", [1]],
    ["eur .total", [1]],
    ["-orders.>", [4, 6, 7]],
    ["-eur", [2, 4, 5, 6, 7]],
    ["orders.> -orders.us.>", [1, 3, 5]],
    ["-.currency -size=0", [3, 4, 5, 6]],
    ["-header:trace orders.>", [1, 2, 5]],
    ["-after:1970-01-01T00:00:02Z", [1, 4]],
    ["-'EUR' -größe .currency", [2]],
    ["-no-such-thing", [1, 2, 3, 4, 5, 6, 7]],
    ["orders.us.> | subject:metrics", [2, 4]],
    ["eur | .total", [1, 2, 3]],
    ["'EUR' | größe | size=0 -.total", [3, 7]],
    ["-orders.> | orders.us.>", [2, 4, 6, 7]],
    ["eur | usd | no-such-thing orders.*.new", [1, 2]],
    ["too | hex:0a0d", [3, 5, 6]],
    ["no-such-thing | neither", []],
    ["reply:needle.>", [4]],
    ["-reply:> -status:503", [1, 2, 3, 5, 6, 7]],
    ["reply:other | header:trace", [3]],
    ["status:503", []],
    ["/^orders[.](eu|us)[.]new$/", [1, 2, 5]],
    ["/^ORDERS/ | /^orders.eu.p/", [3]],
    ["/^trace: ABC-\\d$/i", [3]],
    ['/"total":\\d{3}/', [1]],
    ["/NATS.1|needle/", []],
    ["/Too large$/", [5]],
    // An expression that the engine does not take counts as absent.
    ["metrics /(?=x)/", [4]],
    ["-/(a)\\1/ metrics", [4]],
    ["(eur orders.eu.*) | (size=0 empty)", [1, 3, 7]],
    ["-(orders.> | metrics)", [6, 7]],
    ["(orders.eu.>) (orders.*.new)", [1, 5]],
    ["sub:#1", [1, 2, 3, 4, 6, 7]],
    ["sub:all.> size<6", [6, 7]],
    ["-sub:all.>", [5]],
    ["sub:orders.>", []],
    ["no-such-thing", []],
  ])("%s", (text, expected) => {
    expect(matching(filled(), text)).toEqual(expected);
  });

  it("tests a number again when it is given to another subject", () => {
    const store = new MessageStore({ budgetBytes: 1024 * 1024, maxRows: 1 });
    const row = { at: 0, reply: "", headers: null, payload: encode("x"), subscription: 1 };
    for (const subject of ["a.b", "c.d", "a.b", "a.b", "c.d"]) {
      store.append({ ...row, subject });
      expect(matching(store, "a.*")).toHaveLength(subject === "a.b" ? 1 : 0);
      expect(matching(store, "c")).toHaveLength(subject === "c.d" ? 1 : 0);
    }
  });
});

describe("a search in slices", () => {
  const ROWS = 20_000;
  const many = () => {
    const store = new MessageStore({ budgetBytes: 16 * 1024 * 1024 });
    for (let n = 1; n <= ROWS; n++) {
      store.append({
        ...{ at: n, subject: `s.${n % 10}`, reply: "", headers: null, subscription: 1 },
        payload: encode(n % 4 === 0 ? "hit" : "miss"),
      });
    }
    return store;
  };

  it("goes from the newest row back; places never change, and new rows are added at the front", () => {
    const store = many();
    const index = searchTools().searchIndexOf(store, "hit");
    if (index === null) throw new Error("open");
    const places = new Map<number, number>();
    const check = () => {
      const every = index.seqsFrom(0, ROWS);
      expect(every).toHaveLength(index.matching);
      for (let rank = 0; rank < index.matching; rank += 97) {
        const [seq = 0] = index.seqsFrom(rank, 1);
        expect(every[rank]).toBe(seq);
        const place = index.removed + rank;
        expect(places.get(seq) ?? place).toBe(place);
        places.set(seq, place);
        expect(seq % 4).toBe(0);
      }
    };
    let steps = 0;
    while (!index.isDone) {
      index.advance(0);
      steps += 1;
      expect(index.scanned).toBeLessThanOrEqual(ROWS + steps);
      if (steps === 2) expect(index.seqsFrom(index.matching - 1, 9)).toEqual([ROWS]);
      check();
      store.append({
        ...{ at: ROWS, subject: "s.0", reply: "", headers: null, subscription: 1 },
        payload: encode("miss"),
      });
      if (steps > 100) break;
    }
    expect(steps).toBeGreaterThan(3);
    expect(index.matching).toBe(ROWS / 4);
    expect(index.matchingUntil(400)).toBe(100);
    store.log.dropBefore(401);
    expect(index.matching).toBe(ROWS / 4 - 100);
    check();
  });

  it("can be stopped, and still finds new rows after that", () => {
    const store = many();
    const index = searchTools().searchIndexOf(store, "hit");
    index?.advance(0);
    index?.stop();
    const before = index?.matching ?? 0;
    expect(index?.isDone).toBe(true);
    store.append({
      ...{ at: ROWS, subject: "s", reply: "", headers: null, subscription: 1 },
      payload: encode("hit"),
    });
    index?.advance(0);
    expect(index?.matching).toBe(before + 1);
    expect(before).toBeLessThan(ROWS / 4);
  });

  it("that was stopped goes as far again when rows say something else", () => {
    const store = many();
    const index = searchTools().searchIndexOf(store, "hit");
    index?.advance(0);
    index?.stop();
    const again = searchTools().searchIndexOf(store, "hit");
    again?.stop(index?.stoppedAt ?? undefined);
    expect(again?.isStopped).toBe(false);
    again?.advance(Number.POSITIVE_INFINITY);
    expect(again).toMatchObject({ isStopped: true, isDone: true, scanned: index?.scanned });
    expect(again?.scanned).toBeLessThan(ROWS);
    matching(store, "hit");
    store.stopSearch();
    store.searchAgain();
    store.advance(Number.POSITIVE_INFINITY);
    expect(store.indexFor("hit")).toMatchObject({ isStopped: true, matching: ROWS / 4 });
  });

  it("finds the next and the previous hit among listed rows", () => {
    const store = many();
    const find = (from: number | null, direction: 1 | -1, what = "hit", listed = "s.2") =>
      store.finder(listed, what, from, direction)(Number.POSITIVE_INFINITY);
    matching(store, "s.2");
    expect(find(null, 1)).toMatchObject({ seq: 12 });
    expect(find(12, 1)).toMatchObject({ seq: 32 });
    expect(find(32, -1)).toMatchObject({ seq: 12 });
    expect(find(12, -1)).toBeNull();
    expect(find(null, -1)).toMatchObject({ seq: ROWS - 8 });
    expect(find(5000, 1, "", "")).toEqual({ seq: 5001, place: 5000 });
    expect(find(null, 1, "nothing", "")).toBeNull();
    expect(store.locate("s.2", 32)).toEqual(find(12, 1));
    expect(store.locate("s.2", 33)).toBeNull();
  });
});
