import { describe, expect, it } from "vitest";
import { ScrollHold } from "./scroll-hold";

describe("a scroll hold", () => {
  it("starts when the pointer enters and ends when it leaves", () => {
    const hold = new ScrollHold();
    expect(hold.reason).toBeNull();
    hold.onPointerMove(10, 10);
    expect(hold.reason).toBe("pointer");
    hold.onPointerLeave();
    expect(hold.reason).toBeNull();
  });

  it("does not start again while the pointer rests after a jump", () => {
    const hold = new ScrollHold();
    hold.onPointerMove(10, 10);
    hold.release();
    hold.onPointerMove(10, 10);
    hold.onPointerMove(13, 12);
    expect(hold.reason).toBeNull();
    hold.onPointerMove(10, 30);
    expect(hold.reason).toBe("pointer");
  });

  it("reports the keyboard before the pointer, and lasts after the pointer has left", () => {
    const hold = new ScrollHold();
    hold.onPointerMove(1, 1);
    hold.onRowEnter();
    expect(hold.reason).toBe("keyboard");
    hold.onPointerLeave();
    expect(hold.reason).toBe("keyboard");
    hold.onRowLeave();
    expect(hold.reason).toBeNull();
  });

  it("starts at once when the pointer comes back after it left", () => {
    const hold = new ScrollHold();
    hold.onPointerMove(10, 10);
    hold.release();
    hold.onPointerLeave();
    hold.onPointerMove(10, 11);
    expect(hold.reason).toBe("pointer");
  });
});
