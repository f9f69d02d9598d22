import { expect, it } from "vitest";
import { readPanes } from "./panes";

const NO_CHOICE = { sizes: {}, folded: [], detailSide: "right" };

it("reads what was stored, within the limits", () => {
  const stored = { sizes: { ring: 300, detail: 5_000 }, folded: ["id"], detailSide: "bottom" };
  expect(readPanes(stored)).toEqual({ ...stored, sizes: { ring: 300, detail: 900 } });
});

it("leaves out what it cannot read", () => {
  const odd = {
    sizes: { ring: "wide", id: Number.NaN, attic: 3 },
    folded: "id",
    detailSide: "top",
  };
  for (const stored of [null, 3, [], "x", odd]) expect(readPanes(stored)).toEqual(NO_CHOICE);
});
