import { expect, it } from "vitest";
import type { Json } from "@/lib/shared/base/json";
import { claimMeaning } from "./claim-meaning";

const of = (path: string, value: Json, atSec: number | null = null) =>
  claimMeaning({ path, value, atSec, isKnown: true });

it("says what -1, 0 and other limits mean", () => {
  expect(of("nats.subs", -1)).toBe("no limit");
  expect(of("nats.subs", 0)).toBe("none allowed");
  expect(of("nats.subs", 1200)).toBe("at most 1,200 subscriptions");
  expect(of("nats.payload", 1024)).toBe("at most 1 KiB");
  expect(of("nats.resp.ttl", 2_000_000_000)).toMatch(/^within 2 s/);
});

it("says times in both zones, and nothing of impossible ones", () => {
  expect(of("exp", 1_800_000_000, 1_800_000_000)).toMatch(/15 Jan 2027, 08:00:00 UTC$/);
  expect(of("exp", 1e300, 1e300)).toBe("");
  expect(of("exp", 0)).toBe("never expires");
});

it("says what lists and flags mean", () => {
  expect(of("nats.pub.allow", [])).toBe("an empty list allows all");
  expect(of("nats.pub.deny", ["a"])).toBe("all but these");
  expect(of("nats.bearer_token", true)).toBe("the server asks for no signature");
  expect(of("custom", "x")).toBe("");
});
