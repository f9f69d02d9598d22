// When the page is notified of rows: at once, and in a flood after a pause or as soon as the flood pauses.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { HEAVY_FLOOD_DRAW_MS } from "@/lib/shared/console/flood";
import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import { LogReader } from "./log-reader";

const WINDOW = { filter: { text: "" }, from: "tail", count: 10, until: null } as const;

// The reader measures milliseconds. A fake clock makes the test independent of the machine's speed.
beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

function newReader() {
  let notified = 0;
  const reader = new LogReader(() => {
    notified += 1;
  }, DEFAULT_RETENTION);
  const arrive = (count: number) => {
    for (let n = 0; n < count; n++) {
      reader.store.append({
        ...{ at: 1000, subject: "a", reply: "", headers: null, subscription: 1 },
        payload: new Uint8Array(8),
      });
    }
    reader.onRowsAppended();
  };
  return { reader, arrive, notified: () => notified };
}

describe("the page is notified of rows", () => {
  it("at once, and only once until it has read them", () => {
    const { reader, arrive, notified } = newReader();
    reader.readWindow(WINDOW, 1000);
    arrive(1);
    arrive(1);
    expect(notified()).toBe(1);
    reader.readWindow(WINDOW, 1100);
    arrive(1);
    expect(notified()).toBe(2);
  });

  it("in a flood, as soon as the flood pauses", () => {
    const { reader, arrive, notified } = newReader();
    reader.readWindow(WINDOW, 1000);
    arrive(5_000);
    reader.readWindow(WINDOW, 1010);
    arrive(1);
    expect(notified()).toBe(1);
    vi.advanceTimersByTime(60);
    expect(notified()).toBe(2);
    // A window that is read after a while without rows ends the flood.
    reader.readWindow(WINDOW, 2010);
    arrive(1);
    expect(notified()).toBe(3);
  });

  it("in a flood that does not pause, after a while", () => {
    const { reader, arrive, notified } = newReader();
    reader.readWindow(WINDOW, 1000);
    arrive(5_000);
    reader.readWindow(WINDOW, 1010);
    const until = performance.now() + 2 * HEAVY_FLOOD_DRAW_MS;
    let notifiedAt = 0;
    const from = performance.now();
    while (performance.now() < until && notifiedAt === 0) {
      arrive(10);
      vi.advanceTimersByTime(1);
      if (notified() > 1) notifiedAt = performance.now() - from;
    }
    expect(notifiedAt).toBeGreaterThanOrEqual(HEAVY_FLOOD_DRAW_MS);
  });
});
