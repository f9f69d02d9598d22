// Keeps which rows of the grid are open, selected besides the open one, or hit by the filter, and handles clicks and
// keys with Ctrl or Shift. Used by message-grid-controller.ts, which knows which row was clicked.

import { type Hits, hitsOf } from "@/components/console/search/hits";
import { markRange, toggleMark } from "@/lib/page/actions/search-actions";
import { selectRow, showRow } from "@/lib/page/actions/view-actions";
import { type ConsoleView, viewOf } from "@/lib/page/state/console-store";
import { loadRegexEngine, needsEngine } from "@/lib/shared/console/regex";
import type { Row, Seq } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { PoolMarks } from "./row-pool";

/** The modifier keys that are held down. */
export interface ModifierKeys {
  /** Ctrl or Command. */
  readonly adds: boolean;
  /** Shift. */
  readonly extends: boolean;
}

export class RowSelection {
  private selected: Seq | null = null;
  private marked: ReadonlySet<Seq> = new Set();
  /** The filter that `hits` was made from. */
  private filter = "";
  private hits: Hits | null = null;
  /** The row where a range begins. Kept as a sequence number: a new filter gives the row another index. */
  private anchor: Seq | null = null;
  private isDisposed = false;

  /** `onHits` is called when more can be marked under the same filter. */
  constructor(
    private readonly entryId: EntryId,
    private readonly onHits: () => void,
  ) {}

  dispose(): void {
    this.isDisposed = true;
  }

  /** True when the marks of the rows have changed. */
  update({ selected, marked, filter }: ConsoleView): boolean {
    if (selected === this.selected && marked === this.marked && filter === this.filter) {
      return false;
    }
    this.selected = selected;
    this.marked = marked;
    if (filter !== this.filter) {
      this.hits = hitsOf(filter);
      if (needsEngine(filter)) void this.markExpressions(filter);
    }
    this.filter = filter;
    return true;
  }

  private async markExpressions(filter: string): Promise<void> {
    await loadRegexEngine().catch(() => {});
    if (this.isDisposed || this.filter !== filter || needsEngine(filter)) return;
    this.hits = hitsOf(filter);
    this.onHits();
  }

  marks(active: Row | null): PoolMarks {
    const { selected, marked, hits } = this;
    return { selected, marked, hits, active: active?.seq ?? null };
  }

  /** `before` was the active row. */
  onClick(row: Row, before: Row | null, { adds, extends: reaches }: ModifierKeys): void {
    const from = this.anchor ?? before?.seq ?? null;
    if (reaches && from !== null) {
      void markRange(this.entryId, from, row.seq);
      return;
    }
    if (adds) this.toggle(row);
    else {
      this.anchor = row.seq;
      void selectRow(row.seq);
    }
  }

  toggle(row: Row): void {
    this.anchor = row.seq;
    if (row.kind === "message") toggleMark(row.seq);
  }

  /** The keys moved from `before` to `row`. */
  onMove(row: Row, before: Row | null, { extends: reaches }: ModifierKeys): void {
    const from = this.anchor ?? before?.seq ?? null;
    if (!reaches || from === null) {
      this.anchor = row.seq;
      // An open message follows the keys.
      if (viewOf(this.entryId).selected !== null) void showRow(this.entryId, row.seq);
    } else {
      this.anchor = from;
      void markRange(this.entryId, from, row.seq);
    }
  }
}
