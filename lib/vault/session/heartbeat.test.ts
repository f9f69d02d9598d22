import { expect, it } from "vitest";
import { Pulse } from "./heartbeat";

/** The missed beats after each of these: [now, when the last frame came, bytes that wait to leave]. */
function missedAt(beats: readonly (readonly [now: number, heard: number, waiting?: number])[]) {
  const pulse = new Pulse(5000, 0);
  return beats.map(([now, heard, waiting = 0]) => {
    pulse.beat(now, heard, waiting);
    return pulse.missed;
  });
}

it("reports a late beat once, and beats in time not at all", () => {
  const pulse = new Pulse(5000, 0);
  expect([5000, 10_400, 14_900].map((now) => pulse.beat(now, now, 0))).toEqual([0, 0, 0]);
  expect(pulse.beat(80_000, 80_000, 0)).toBe(60_100);
  expect(pulse.beat(85_000, 85_000, 0)).toBe(0);
});

it("counts beats in time without an answer", () => {
  expect(
    missedAt([
      [5000, 3],
      [10_000, 3],
      [15_000, 3],
    ]),
  ).toEqual([0, 1, 2]);
});

it("anything that came since the question is an answer", () => {
  expect(
    missedAt([
      [5000, 3],
      [10_000, 3],
      [15_000, 14_999],
      [20_000, 14_999],
    ]),
  ).toEqual([0, 1, 0, 1]);
});

it("the vault's own sleep is not the server's silence", () => {
  // The answer came while the vault slept, and lies unread in the socket when it wakes.
  expect(
    missedAt([
      [5000, 3],
      [10_000, 3],
      [310_000, 3],
      [315_000, 310_001],
    ]),
  ).toEqual([0, 1, 0, 0]);
  // The server is gone after the sleep.
  expect(
    missedAt([
      [5000, 3],
      [310_000, 3],
      [315_000, 3],
      [320_000, 3],
    ]),
  ).toEqual([0, 0, 1, 2]);
});

it("on a busy machine beats that come late do not count", () => {
  expect(
    missedAt([
      [5000, 3],
      [11_000, 3],
      [18_000, 3],
      [23_900, 3],
    ]),
  ).toEqual([0, 0, 0, 1]);
});

it("while bytes still leave, the question may not have left", () => {
  const beats: [number, number, number][] = [
    [5000, 3, 900],
    [10_000, 3, 500],
    [15_000, 3, 100],
    [20_000, 3, 100],
    [25_000, 3, 100],
  ];
  expect(missedAt(beats)).toEqual([0, 0, 0, 1, 2]);
});
