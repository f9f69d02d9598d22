// The row elements in the page. There are as many as are drawn at once, and they are filled again as the log
// moves on. Used by message-grid-controller.ts. They are in the order of the log; when the rows move by a few,
// the elements that left one end are put at the other end, so the rest stay untouched.

import type { Hits } from "@/components/console/search/hits";
import type { Row, Seq } from "@/lib/shared/facts/console";
import { type RowIcons, RowSlot } from "./row-slot";

export interface PoolMarks {
  /** The open row. */
  readonly selected: Seq | null;
  readonly marked: ReadonlySet<Seq>;
  readonly active: Seq | null;
  readonly hits: Hits | null;
}

export class RowPool {
  private slots: RowSlot[] = [];
  private firstIndex = 0;

  constructor(
    private readonly layer: HTMLElement,
    private readonly icons: RowIcons,
  ) {}

  render(rows: readonly Row[], firstIndex: number, removed: number, marks: PoolMarks): void {
    // Elements are added first and removed last. A row that is drawn before and after must keep its element,
    // or a click that has started on it would be lost.
    this.resize(Math.max(rows.length, this.slots.length));
    this.rotate(firstIndex - this.firstIndex);
    this.resize(rows.length);
    this.firstIndex = firstIndex;
    for (const [offset, row] of rows.entries()) {
      const slot = this.slots[offset];
      slot?.fill(row, {
        isSelected: row.seq === marks.selected || marks.marked.has(row.seq),
        isActive: row.seq === marks.active,
        hits: marks.hits,
      });
      slot?.setRowIndex(firstIndex + offset - removed + 1);
    }
  }

  /** Index of the row that the element shows; null for an element that is not in the pool. */
  indexOf(element: Element): number | null {
    const offset = this.slots.findIndex((slot) => slot.element === element);
    return offset < 0 ? null : this.firstIndex + offset;
  }

  clear(): void {
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

  private rotate(by: number): void {
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
