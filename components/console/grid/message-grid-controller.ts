// Decides which rows the message grid shows, where they are drawn, and what keys and clicks do. Made by
// message-grid.tsx for one session or recording; reads the console's store and writes to the four elements
// of GridElements. Invariant: the rows in view move only when the user moves them, or while following.

import { changeShownView, pause, resume, selectRow } from "@/lib/page/actions/view-actions";
import {
  type ConsoleView,
  changeView,
  consoleStore,
  listedFilter,
  viewOf,
} from "@/lib/page/state/console-store";
import { FLOOD_PER_SECOND } from "@/lib/shared/console/flood";
import type { FoundRow, MessageRow, Row, WindowReply } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { indexForKey } from "./grid-keys";
import { rowId } from "./row-look";
import { RowPool } from "./row-pool";
import { overlap, RowScroll } from "./row-scroll";
import { type ModifierKeys, RowSelection } from "./row-selection";
import type { RowIcons } from "./row-slot";
import { ScaledWheel } from "./scaled-wheel";
import { type HoldReason, ScrollHold } from "./scroll-hold";
import { NO_ROWS, rangeOf, rowPxNow, type ShownRows, shownOf } from "./shown-rows";

/** Rows fetched above and below the viewport. */
const OVERSCAN = 10;
/** A slice starts at a multiple of this, so that scrolling by one row does not request rows each time. */
const FROM_STEP = 8;
const MAX_ROWS = 200;
const HINT_EVERY_MS = 120;

/** For the button over the grid: rows below the lower edge, and why the grid does not scroll to them. */
export interface GridHint {
  readonly below: number;
  readonly reason: HoldReason | "away" | null;
}

export interface GridElements {
  /** Contains the grid and the column headings. */
  readonly frame: HTMLElement;
  /** The element that scrolls. */
  readonly grid: HTMLElement;
  /** As tall as all rows. */
  readonly sizer: HTMLElement;
  /** Contains the drawn rows. */
  readonly layer: HTMLElement;
  readonly icons: RowIcons;
}

/** A key of the row that is active; true when it was handled. */
export type OnMessageKey = (id: EntryId, row: MessageRow, key: string) => boolean;

export interface GridListener {
  readonly onHint: (hint: GridHint) => void;
  readonly onMessageKey: OnMessageKey;
}

export class MessageGridController {
  private readonly scroll = new RowScroll();
  private readonly hold = new ScrollHold();
  private readonly pool: RowPool;
  private readonly selection: RowSelection;
  private readonly wheel: ScaledWheel;
  private shown = NO_ROWS;
  private viewportPx = 0;
  private rowPx = rowPxNow();
  private slice: WindowReply | null = null;
  private listedFilter: string;
  private isFollowing: boolean;
  private goal: FoundRow | null;
  private activeIndex: number | null = null;
  private hint: GridHint = { below: 0, reason: null };
  private hintAt = 0;
  private readonly disposers: (() => void)[] = [];

  constructor(
    private readonly id: EntryId,
    private readonly elements: GridElements,
    private readonly listener: GridListener,
  ) {
    const view = viewOf(id);
    this.pool = new RowPool(elements.layer, elements.icons);
    this.selection = new RowSelection(id, () => this.renderRows());
    this.wheel = new ScaledWheel(elements.grid, (px) => this.scrollBy(px));
    this.listedFilter = listedFilter(view);
    this.isFollowing = view.isFollowing;
    this.goal = view.goal;
    this.viewportPx = elements.grid.clientHeight;
    if (view.window !== null) {
      this.scroll.update(this.extentOf(view.window.counts.matching, view.window.removed), false);
    }
    if (view.scrollRow !== null) this.scroll.scrollToRow(view.scrollRow);
    const resizeObserver = new ResizeObserver(() => {
      const { frame, grid } = elements;
      this.viewportPx = grid.clientHeight;
      this.rowPx = rowPxNow();
      // The column headings are outside the grid and leave room for its scroll bar.
      frame.style.setProperty("--gutter", `${grid.offsetWidth - grid.clientWidth}px`);
      this.applyScroll();
    });
    resizeObserver.observe(elements.grid);
    this.disposers.push(
      () => resizeObserver.disconnect(),
      () => this.wheel.setEnabled(false),
      () => this.selection.dispose(),
      consoleStore.subscribe(() => this.onViewChange(viewOf(id))),
    );
    this.onViewChange(view);
    this.requestRows();
  }

  /** Stores the scroll position; the next controller for this session starts from it. */
  dispose(): void {
    for (const dispose of this.disposers) dispose();
    this.pool.clear();
    if (consoleStore.getState().views.has(this.id)) {
      changeView(this.id, { scrollRow: this.isFollowing ? null : this.scroll.topRow });
    }
  }

  onScroll(): void {
    const { scrollTop } = this.elements.grid;
    if (this.adoptUserScroll(scrollTop)) this.applyScroll(scrollTop);
  }

