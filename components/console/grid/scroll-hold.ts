// Tells whether the grid must not scroll, and why: the pointer is over the rows, or the keyboard has moved to
// a row. Used by message-grid-controller.ts. Only a pointer that really moves starts a hold: browsers also
// report a move when the page changes under a resting pointer.

export type HoldReason = "pointer" | "keyboard";

// After a jump the pointer rests where the button was. Pointer jitter must not start a hold there.
const JITTER_AFTER_RELEASE_PX = 6;

export class ScrollHold {
  private isPointing = false;
  private hasActiveRow = false;
  private lastPoint: { readonly x: number; readonly y: number } | null = null;
  private jitterPx = 0;

  get reason(): HoldReason | null {
    return this.hasActiveRow ? "keyboard" : this.isPointing ? "pointer" : null;
  }

  onPointerMove(x: number, y: number): void {
    const isFirst = this.lastPoint === null;
    const moved =
      this.lastPoint === null ? 0 : Math.hypot(x - this.lastPoint.x, y - this.lastPoint.y);
    if (!isFirst && moved <= this.jitterPx) return;
    this.lastPoint = { x, y };
    this.jitterPx = 0;
    this.isPointing = true;
  }

  onPointerLeave(): void {
    this.isPointing = false;
    this.lastPoint = null;
    this.jitterPx = 0;
  }

  onRowEnter(): void {
    this.hasActiveRow = true;
  }

  onRowLeave(): void {
    this.hasActiveRow = false;
  }

  /** Ends the hold although the pointer is over the rows, until it moves again. */
  release(): void {
    this.isPointing = false;
    this.hasActiveRow = false;
    this.jitterPx = JITTER_AFTER_RELEASE_PX;
  }
}
