import { describe, expect, it } from "vitest";
import { maskSeedsIn } from "./mask-seeds";
import { HIDDEN_SEED } from "./secret-patterns";

const SEED = `SU${"A2".repeat(28)}`;

describe("hiding seeds", () => {
  it("finds them in every string, key and depth", () => {
    const value = {
      name: `x ${SEED} y`,
      tags: ["a", SEED],
      claims: new Map<string, unknown>([
        [SEED, 1],
        ["deep", new Map([["x", [SEED.toLowerCase()]]])],
      ]),
    };
    const hidden = maskSeedsIn(value);
    expect(JSON.stringify({ ...hidden, claims: [...hidden.claims] })).not.toContain(SEED);
    expect(hidden.name).toBe(`x ${HIDDEN_SEED} y`);
    expect(hidden.tags).toEqual(["a", HIDDEN_SEED]);
    expect([...hidden.claims.keys()]).toEqual([HIDDEN_SEED, "deep"]);
    expect(hidden.claims.get("deep")).toEqual(new Map([["x", [HIDDEN_SEED]]]));
  });

  it("returns what holds none unchanged, without a copy", () => {
    const value = { id: "U".repeat(56), list: [1, null, "x"], map: new Map([["a", { b: true }]]) };
    expect(maskSeedsIn(value)).toBe(value);
    const bytes = new TextEncoder().encode(SEED);
    expect(maskSeedsIn({ bytes }).bytes).toBe(bytes);
  });
});

it("leaves the base64 of a JWT as it is", () => {
  const run = `SUg2MlBINkdLTy${"aB".repeat(22)}`;
  expect(run).toHaveLength(58);
  expect(maskSeedsIn(`eyJ.${run}.x`)).toBe(`eyJ.${run}.x`);
});