  onPointerMove(x: number, y: number): void {
    this.updateHold(() => this.hold.onPointerMove(x, y));
  }

  onPointerLeave(): void {
    this.updateHold(() => this.hold.onPointerLeave());
  }

  onBlur(): void {
    this.updateHold(() => this.hold.onRowLeave());
  }

  onClick(element: Element, keys: ModifierKeys): void {
    const index = this.pool.indexOf(element);
    const row = this.rowAt(index);
    if (row === null) return;
    const before = this.rowAt(this.activeIndex);
    this.setActive(index);
    this.selection.onClick(row, before, keys);
  }

  /** The message of this element, or of the row that the keys have moved to; it becomes the active row. */
  messageAt(element: Element | null): MessageRow | null {
    const index = element === null ? this.activeIndex : this.pool.indexOf(element);
    const row = this.rowAt(index);
    if (row?.kind !== "message") return null;
    this.setActive(index);
    return row;
  }

  /** True when the grid handled the key. */
  onKeyDown(key: string, keys: ModifierKeys): boolean {
    const before = this.rowAt(this.activeIndex);
    if (keys.adds) {
      if (key !== " " || before === null) return false;
      this.selection.toggle(before);
      return true;
    }
    switch (key) {
      case " ":
        if (viewOf(this.id).pausedAt === null) pause();
        else resume();
        return true;
      case "Enter":
        if (before !== null) void selectRow(before.seq);
        return before !== null;
      case "Escape":
        // An open message is closed first, by the console.
        if (this.activeIndex === null || viewOf(this.id).selected !== null) return false;
        this.setActive(null);
        this.onBlur();
        return true;
      default: {
        if (before?.kind === "message" && this.listener.onMessageKey(this.id, before, key))
          return true;
        const visible = this.scroll.visibleRange();
        const page = this.rowsPerPage();
        const index = indexForKey(key, { active: this.activeIndex, visible, page });
        if (index === null) return false;
        this.enterRow(index);
        const row = this.rowAt(this.activeIndex);
        if (row !== null) this.selection.onMove(row, before, keys);
        return true;
      }
    }
  }

  /** Scrolls to the newest row and keeps it in view. */
  follow(): void {
    this.hold.release();
    this.setActive(null);
    this.isFollowing = true;
    changeShownView({ isFollowing: true });
    this.requestRows();
  }

  /** Handles each change of the console's store. */
  private onViewChange(view: ConsoleView): void {
    if (view.isFollowing !== this.isFollowing) {
      this.isFollowing = view.isFollowing;
      if (view.isFollowing) {
        this.hold.release();
        this.setActive(null);
      }
      this.requestRows();
    }
    const { window: slice } = view;
    const hasNewMarks = this.selection.update(view);
    if (slice === this.slice || slice === null) {
      if (hasNewMarks) this.renderRows();
      return;
    }
    this.slice = slice;
    const next = shownOf(slice);
    const filter = listedFilter(view);
    if (filter !== this.listedFilter) {
      // Each filter gives the rows other indices.
      this.listedFilter = filter;
      this.hold.release();
      this.setActive(null);
      this.shown = next;
    } else {
      this.shown = this.withoutBlank(next);
    }
    if (this.activeIndex !== null && this.activeIndex < this.shown.removed) {
      this.setActive(null);
      this.hold.onRowLeave();
    }
    this.renderRows();
    if (view.goal !== this.goal) {
      this.goal = view.goal;
      if (view.goal !== null) this.scrollToGoal(view.goal.place);
    }
  }

  /** The shown rows, where the next ones would leave more of the viewport blank: they answer an older request. */
  private withoutBlank(next: ShownRows): ShownRows {
    const extent = this.extentOf(next.matching, next.removed);
    const visible = this.scroll.visibleRangeFor(extent, this.isPinnedToEnd());
    return overlap(visible, rangeOf(next)) >= overlap(visible, rangeOf(this.shown))
      ? next
      : { ...this.shown, removed: next.removed, matching: next.matching };
  }

  /** Requests the rows around the viewport, unless they are requested already. */
  private requestRows(): void {
    const viewport = Math.ceil(this.viewportPx / this.rowPx) + 1;
    // Overscan only helps when scrolling; in a flood those rows are evicted first.
    const isFlood = this.isPinnedToEnd() && (this.slice?.counts.rate ?? 0) >= FLOOD_PER_SECOND;
    const count = isFlood ? viewport : Math.min(MAX_ROWS, viewport + 2 * OVERSCAN + FROM_STEP);
    const first = this.scroll.visibleRange().first - OVERSCAN;
    const from = this.isPinnedToEnd() ? "tail" : Math.floor(first / FROM_STEP) * FROM_STEP;
    const { wanted } = viewOf(this.id);
    if (wanted.from !== from || wanted.count !== count)
      changeShownView({ wanted: { from, count } });
  }

