// When the page hears of rows: at once, and in a flood after a rest or as soon as it pauses.

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_RETENTION } from "@/lib/shared/console/retention";
import { LogReader } from "./log-reader";

const WINDOW = { filter: { text: "" }, from: "tail", count: 10, until: null } as const;

// The reader counts in milliseconds: a clock of the test's own keeps the machine out of it.
beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

function newReader() {
  let told = 0;
  const reader = new LogReader(() => {
    told += 1;
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
  return { reader, arrive, told: () => told };
}

describe("the page hears of rows", () => {
  it("at once, and once until it has read them", () => {
    const { reader, arrive, told } = newReader();
    reader.window(WINDOW, 1000);
    arrive(1);
    arrive(1);
    expect(told()).toBe(1);
    reader.window(WINDOW, 1100);
    arrive(1);
    expect(told()).toBe(2);
  });

  it("in a flood as soon as it pauses", () => {
    const { reader, arrive, told } = newReader();
    reader.window(WINDOW, 1000);
    arrive(5_000);
    reader.window(WINDOW, 1010);
    arrive(1);
    expect(told()).toBe(1);
    vi.advanceTimersByTime(60);
    expect(told()).toBe(2);
    // Read again after a while without any: no flood any more.
    reader.window(WINDOW, 2010);
    arrive(1);
    expect(told()).toBe(3);
  });

  it("in a flood that does not pause after a rest", () => {
    const { reader, arrive, told } = newReader();
    reader.window(WINDOW, 1000);
    arrive(5_000);
    reader.window(WINDOW, 1010);
    const until = performance.now() + 400;
    let heardAt = 0;
    const from = performance.now();
    while (performance.now() < until && heardAt === 0) {
      arrive(10);
      vi.advanceTimersByTime(1);
      if (told() > 1) heardAt = performance.now() - from;
    }
    expect(heardAt).toBeGreaterThan(200);
  });
});
