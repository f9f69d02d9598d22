// Scrolls by a few rows per turn of the wheel, also with more rows than the scroll bar has pixels. Used by
// message-grid-controller.ts, and enabled only while needed: a wheel listener is slower than the browser.

import { ROW_PX } from "./row-scroll";

export class ScaledWheel {
  private isEnabled = false;

  /** `scrollBy` scrolls by pixels of rows, not of the scroll bar. */
  constructor(
    private readonly grid: HTMLElement,
    private readonly scrollBy: (px: number) => void,
  ) {}

  setEnabled(isNeeded: boolean): void {
    if (isNeeded === this.isEnabled) return;
    this.isEnabled = isNeeded;
    if (isNeeded) this.grid.addEventListener("wheel", this.onWheel, { passive: false });
    else this.grid.removeEventListener("wheel", this.onWheel);
  }

  private readonly onWheel = (event: WheelEvent) => {
    if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    this.scrollBy(distancePx(event, this.grid.clientHeight));
  };
}

function distancePx({ deltaY, deltaMode }: WheelEvent, pagePx: number): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return deltaY * ROW_PX;
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? deltaY * pagePx : deltaY;
}
