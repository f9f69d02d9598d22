// One stream as the page reads it, with or without a connection behind it: windows, searches that go on
// in slices between other work, and the one word to the page that there is something to pull. Owned by
// a session's subscriptions.ts or by a recording.

import { fail, ok, type Result } from "@/lib/shared/base/result";
import { yieldToEventLoop } from "@/lib/shared/base/yield-to-event-loop";
import { FLOOD_PER_SECOND } from "@/lib/shared/console/flood";
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
/** Nothing for so long: the flood is over, for now. */
const LULL_MS = 8;
/** Memory made ready ahead, for each byte that came since the last window. */
const AHEAD = 16;
const MAX_AHEAD_BYTES = 32 * 1024 * 1024;

export class LogReader {
  readonly store: MessageStore;
  private isTold = false;
  /** Between two tellings of rows; 0 = none. */
  private restMs = 0;
  /** Of the last window. */
  private receivedBefore = 0;
  private windowAt = 0;
  private isResting = false;
  private isSearching = false;
  private preparedAt = 0;
  private finds = 0;

  /** `tell` is called at most once until the next window is read. */
  constructor(
    private readonly tell: () => void,
    limits: Retention,
  ) {
    this.store = new MessageStore(limits);
  }

  notify(): void {
    if (this.isTold) return;
    this.isTold = true;
    this.tell();
  }

  /**
   * Rows came in. In a flood, of which nobody can read a row, the page hears of them after a rest, or as
   * soon as no more come: drawing all of them takes the processor from what receives.
   */
  onRowsAppended(): void {
    if (this.restMs === 0) this.notify();
    else if (!this.isTold && !this.isResting) this.rest();
  }

  window(request: WindowRequest, nowMs: number): Omit<WindowReply, "subscriptions"> {
    this.isTold = false;
    const reply = this.store.window(request, nowMs);
    if (reply.search !== null && !reply.search.isStopped) void this.search();
    const { end, received } = this.store.log;
    const seconds = Math.max(1, nowMs - this.windowAt) / 1000;
    this.restMs = restFor((received - this.receivedBefore) / seconds);
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
    const mine = this.finds;
    const finder = this.store.finder(filter.text, find.text, from, direction);
    for (;;) {
      const found = finder(performance.now() + SLICE_MS);
      if (found !== "not-yet") return ok(found);
      await yieldToEventLoop();
      if (mine !== this.finds) return fail("superseded");
    }
  }

  private rest(): void {
    this.isResting = true;
    const until = performance.now() + this.restMs;
    let seen = this.store.log.received;
    const look = () => {
      const { received } = this.store.log;
      this.isResting = received !== seen && !this.isTold && performance.now() < until;
      seen = received;
      if (this.isResting) setTimeout(look, LULL_MS);
      else this.notify();
    };
    setTimeout(look, LULL_MS);
  }

  private async search(): Promise<void> {
    if (this.isSearching) return;
    this.isSearching = true;
    do {
      await yieldToEventLoop();
      this.notify();
    } while (this.store.advance(performance.now() + SLICE_MS));
    this.isSearching = false;
    // The last rows found have not been told of.
    this.notify();
  }
}

/** Milliseconds between two tellings of rows, by how many come in a second. */
function restFor(perSecond: number): number {
  if (perSecond < FLOOD_PER_SECOND) return 0;
  if (perSecond < 50_000) return 45;
  return perSecond < 200_000 ? 120 : 250;
}
