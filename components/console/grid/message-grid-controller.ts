// The message grid without its looks: which rows are shown, where they stand, what the keys do. Made
// by message-grid.tsx for one session; talks to the store on one side and to three elements on the
// other. Invariant: what is being looked at moves only when the user moves it, or while following.

import { changeShownView, pause, resume, selectRow } from "@/lib/page/actions/view-actions";
import {
  type ConsoleView,
  changeView,
  consoleStore,
  listedFilter,
  viewOf,
} from "@/lib/page/state/console-store";
import { FLOOD_PER_SECOND } from "@/lib/shared/console/flood";
import type { FoundRow, Row, WindowReply } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";
import { indexForKey } from "./grid-keys";
import { type ClickKeys, RowChoice } from "./row-choice";
import { rowId } from "./row-look";
import { RowPool } from "./row-pool";
import { covered, type IndexRange, ROW_PX, RowScroll } from "./row-scroll";
import type { RowIcons } from "./row-slot";
import { ScaledWheel } from "./scaled-wheel";
import { type HoldReason, ScrollHold } from "./scroll-hold";

const OVERSCAN = 10;
/** Windows start at multiples of this, so that scrolling by a row does not ask anew each time. */
const STEP = 8;
const MAX_ROWS = 200;
const HINT_MS = 120;

/** Rows to draw, and the stream they are part of. */
interface ShownRows {
  readonly rows: readonly Row[];
  /** Place of rows[0]. */
  readonly firstPlace: number;
  readonly removed: number;
  readonly matching: number;
}

const NO_ROWS: ShownRows = { rows: [], firstPlace: 0, removed: 0, matching: 0 };

/** What the pill says: rows below the lower edge, and why the stream stands still. */
export interface GridHint {
  readonly below: number;
  readonly reason: HoldReason | "away" | null;
}

export interface GridElements {
  /** Around grid and head of the columns. */
  readonly frame: HTMLElement;
  /** The element that scrolls. */
  readonly grid: HTMLElement;
  /** As tall as all rows. */
  readonly sizer: HTMLElement;
  /** Holds the drawn rows. */
  readonly layer: HTMLElement;
  readonly icons: RowIcons;
}

export interface GridListener {
  readonly showHint: (hint: GridHint) => void;
}

export class MessageGridController {
  private readonly scroll = new RowScroll();
  private readonly hold = new ScrollHold();
  private readonly pool: RowPool;
  private readonly choice: RowChoice;
  private readonly wheel: ScaledWheel;
  private shown = NO_ROWS;
  private viewportPx = 0;
  private window: WindowReply | null = null;
  private listed: string;
  private isFollowing: boolean;
  private goal: FoundRow | null;
  private active: number | null = null;
  private hint: GridHint = { below: 0, reason: null };
  private hintAt = 0;
  private readonly stops: (() => void)[] = [];

  constructor(
    private readonly id: EntryId,
    private readonly elements: GridElements,
    private readonly listener: GridListener,
  ) {
    const view = viewOf(id);
    this.pool = new RowPool(elements.layer, elements.icons);
    this.choice = new RowChoice(id);
    this.wheel = new ScaledWheel(elements.grid, (px) => this.moveBy(px));
    this.listed = listedFilter(view);
    this.isFollowing = view.isFollowing;
    this.goal = view.goal;
    this.viewportPx = elements.grid.clientHeight;
    if (view.window !== null) {
      this.scroll.update(this.extentOf(view.window.counts.matching, view.window.removed), false);
    }
    if (view.scrollPx !== null) this.scroll.moveTo(view.scrollPx);
    const resized = new ResizeObserver(() => {
      const { frame, grid } = elements;
      this.viewportPx = grid.clientHeight;
      // The head of the columns stands outside and leaves room for the scroll bar.
      frame.style.setProperty("--gutter", `${grid.offsetWidth - grid.clientWidth}px`);
      this.draw();
    });
    resized.observe(elements.grid);
    this.stops.push(
      () => resized.disconnect(),
      () => this.wheel.settle(false),
      consoleStore.subscribe(() => this.receive(viewOf(id))),
    );
    this.receive(view);
    this.ask();
  }

  /** Remembers where the rows stood; the next core for this session goes on from there. */
  stop(): void {
    for (const stop of this.stops) stop();
    this.pool.empty();
    if (consoleStore.getState().views.has(this.id)) {
      changeView(this.id, { scrollPx: this.isFollowing ? null : this.scroll.topPx });
    }
  }

