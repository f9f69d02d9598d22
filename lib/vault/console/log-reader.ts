// One log as the page reads it, of a session or of a recording: windows, searches that run in slices
// between other work, and the notification that there are rows to read. Owned by subscriptions.ts of a
// session or by recording.ts.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import {
  FLOOD_PER_SECOND,
  HEAVY_FLOOD_DRAW_MS,
  HEAVY_FLOOD_PER_SECOND,
} from "@/lib/shared/console/flood";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type {
  FoundRow,
  Retention,
  RowFilter,
  Seq,
  WindowReply,
  WindowRequest,
} from "@/lib/shared/facts/console";
import { MessageStore } from "@/lib/vault/message-store/message-store";

const SLICE_MS = 8;
/** A flood has paused when no row has come for this long. */
const LULL_MS = 8;
/** Bytes of memory to prepare ahead for each byte that came since the last window. */
const AHEAD = 16;
const MAX_AHEAD_BYTES = 32 * 1024 * 1024;

export class LogReader {
  readonly store: MessageStore;
  private isNotified = false;
  /** The least time between two notifications; 0 = none. */
  private pauseMs = 0;
  /** `log.received` at the last window. */
  private receivedBefore = 0;
  private windowAt = 0;
  private isPausing = false;
  private isSearching = false;
  private preparedAt = 0;
  private finds = 0;

  /** `notifyPage` is called at most once until the next window is read. */
  constructor(
    private readonly notifyPage: () => void,
    limits: Retention,
  ) {
    this.store = new MessageStore(limits);
  }

  notify(): void {
    if (this.isNotified) return;
    this.isNotified = true;
    this.notifyPage();
  }

  /**
   * Call when rows were appended. In a flood the page is notified only after a pause, or as soon as no
   * more rows come: the user cannot read single rows then, and drawing all of them takes processor time
   * from receiving.
   */
  onRowsAppended(): void {
    if (this.pauseMs === 0) this.notify();
    else if (!this.isNotified && !this.isPausing) this.notifyAfterPause();
  }

  readWindow(request: WindowRequest, nowMs: number): Omit<WindowReply, "subscriptions"> {
    this.isNotified = false;
    const reply = this.store.window(request, nowMs);
    if (reply.search !== null && !reply.search.isStopped) void this.search();
    const { end, received } = this.store.log;
    const seconds = Math.max(1, nowMs - this.windowAt) / 1000;
    this.pauseMs = pauseFor((received - this.receivedBefore) / seconds);
    this.receivedBefore = received;
    this.windowAt = nowMs;
    const came = end - this.preparedAt;
    this.preparedAt = end;
    if (came > 0) this.store.log.prepare(Math.min(came * AHEAD, MAX_AHEAD_BYTES));
    return reply;
  }

  /** See VaultOps.findRow. */
  async find(
    filter: RowFilter,
    find: RowFilter,
    from: Seq | null,
    direction: 1 | -1,
  ): Promise<Result<FoundRow | null, ActionFault>> {
    this.finds += 1;
    const current = this.finds;
    const finder = this.store.finder(filter.text, find.text, from, direction);
    for (;;) {
      const found = finder(performance.now() + SLICE_MS);
      if (found !== "not-yet") return ok(found);
      await yieldToEventLoop();
      if (current !== this.finds) return fail("superseded");
    }
  }

  private notifyAfterPause(): void {
    this.isPausing = true;
    const until = performance.now() + this.pauseMs;
    let seen = this.store.log.received;
    const check = () => {
      const { received } = this.store.log;
      this.isPausing = received !== seen && !this.isNotified && performance.now() < until;
      seen = received;
      if (this.isPausing) setTimeout(check, LULL_MS);
      else this.notify();
    };
    setTimeout(check, LULL_MS);
  }

  private async search(): Promise<void> {
    if (this.isSearching) return;
    this.isSearching = true;
    do {
      await yieldToEventLoop();
      this.notify();
    } while (this.store.advance(performance.now() + SLICE_MS));
    this.isSearching = false;
    // The page has not been notified of the last rows that were found.
    this.notify();
  }
}

/** Milliseconds between two notifications, from the number of rows a second. */
function pauseFor(perSecond: number): number {
  if (perSecond < FLOOD_PER_SECOND) return 0;
  if (perSecond < 50_000) return 45;
  return perSecond < HEAVY_FLOOD_PER_SECOND ? 120 : HEAVY_FLOOD_DRAW_MS;
}
