// The row elements in the page: as many as are drawn at once, filled anew as the stream moves on. Used
// by message-grid-controller.ts. Rows stand in the order of the stream; when the window moves by a few rows, those
// that left are put at the other end, so that the rest need not be touched.

import type { Row, Seq } from "@/lib/shared/facts/console";
import { type RowIcons, RowSlot } from "./row-slot";

export interface PoolMarks {
  /** The open row. */
  readonly selected: Seq | null;
  readonly marked: ReadonlySet<Seq>;
  readonly active: Seq | null;
  readonly hits: RegExp | null;
}

export class RowPool {
  private slots: RowSlot[] = [];
  private firstPlace = 0;

  constructor(
    private readonly layer: HTMLElement,
    private readonly icons: RowIcons,
  ) {}

  draw(rows: readonly Row[], firstPlace: number, removed: number, marks: PoolMarks): void {
    // Added before and taken away after, at the end: a row that is drawn before and after keeps its
    // element, or a click that has begun on it would go nowhere.
    this.resize(Math.max(rows.length, this.slots.length));
    this.turn(firstPlace - this.firstPlace);
    this.resize(rows.length);
    this.firstPlace = firstPlace;
    for (const [index, row] of rows.entries()) {
      const slot = this.slots[index];
      slot?.fill(row, {
        isSelected: row.seq === marks.selected || marks.marked.has(row.seq),
        isActive: row.seq === marks.active,
        hits: marks.hits,
      });
      slot?.place(firstPlace + index - removed + 1);
    }
  }

  /** Place of a row's element; null when it is none of these. */
  placeOf(element: Element): number | null {
    const index = this.slots.findIndex((slot) => slot.element === element);
    return index < 0 ? null : this.firstPlace + index;
  }

  empty(): void {
    this.resize(0);
  }

  private resize(count: number): void {
    for (const slot of this.slots.splice(count)) slot.element.remove();
    while (this.slots.length < count) {
      const slot = new RowSlot(this.icons);
      this.slots.push(slot);
      this.layer.append(slot.element);
    }
  }

  private turn(by: number): void {
    const count = Math.abs(by);
    if (count === 0 || count >= this.slots.length) return;
    if (by > 0) {
      const left = this.slots.splice(0, count);
      this.layer.append(...left.map(({ element }) => element));
      this.slots.push(...left);
    } else {
      const left = this.slots.splice(this.slots.length - count);
      this.layer.prepend(...left.map(({ element }) => element));
      this.slots.unshift(...left);
    }
  }
}