  /** Puts the rows into the page, with their marks, and at their places in the same frame. */
  private paint(): void {
    // Read before anything is written: after that it would cost a layout of its own.
    const { scrollTop } = this.elements.grid;
    const { rows, firstPlace, removed, matching } = this.shown;
    const active = this.rowAt(this.active);
    this.pool.draw(rows, firstPlace, removed, this.choice.marks(active));
    const { grid } = this.elements;
    grid.setAttribute("aria-rowcount", String(matching));
    if (active === null) grid.removeAttribute("aria-activedescendant");
    else grid.setAttribute("aria-activedescendant", rowId(active.seq));
    this.draw(scrollTop);
  }

  private draw(scrollTop = this.elements.grid.scrollTop): void {
    const { grid, sizer, layer } = this.elements;
    this.takeUserScroll(scrollTop);
    this.scroll.update(this.extentOf(this.shown.matching, this.shown.removed), this.sticks());
    sizer.style.height = `${this.scroll.contentPx}px`;
    if (Math.abs(scrollTop - this.scroll.scrollTop) > 0.5) grid.scrollTop = this.scroll.scrollTop;
    layer.style.transform = `translateY(${this.scroll.offsetPx(this.shown.firstPlace)}px)`;
    this.wheel.settle(this.scroll.isScaled);
    this.ask();
    this.tellHint();
  }

  scrolled(): void {
    const { scrollTop } = this.elements.grid;
    if (this.takeUserScroll(scrollTop)) this.draw(scrollTop);
  }

  private moveBy(px: number): void {
    this.scroll.moveTo(this.scroll.topPx + px);
    this.elements.grid.scrollTop = this.scroll.scrollTop;
    this.settleFollowing();
    this.draw();
  }

  pointerMoved(x: number, y: number): void {
    this.changeHold(() => this.hold.pointerMoved(x, y));
  }

  pointerLeft(): void {
    this.changeHold(() => this.hold.pointerLeft());
  }

  focusLeft(): void {
    this.changeHold(() => this.hold.rowLeft());
  }

  /** To the newest row, and on with it. */
  follow(): void {
    this.hold.release();
    this.activate(null);
    this.isFollowing = true;
    changeShownView({ isFollowing: true });
    this.ask();
  }

  clicked(element: Element, keys: ClickKeys): void {
    const place = this.pool.placeOf(element);
    const row = this.rowAt(place);
    if (row === null) return;
    const before = this.rowAt(this.active);
    this.activate(place);
    this.choice.clicked(row, before, keys);
  }

  /** True when the key meant something here. */
  pressed(key: string, keys: ClickKeys): boolean {
    const before = this.rowAt(this.active);
    if (keys.adds) {
      if (key !== " " || before === null) return false;
      this.choice.toggled(before);
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
        if (this.active === null) return false;
        this.activate(null);
        this.focusLeft();
        return true;
      default: {
        const visible = this.scroll.visible();
        const place = indexForKey(key, { active: this.active, visible, page: this.pageRows() });
        if (place === null) return false;
        this.enter(place);
        const row = this.rowAt(this.active);
        if (row !== null) this.choice.moved(row, before, keys);
        return true;
      }
    }
  }

  private receive(view: ConsoleView): void {
    if (view.isFollowing !== this.isFollowing) {
      this.isFollowing = view.isFollowing;
      if (view.isFollowing) {
        this.hold.release();
        this.activate(null);
      }
      this.ask();
    }
    const { window } = view;
    const isMarkedAnew = this.choice.take(view);
    if (window === this.window || window === null) {
      if (isMarkedAnew) this.paint();
      return;
    }
    this.window = window;
    const next = shownOf(window);
    const listed = listedFilter(view);
    if (listed !== this.listed) {
      // Places are counted anew with every filter.
      this.listed = listed;
      this.hold.release();
      this.activate(null);
      this.shown = next;
    } else {
      this.shown = this.better(next);
    }
    if (this.active !== null && this.active < this.shown.removed) {
      this.activate(null);
      this.hold.rowLeft();
    }
    this.paint();
    if (view.goal !== this.goal) {
      this.goal = view.goal;
      if (view.goal !== null) this.goTo(view.goal.place);
    }
  }

