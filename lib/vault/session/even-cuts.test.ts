import { beforeEach, describe, expect, it } from "vitest";
import { EvenCuts } from "./even-cuts";

describe("connections that are lost after the same time", () => {
  let cuts: EvenCuts;
  let now: number;
  beforeEach(() => {
    cuts = new EvenCuts();
    now = 0;
  });

  /** Opens a connection and loses it after `ms`; the next one comes a second later. */
  function lose(ms: number, isUnexplained = true) {
    cuts.onOpened(now);
    now += ms;
    cuts.onLost(now, isUnexplained);
    now += 1000;
    return cuts.facts;
  }

  it("are a pattern from the second one on", () => {
    expect(lose(30_000)).toBeNull();
    expect(lose(31_200)).toEqual({ times: 2, afterMs: 31_200 });
    expect(lose(30_400)).toEqual({ times: 3, afterMs: 30_400 });
  });

  it("are none where the times differ, or another reason is known", () => {
    lose(30_000);
    expect(lose(45_000)).toBeNull();
    expect(lose(45_100)).not.toBeNull();
    expect(lose(45_000, false)).toBeNull();
    expect(lose(45_000)).toBeNull();
  });

  it("are none where a server drops at once", () => {
    lose(200);
    expect(lose(200)).toBeNull();
  });

  it("are forgotten once a connection has outlasted them", () => {
    lose(30_000);
    lose(30_000);
    cuts.onOpened(now);
    cuts.onHeard(now + 29_000);
    expect(cuts.facts).not.toBeNull();
    cuts.onHeard(now + 37_000);
    expect(cuts.facts).toBeNull();
  });
});
