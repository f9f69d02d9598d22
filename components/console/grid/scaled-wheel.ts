// With more rows than the scroll bar has pixels, a turn of the wheel still moves by a few rows. Used by
// message-grid-controller.ts, and only while it is needed: a wheel that the page handles is slower than the browser's.

import { ROW_PX } from "./row-scroll";

export class ScaledWheel {
  private isOn = false;

  /** `move` goes by so many pixels of rows. */
  constructor(
    private readonly grid: HTMLElement,
    private readonly move: (px: number) => void,
  ) {}

  settle(isNeeded: boolean): void {
    if (isNeeded === this.isOn) return;
    this.isOn = isNeeded;
    if (isNeeded) this.grid.addEventListener("wheel", this.turned, { passive: false });
    else this.grid.removeEventListener("wheel", this.turned);
  }

  private readonly turned = (event: WheelEvent) => {
    if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    this.move(distancePx(event, this.grid.clientHeight));
  };
}

function distancePx({ deltaY, deltaMode }: WheelEvent, pagePx: number): number {
  if (deltaMode === WheelEvent.DOM_DELTA_LINE) return deltaY * ROW_PX;
  return deltaMode === WheelEvent.DOM_DELTA_PAGE ? deltaY * pagePx : deltaY;
}