  /** To a row that someone asked for: it stays where it is, even at the end of a growing stream. */
  private goTo(place: number): void {
    this.hold.rowEntered();
    this.activate(this.scroll.clampPlace(place));
    const { first, end } = this.scroll.visible();
    if (place < first || place >= end) this.scroll.centre(place);
    else this.scroll.reveal(place);
    this.elements.grid.scrollTop = this.scroll.scrollTop;
    this.settleFollowing();
    this.draw();
  }

  /** A reply that was asked for before the view moved must not blank what is being looked at. */
  private better(next: ShownRows): ShownRows {
    const extent = this.extentOf(next.matching, next.removed);
    const places = this.scroll.visibleFor(extent, this.sticks());
    return covered(places, rangeOf(next)) >= covered(places, rangeOf(this.shown))
      ? next
      : { ...this.shown, removed: next.removed, matching: next.matching };
  }

  private sticks(): boolean {
    return this.isFollowing && this.hold.reason === null;
  }

  private extentOf(rows: number, removed: number) {
    return { rows, removed, viewportPx: this.viewportPx };
  }

  private takeUserScroll(scrollTop: number): boolean {
    if (!this.scroll.isMovedByUser(scrollTop)) return false;
    this.scroll.scrolledTo(scrollTop);
    this.settleFollowing();
    return true;
  }

  /** Away from the end one does not follow; back at the end one does. */
  private settleFollowing(): void {
    const { isAtEnd } = this.scroll;
    if (isAtEnd === this.isFollowing) return;
    this.isFollowing = isAtEnd;
    changeShownView({ isFollowing: isAtEnd });
  }

  private changeHold(change: () => void): void {
    const before = this.hold.reason;
    change();
    if (this.hold.reason === before) return;
    // When a hold ends the rows move only once the newest have come: nothing goes blank.
    this.ask();
    this.tellHint();
  }

  /** Asks the store for the rows around the viewport, unless it has been asked already. */
  private ask(): void {
    const viewport = Math.ceil(this.viewportPx / ROW_PX) + 1;
    // Rows outside of the viewport are there for who scrolls; in a flood they are gone before that.
    const isPassing = this.sticks() && (this.window?.counts.rate ?? 0) >= FLOOD_PER_SECOND;
    const count = isPassing ? viewport : Math.min(MAX_ROWS, viewport + 2 * OVERSCAN + STEP);
    const first = this.scroll.visible().first - OVERSCAN;
    const from = this.sticks() ? "tail" : Math.floor(first / STEP) * STEP;
    const { wanted } = viewOf(this.id);
    if (wanted.from !== from || wanted.count !== count)
      changeShownView({ wanted: { from, count } });
  }

  private tellHint(): void {
    const below = this.scroll.below();
    const reason = below === 0 ? null : this.isFollowing ? this.hold.reason : "away";
    const now = performance.now();
    if (reason === this.hint.reason && (below === this.hint.below || now - this.hintAt < HINT_MS)) {
      return;
    }
    this.hintAt = now;
    this.hint = { below, reason };
    this.listener.showHint(this.hint);
  }

  private pageRows(): number {
    return Math.max(1, Math.floor(this.viewportPx / ROW_PX) - 1);
  }

  private enter(place: number): void {
    if (this.shown.matching === 0) return;
    this.hold.rowEntered();
    this.activate(this.scroll.clampPlace(place));
    const before = this.scroll.topPx;
    if (this.active !== null) this.scroll.reveal(this.active);
    if (this.scroll.topPx !== before) {
      this.elements.grid.scrollTop = this.scroll.scrollTop;
      this.settleFollowing();
    }
    this.draw();
  }

  private activate(place: number | null): void {
    if (this.active === place) return;
    this.active = place;
    this.paint();
  }

  /** Null where there is none among the rows at hand. */
  private rowAt(place: number | null): Row | null {
    return place === null ? null : (this.shown.rows[place - this.shown.firstPlace] ?? null);
  }
}

function shownOf({ rows, first, removed, counts }: WindowReply): ShownRows {
  return { rows, firstPlace: removed + first, removed, matching: counts.matching };
}

function rangeOf({ rows, firstPlace }: ShownRows): IndexRange {
  return { first: firstPlace, end: firstPlace + rows.length };
}
