import { describe, expect, it } from "vitest";
import type { MessageParts } from "@/lib/vault/nats/message-parts";
import { DuplicateFilter, type Side } from "./duplicate-filter";

/** One of the ways in which a move can go: messages published in order, each seen on one side or both. */
interface Plan {
  /** What is published before S, S..A, A..B, B..U and after U (see duplicate-filter.ts). */
  readonly parts: readonly [string, string, string, string, string];
  /** Picks whose turn it is. */
  random(): number;
}

const message = (text: string): MessageParts => ({
  subject: text,
  reply: "",
  payload: new TextEncoder().encode(text),
  headers: null,
  status: null,
});

/** Plays one move: each connection keeps its order, the two are mixed as `random` says. */
function shown({ parts: [beforeS, sToA, aToB, bToU, afterU], random }: Plan): string[] {
  const overlap = new DuplicateFilter();
  const out: string[] = [];
  const step = (side: Side, text: string) => () => {
    if (overlap.admits(side, message(text))) out.push(text);
  };
  const former = [
    ...[...beforeS, ...sToA].map((text) => step("former", text)),
    () => overlap.count(),
    ...[...aToB, ...bToU].map((text) => step("former", text)),
  ];
  const next = [
    ...[...sToA, ...aToB].map((text) => step("next", text)),
    () => overlap.cut(),
    ...[...bToU, ...afterU].map((text) => step("next", text)),
  ];
  while (former.length + next.length > 0) {
    const isFormer = next.length === 0 || (former.length > 0 && random() < 0.5);
    (isFormer ? former : next).shift()?.();
  }
  return out;
}

/** Small, seeded: the same plans every time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const counts = (texts: readonly string[]) =>
  Object.fromEntries([...new Set(texts)].map((t) => [t, texts.filter((u) => u === t).length]));

describe("a subscription on two connections", () => {
  it("shows messages that differ exactly once, in whatever order they come", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomOf(seed);
      const out = shown({ parts: ["ab", "cd", "efg", "hij", "klm"], random });
      expect(out.sort().join(""), `seed ${seed}`).toBe("abcdefghijklm");
    }
  });

  it("leaves no message out where many are alike", () => {
    for (let seed = 1; seed <= 2000; seed += 1) {
      const random = randomOf(seed);
      const some = () =>
        Array.from({ length: Math.floor(random() * 4) }, () => "xy"[random() < 0.7 ? 0 : 1]).join(
          "",
        );
      const parts: Plan["parts"] = [some(), some(), some(), some(), some()];
      const seen = counts(shown({ parts, random }));
      for (const [text, count] of Object.entries(counts([...parts.join("")]))) {
        expect(seen[text] ?? 0, `seed ${seed}: ${parts.join("|")}`).toBeGreaterThanOrEqual(count);
      }
    }
  });

  it("gives back what it held when the former connection is gone", () => {
    const overlap = new DuplicateFilter();
    expect(overlap.admits("next", message("a"))).toBe(false);
    overlap.count();
    expect(overlap.admits("next", message("b"))).toBe(false);
    expect(overlap.admits("former", message("b"))).toBe(true);
    expect(overlap.release().map(({ subject }) => subject)).toEqual(["a"]);
  });
});
