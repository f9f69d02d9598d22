// Sums that are published for XXH64. Those of frames that libzstd wrote are compared in unpack.test.ts.

import { expect, it } from "vitest";
import { toBytes } from "@/lib/shared/base/bytes";
import { Xxh64 } from "./xxh64";

const sumOf = (pieces: readonly Uint8Array[]) => {
  const sum = new Xxh64();
  for (const piece of pieces) sum.update(piece);
  return sum.digest().toString(16);
};

it.each([
  ["", "ef46db3751d8e999"],
  ["a", "d24ec4f1a98c6e5b"],
  ["abc", "44bc2cf5ad770999"],
])("%j", (text, sum) => expect(sumOf([toBytes(text)])).toBe(sum));

it("does not depend on where the pieces end", () => {
  const bytes = Uint8Array.from({ length: 1_000 }, (_, n) => (n * n) >> 3);
  const whole = sumOf([bytes]);
  for (let size = 1; size < 70; size++) {
    const pieces = Array.from({ length: Math.ceil(1_000 / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    );
    expect(sumOf(pieces)).toBe(whole);
  }
});
