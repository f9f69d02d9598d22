// Why the stream is held still: someone points at a row, or moves among the rows by keyboard. Used by
// message-grid-controller.ts. Only a pointer that truly moves begins a hold: a browser also tells of movement when
// the page changes beneath a resting pointer.

export type HoldReason = "pointer" | "keyboard";

// After a jump the pointer rests where the button was; a trembling hand is no pointing.
const AFTER_RELEASE_PX = 6;

export class ScrollHold {
  private isPointing = false;
  private hasActiveRow = false;
  private last: { readonly x: number; readonly y: number } | null = null;
  private slackPx = 0;

  get reason(): HoldReason | null {
    return this.hasActiveRow ? "keyboard" : this.isPointing ? "pointer" : null;
  }

  pointerMoved(x: number, y: number): void {
    const isFirst = this.last === null;
    const moved = this.last === null ? 0 : Math.hypot(x - this.last.x, y - this.last.y);
    if (!isFirst && moved <= this.slackPx) return;
    this.last = { x, y };
    this.slackPx = 0;
    this.isPointing = true;
  }

  pointerLeft(): void {
    this.isPointing = false;
    this.last = null;
    this.slackPx = 0;
  }

  rowEntered(): void {
    this.hasActiveRow = true;
  }

  rowLeft(): void {
    this.hasActiveRow = false;
  }

  /** Lets go although the pointer rests on the rows, until it moves again. */
  release(): void {
    this.isPointing = false;
    this.hasActiveRow = false;
    this.slackPx = AFTER_RELEASE_PX;
  }
}
