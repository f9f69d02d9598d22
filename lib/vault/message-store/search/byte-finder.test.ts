// Compares the module, and the JavaScript that replaces it, with a plain search.

import { describe, expect, it } from "vitest";
import { RingMemory, SCRATCH_BYTES } from "@/lib/vault/message-store/store/ring-memory";
import { type ByteFinder, createFinder, exactNeedle, foldedNeedle } from "./byte-finder";

const START = SCRATCH_BYTES;
const encode = (text: string) => new TextEncoder().encode(text);

function finders(memory: RingMemory): [string, ByteFinder][] {
  return [
    ["module", createFinder(memory)],
    ["script", createFinder(memory, false)],
  ];
}

function all(finder: ByteFinder, needle: ReturnType<typeof exactNeedle>, end: number): number[] {
  const found: number[] = [];
  finder.findAll(needle, START, end, (offsets) =>
    found.push(...[...offsets].map((offset) => offset - START)),
  );
  return found;
}

describe("finding bytes", () => {
  it("compiles the module where it may, and works where it may not", () => {
    const memory = new RingMemory(1024 * 1024);
    expect(finders(memory).map(([, { isCompiled }]) => isCompiled)).toEqual([true, false]);
  });

  it.each([1, 2, 3, 4])("agrees with a plain search, seed %i", (seed) => {
    let state = seed;
    const next = (n: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * n);
    };
    const memory = new RingMemory(1024 * 1024);
    memory.ensure(START + 4096);
    for (let round = 0; round < 300; round++) {
      const letters = ["ab", "aAbB", "abc ", "aB1ü"][next(4)] ?? "ab";
      const word = (length: number) =>
        Array.from({ length }, () => letters[next(letters.length)]).join("");
      const bytes = encode(word(next(200)));
      memory.u8.fill(0x61, START, START + 512);
      memory.u8.set(bytes, START);
      const end = START + bytes.length;
      const text = word(1 + next(5));
      const isFolded = !text.includes("ü") && next(2) === 0;
      const needle = isFolded ? foldedNeedle(text) : exactNeedle(encode(text));
      const fold = (of: string) => (isFolded ? of.toLowerCase() : of);
      const latin = (of: Uint8Array) => String.fromCharCode(...of);
      const [hay, sought] = [fold(latin(bytes)), fold(latin(encode(text)))];
      const expected: number[] = [];
      for (let i = hay.indexOf(sought); i >= 0; i = hay.indexOf(sought, i + 1)) expected.push(i);
      for (const [name, finder] of finders(memory)) {
        expect(all(finder, needle, end), `${name}: ${sought} in ${hay}`).toEqual(expected);
      }
    }
  });

  it("looks no further than `end`, up to the end of the memory", () => {
    const memory = new RingMemory(1024 * 1024);
    memory.ensure(1024 * 1024 - 16);
    const needle = exactNeedle(encode("end"));
    const at = memory.byteLength - 19;
    memory.u8.set(encode("end"), at);
    for (const [name, finder] of finders(memory)) {
      const places = (from: number, end: number) => {
        const found: number[] = [];
        finder.findAll(needle, from, end, (places) => found.push(...places));
        return found;
      };
      expect(places(at - 40, at + 3), name).toEqual([at]);
      expect(places(at - 40, at + 2), name).toEqual([]);
      expect(places(at, at), name).toEqual([]);
    }
  });

  it("finds more than it has room for in one call", () => {
    const memory = new RingMemory(1024 * 1024);
    memory.ensure(START + 200_000);
    memory.u8.fill(0x61, START, START + 100_000);
    for (const [name, finder] of finders(memory)) {
      const places = all(finder, exactNeedle(encode("aa")), START + 100_000);
      expect(places, name).toHaveLength(99_999);
      expect(places.at(-1), name).toBe(99_998);
    }
  });
});
