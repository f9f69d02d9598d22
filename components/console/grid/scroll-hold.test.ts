import { describe, expect, it } from "vitest";
import { ScrollHold } from "./scroll-hold";

describe("holding", () => {
  it("begins when the pointer comes and ends when it leaves", () => {
    const hold = new ScrollHold();
    expect(hold.reason).toBeNull();
    hold.pointerMoved(10, 10);
    expect(hold.reason).toBe("pointer");
    hold.pointerLeft();
    expect(hold.reason).toBeNull();
  });

  it("does not begin anew while the pointer rests after a jump", () => {
    const hold = new ScrollHold();
    hold.pointerMoved(10, 10);
    hold.release();
    hold.pointerMoved(10, 10);
    hold.pointerMoved(13, 12);
    expect(hold.reason).toBeNull();
    hold.pointerMoved(10, 30);
    expect(hold.reason).toBe("pointer");
  });

  it("names the keyboard first, and outlasts the pointer", () => {
    const hold = new ScrollHold();
    hold.pointerMoved(1, 1);
    hold.rowEntered();
    expect(hold.reason).toBe("keyboard");
    hold.pointerLeft();
    expect(hold.reason).toBe("keyboard");
    hold.rowLeft();
    expect(hold.reason).toBeNull();
  });

  it("holds at once for a pointer that came back after it left", () => {
    const hold = new ScrollHold();
    hold.pointerMoved(10, 10);
    hold.release();
    hold.pointerLeft();
    hold.pointerMoved(10, 11);
    expect(hold.reason).toBe("pointer");
  });
});
