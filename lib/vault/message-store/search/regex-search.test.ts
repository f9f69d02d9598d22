// A regular expression that takes JavaScript's own engine forever, on many messages, while more of them arrive.

import { beforeAll, expect, it } from "vitest";
import { slowness } from "@/lib/testing/creds/measure";
import { LogReader } from "@/lib/vault/console/log-reader";
import { loadSearch } from "./load-search";

beforeAll(() => loadSearch("/any/"));

/** `ROWS=1000000` for the figure of the note; it takes half a minute. */
const ROWS = Number(process.env["ROWS"] ?? 60_000);
const STOP_MS = 200;
/** Processor time of this process: the clock of the wall runs on while others compute. */
const spentMs = () => process.cpuUsage().user / 1000;
const payload = new TextEncoder().encode(`${"ab".repeat(60)}c`);
const row = { subject: "s", reply: "", headers: null, payload, subscription: 1 };

// The second has more states than an automaton can hold, so the engine goes through them one by one.
it.each(["/(a+b+)+$/", "/^(?:[ab]*a[ab]{14}[ab]*)+$/"])(
  "%s is stopped at once, and no message is lost",
  async (text) => {
    const reader = new LogReader(() => {}, {
      budgetBytes: 512 * 1024 * 1024,
      maxRows: null,
      maxAgeMs: null,
    });
    for (let n = 0; n < ROWS; n++) reader.store.append({ ...row, at: n });
    const window = { filter: { text }, from: "tail", count: 40, until: null } as const;
    let arrived = 0;
    let longestMs = 0;
    let before = spentMs();
    const receive = () => {
      const now = spentMs();
      longestMs = Math.max(longestMs, now - before);
      before = now;
      for (let n = 0; n < 20; n++) reader.store.append({ ...row, at: ROWS + arrived++ });
    };
    const timer = setInterval(receive, 2);
    let reply = reader.readWindow(window, ROWS);
    expect(reply.search).toMatchObject({ isStopped: false });
    while (arrived < 100) await new Promise((resolve) => setTimeout(resolve, 1));
    const askedAt = spentMs();
    reader.store.stopSearch();
    reply = reader.readWindow(window, ROWS);
    const stoppedMs = spentMs() - askedAt;
    clearInterval(timer);
    expect(reply.search?.isStopped).toBe(true);
    expect(reply.search?.scanned).toBeLessThan(ROWS + arrived);
    const limitMs = STOP_MS * (await slowness());
    expect(stoppedMs).toBeLessThan(limitMs);
    expect(longestMs).toBeLessThan(limitMs);
    expect(reply.counts).toMatchObject({ received: ROWS + arrived, dropped: 0, matching: 0 });
  },
);
