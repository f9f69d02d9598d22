import { expect, it } from "vitest";
import { bytesHoldSeed, holdsSeed } from "./secret-patterns";

const SEED = `SU${"AB27".repeat(14)}`;
const bytes = (text: string) => new TextEncoder().encode(text);

it.each([
  [SEED, true],
  [`x: "${SEED.toLowerCase()}"`, true],
  [`AAAA${SEED}AAAA`, true],
  [SEED.slice(0, -1), false],
  [`SB${SEED.slice(2)}`, false],
  [`${SEED.slice(0, 30)} ${SEED.slice(30)}`, false],
  ["", false],
])("%s: the same in bytes as in text", (text, expected) => {
  expect(bytesHoldSeed(bytes(text))).toBe(expected);
  expect(holdsSeed(text)).toBe(expected);
});
