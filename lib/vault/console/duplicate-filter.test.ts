import { describe, expect, it } from "vitest";
import { randomOf } from "@/lib/testing/random";
import type { MessageParts } from "@/lib/vault/nats/wire/message-parts";
import { DuplicateFilter, type Side } from "./duplicate-filter";

/** One way in which a move can go: messages published in order, each seen on one side or on both. */
interface Plan {
  /** What is published before S, S..A, A..B, B..U and after U (see duplicate-filter.ts). */
  readonly parts: readonly [string, string, string, string, string];
  /** Decides which connection delivers next. */
  random(): number;
}

const message = (text: string): MessageParts => ({
  subject: text,
  reply: "",
  payload: new TextEncoder().encode(text),
  headers: null,
  status: null,
});

/** Plays one move: each connection keeps its order, and `random` mixes the two. */
function shown({ parts: [beforeS, sToA, aToB, bToU, afterU], random }: Plan): string[] {
  const filter = new DuplicateFilter();
  const out: string[] = [];
  const step = (side: Side, text: string) => () => {
    if (filter.admits(side, message(text))) out.push(text);
  };
  const previous = [
    ...[...beforeS, ...sToA].map((text) => step("previous", text)),
    () => filter.startCounting(),
    ...[...aToB, ...bToU].map((text) => step("previous", text)),
  ];
  const next = [
    ...[...sToA, ...aToB].map((text) => step("next", text)),
    () => filter.cut(),
    ...[...bToU, ...afterU].map((text) => step("next", text)),
  ];
  while (previous.length + next.length > 0) {
    const isPrevious = next.length === 0 || (previous.length > 0 && random() < 0.5);
    (isPrevious ? previous : next).shift()?.();
  }
  return out;
}

const counts = (texts: readonly string[]) =>
  Object.fromEntries([...new Set(texts)].map((t) => [t, texts.filter((u) => u === t).length]));

describe("a subscription on two connections", () => {
  it("shows messages that differ exactly once, in any order of arrival", () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = randomOf(seed);
      const out = shown({ parts: ["ab", "cd", "efg", "hij", "klm"], random });
      expect(out.sort().join(""), `seed ${seed}`).toBe("abcdefghijklm");
    }
  });

  it("leaves no message out when many are equal", () => {
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

  it("returns what it held when the previous connection has ended", () => {
    const filter = new DuplicateFilter();
    expect(filter.admits("next", message("a"))).toBe(false);
    filter.startCounting();
    expect(filter.admits("next", message("b"))).toBe(false);
    expect(filter.admits("previous", message("b"))).toBe(true);
    expect(filter.release().map(({ subject }) => subject)).toEqual(["a"]);
  });
});
