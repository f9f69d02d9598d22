// Which rows are open, chosen beside the open one, and searched for: how the rows are marked, and what a
// click or a key with Ctrl or Shift does to that. Used by message-grid-controller.ts, which knows where rows stand.

import { hitsOf } from "@/components/console/search/hits";
import { markRange, toggleMark } from "@/lib/page/actions/search-actions";
import { selectRow } from "@/lib/page/actions/view-actions";
import type { ConsoleView } from "@/lib/page/state/console-store";
import type { Row, Seq } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { PoolMarks } from "./row-pool";

/** Keys held down. */
export interface ClickKeys {
  /** Ctrl or Command. */
  readonly adds: boolean;
  /** Shift. */
  readonly extends: boolean;
}

export class RowChoice {
  private selected: Seq | null = null;
  private marked: ReadonlySet<Seq> = new Set();
  /** Text that `hits` was made from. */
  private filter = "";
  private hits: RegExp | null = null;
  /** Where a range of chosen rows begins; its place may be another one after a new filter. */
  private anchor: Seq | null = null;

  constructor(private readonly id: EntryId) {}

  /** True when rows are to be marked in another way than before. */
  take({ selected, marked, filter }: ConsoleView): boolean {
    if (selected === this.selected && marked === this.marked && filter === this.filter) {
      return false;
    }
    this.selected = selected;
    this.marked = marked;
    if (filter !== this.filter) this.hits = hitsOf(filter);
    this.filter = filter;
    return true;
  }

  marks(active: Row | null): PoolMarks {
    const { selected, marked, hits } = this;
    return { selected, marked, hits, active: active?.seq ?? null };
  }

  /** `before` was the active row. */
  clicked(row: Row, before: Row | null, { adds, extends: reaches }: ClickKeys): void {
    const from = this.anchor ?? before?.seq ?? null;
    if (reaches && from !== null) {
      void markRange(this.id, from, row.seq);
      return;
    }
    if (adds) this.toggled(row);
    else {
      this.anchor = row.seq;
      void selectRow(row.seq);
    }
  }

  toggled(row: Row): void {
    this.anchor = row.seq;
    if (row.kind === "message") toggleMark(row.seq);
  }

  /** The keys led from one row to another. */
  moved(row: Row, before: Row | null, { extends: reaches }: ClickKeys): void {
    const from = this.anchor ?? before?.seq ?? null;
    if (!reaches || from === null) this.anchor = row.seq;
    else {
      this.anchor = from;
      void markRange(this.id, from, row.seq);
    }
  }
}
