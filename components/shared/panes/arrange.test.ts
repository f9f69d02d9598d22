import { describe, expect, it } from "vitest";
import type { Panes } from "@/lib/page/storage/panes";
import { arrange, maxSize } from "./arrange";

const FRESH: Panes = { sizes: {}, folded: [], detailSide: "right" };
const at = (width: number, height: number, hasDetail = false, panes = FRESH) =>
  arrange({ width, height, hasDetail }, panes);

describe("what gives way", () => {
  it("is nothing while no message is open", () => {
    for (const width of [1181, 1280, 1440, 1920]) {
      expect(at(width, 900)).toMatchObject({ columns: 3, isRail: false, isStrip: false });
    }
  });

  it("is the identity first, then the keyring, then the place of the message", () => {
    expect(at(1920, 1080, true)).toMatchObject({ isRail: false, isStrip: false });
    expect(at(1440, 900, true)).toMatchObject({
      isRail: false,
      isStrip: true,
      detailSide: "right",
    });
    expect(at(1280, 720, true)).toMatchObject({
      isRail: false,
      isStrip: true,
      detailSide: "right",
    });
    expect(at(1200, 720, true)).toMatchObject({ isRail: true, isStrip: true, detailSide: "right" });
    const wide = { ...FRESH, sizes: { detail: 800 } };
    expect(at(1280, 720, true, wide)).toMatchObject({ isStrip: false, detailSide: "bottom" });
  });

  it("leaves a pane folded that the user folded", () => {
    const folded = { ...FRESH, folded: ["ring", "id"] as const };
    expect(at(1920, 1080, false, folded)).toMatchObject({ isRail: true, isStrip: true });
  });

  it("has two columns from 800 px and one below", () => {
    expect(at(1180, 768)).toMatchObject({ columns: 2, isStrip: false });
    expect(at(800, 768)).toMatchObject({ columns: 2 });
    expect(at(799, 768)).toMatchObject({ columns: 1, isRail: false });
  });

  it("folds the left one of two columns for an open message where that is enough", () => {
    expect(at(1024, 768)).toMatchObject({ columns: 2, isRail: false });
    expect(at(1024, 768, true)).toMatchObject({ columns: 2, isRail: true, detailSide: "right" });
    expect(at(900, 768, true)).toMatchObject({ isRail: false, detailSide: "bottom" });
  });
});

describe("sizes", () => {
  it("follow the window until the user drags a line", () => {
    expect(at(1440, 900).sizes).toEqual({ ring: 240, id: 304, detail: 440, dock: 226 });
    expect(at(1280, 720).sizes).toEqual({ ring: 240, id: 304, detail: 420, dock: 144 });
    expect(at(1920, 1080).sizes).toEqual({ ring: 256, id: 340, detail: 600, dock: 260 });
    expect(at(1440, 900, false, { ...FRESH, sizes: { ring: 300 } }).sizes.ring).toBe(300);
  });

  it("never take the width of the list", () => {
    expect(maxSize("detail", { width: 1280, height: 720 })).toBe(664);
    expect(maxSize("detail", { width: 1024, height: 768 })).toBe(408);
  });
});
