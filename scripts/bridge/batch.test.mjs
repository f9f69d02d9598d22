// Frames are sent at once while the flow is light, and gathered into large ones while it is heavy.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createBatch } from "./batch.mjs";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** @param {number} length @param {number} [fill] */
const piece = (length, fill = 1) => Buffer.alloc(length, fill);

function collect() {
  /** @type {Buffer[]} */
  const frames = [];
  return { frames, batch: createBatch((frame) => frames.push(frame)) };
}

it("a request and its reply never wait", () => {
  const { frames, batch } = collect();
  for (let n = 1; n <= 50; n++) {
    batch.add([piece(200)]);
    expect(frames).toHaveLength(n);
    vi.advanceTimersByTime(1);
  }
});

it("a heavy flow is gathered into frames of 64 KiB, and its rest follows within 2 ms", () => {
  const { frames, batch } = collect();
  const sent = Array.from({ length: 40 }, (_, n) => piece(10_000, n));
  for (const one of sent) batch.add([one]);
  vi.advanceTimersByTime(2);
  const sizes = frames.map(({ length }) => length);
  expect(Math.max(...sizes)).toBe(65_536);
  expect(sizes.filter((size) => size === 65_536).length).toBeGreaterThanOrEqual(5);
  expect(sizes.length).toBeLessThanOrEqual(11);
  expect(Buffer.concat(frames).equals(Buffer.concat(sent))).toBe(true);
});

it("after a pause a frame is sent at once again", () => {
  const { frames, batch } = collect();
  batch.add([piece(300_000)]);
  const before = frames.length;
  vi.advanceTimersByTime(200);
  batch.add([piece(10)]);
  expect(frames.length).toBeGreaterThan(before);
  expect(frames.at(-1)?.length).toBe(10);
});

it("what was dropped is not sent", () => {
  const { frames, batch } = collect();
  batch.add([piece(100_000)]);
  batch.add([piece(10)]);
  const before = frames.length;
  batch.drop();
  vi.advanceTimersByTime(10);
  expect(frames).toHaveLength(before);
});