  /** Writes the rows with their marks into the page, and scrolls in the same frame. */
  private renderRows(): void {
    // Read before the first write: a read after it would force a layout.
    const { scrollTop } = this.elements.grid;
    const { rows, firstIndex, removed, matching } = this.shown;
    const active = this.rowAt(this.activeIndex);
    this.pool.render(rows, firstIndex, removed, this.selection.marks(active));
    const { grid } = this.elements;
    grid.setAttribute("aria-rowcount", String(matching));
    if (active === null) grid.removeAttribute("aria-activedescendant");
    else grid.setAttribute("aria-activedescendant", rowId(active.seq));
    this.applyScroll(scrollTop);
  }

  private applyScroll(scrollTop = this.elements.grid.scrollTop): void {
    const { grid, sizer, layer } = this.elements;
    this.adoptUserScroll(scrollTop);
    const extent = this.extentOf(this.shown.matching, this.shown.removed);
    this.scroll.update(extent, this.isPinnedToEnd());
    sizer.style.height = `${this.scroll.contentPx}px`;
    if (Math.abs(scrollTop - this.scroll.scrollTop) > 0.5) grid.scrollTop = this.scroll.scrollTop;
    layer.style.transform = `translateY(${this.scroll.offsetPx(this.shown.firstIndex)}px)`;
    this.wheel.setEnabled(this.scroll.isScaled);
    this.requestRows();
    this.updateHint();
  }

  private scrollBy(px: number): void {
    this.scroll.scrollToPx(this.scroll.topPx + px);
    this.commitScroll();
    this.applyScroll();
  }

  /** Scrolls to a row that a search found. The row stays in place, even at the end of a growing log. */
  private scrollToGoal(index: number): void {
    this.hold.onRowEnter();
    this.setActive(this.scroll.clampIndex(index));
    const { first, end } = this.scroll.visibleRange();
    if (index < first || index >= end) this.scroll.scrollToCenter(index);
    else this.scroll.scrollIntoView(index);
    this.commitScroll();
    this.applyScroll();
  }

  /** Makes the row active and scrolls it into view. */
  private enterRow(index: number): void {
    if (this.shown.matching === 0) return;
    this.hold.onRowEnter();
    this.setActive(this.scroll.clampIndex(index));
    const before = this.scroll.topPx;
    if (this.activeIndex !== null) this.scroll.scrollIntoView(this.activeIndex);
    if (this.scroll.topPx !== before) this.commitScroll();
    this.applyScroll();
  }

  /** Passes a position that was set in `scroll` on to the browser. */
  private commitScroll(): void {
    this.elements.grid.scrollTop = this.scroll.scrollTop;
    this.updateFollowing();
  }

  /** False when the browser is where the controller scrolled it to, or moved it because its height changed. */
  private adoptUserScroll(scrollTop: number): boolean {
    if (!this.scroll.isElsewhere(scrollTop)) return false;
    // Only now, since this may force a layout.
    if (this.scroll.isOfOtherHeight(this.elements.grid.clientHeight)) return false;
    this.scroll.onUserScroll(scrollTop);
    this.updateFollowing();
    return true;
  }

  /** Scrolling away from the end stops following; scrolling back to the end starts it again. */
  private updateFollowing(): void {
    const { isAtEnd } = this.scroll;
    if (isAtEnd === this.isFollowing) return;
    this.isFollowing = isAtEnd;
    changeShownView({ isFollowing: isAtEnd });
  }

  private updateHold(change: () => void): void {
    const before = this.hold.reason;
    change();
    if (this.hold.reason === before) return;
    // When a hold ends, the grid scrolls only once the newest rows have arrived, so nothing goes blank.
    this.requestRows();
    this.updateHint();
  }

  private updateHint(): void {
    const below = this.scroll.rowsBelow();
    const reason = below === 0 ? null : this.isFollowing ? this.hold.reason : "away";
    const now = performance.now();
    const isRecent = now - this.hintAt < HINT_EVERY_MS;
    if (reason === this.hint.reason && (below === this.hint.below || isRecent)) return;
    this.hintAt = now;
    this.hint = { below, reason };
    this.listener.onHint(this.hint);
  }

  private setActive(index: number | null): void {
    if (this.activeIndex === index) return;
    this.activeIndex = index;
    this.renderRows();
  }

  /** True while the newest row stays at the lower edge. */
  private isPinnedToEnd(): boolean {
    return this.isFollowing && this.hold.reason === null;
  }

  private extentOf(rows: number, removed: number) {
    const { viewportPx, rowPx } = this;
    return { rows, removed, viewportPx, rowPx };
  }

  private rowsPerPage(): number {
    return Math.max(1, Math.floor(this.viewportPx / this.rowPx) - 1);
  }

  /** Null when the row is not among the fetched ones. */
  private rowAt(index: number | null): Row | null {
    return index === null ? null : (this.shown.rows[index - this.shown.firstIndex] ?? null);
  }
}
