// A check of many creds against servers: real attempts, at the pace that Chromium and the servers allow. Started by the
// vault (check-handlers.ts), one at a time.
// Chromium makes one WebSocket at a time to a host and port, 10 ms apart, and slows a page down that has more than a
// few of them pending (net/websockets: WebSocketEndpointLockManager, websocket_throttler; measured with Chromium 156:
// 80 attempts a second and server with 2 to 4 pending, 5 with 16). So only that many are dialled at a time.

import type { CheckCell, CheckProgress, CheckRunState } from "@/lib/shared/facts/check";
import type { EntryId } from "@/lib/shared/facts/creds";
import { CheckColumn, type ColumnPlan } from "./check-column";

export interface RunEvents {
  /** At most five times a second, and at each change of state. */
  onProgress(progress: CheckProgress, cells: readonly CheckCell[]): void;
}

/** WebSockets that are being opened, in all and to one server. */
const MAX_PENDING = 4;
const MAX_PENDING_WITH_MANY = 6;
const BATCH_MS = 200;

export class CheckRun {
  private readonly columns: readonly CheckColumn[];
  private cells: CheckCell[] = [];
  private isPaused = false;
  private isStopped = false;
  private last: CheckRunState = "running";
  /** The column after the one that began last. */
  private turn = 0;
  private nextTimer: ReturnType<typeof setTimeout> | undefined;
  private batchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly number: number,
    plans: readonly ColumnPlan[],
    private readonly events: RunEvents,
  ) {
    this.columns = plans.map(
      (plan, column) =>
        new CheckColumn(plan, {
          onResult: (id, observation) => this.cells.push({ id, column, ...observation }),
          onChanged: () => this.advance(),
        }),
    );
  }

  start(): void {
    this.advance();
  }

  get state(): CheckRunState {
    if (this.isStopped) return "stopped";
    const states = this.columns.map(({ state }) => state);
    if (states.every((state) => state === "done" || state === "ended")) return "done";
    if (this.isPaused || !states.includes("running")) return "paused";
    return "running";
  }

  progress(): CheckProgress {
    return {
      run: this.number,
      state: this.state,
      active: this.columns.reduce((sum, { active }) => sum + active, 0),
      columns: this.columns.map((column) => column.facts()),
    };
  }

  /** Begins no more attempts. Those that have begun come to their end. */
  pause(): void {
    this.isPaused = true;
    this.advance();
  }

  /** Goes on with what has no result, also after `stop`, and tries silent servers at once. */
  resume(): void {
    this.isStopped = false;
    this.isPaused = false;
    for (const column of this.columns) column.resume();
    this.advance();
  }

  /** Ends every attempt. */
  stop(): void {
    if (this.state === "done") return;
    this.isStopped = true;
    this.endColumns();
    this.flush();
  }

  /** As `stop`, and nothing is reported any more. */
  abandon(): void {
    this.isStopped = true;
    this.endColumns();
    clearTimeout(this.batchTimer);
  }

  drop(ids: readonly EntryId[]): void {
    const gone = new Set(ids);
    this.cells = this.cells.filter(({ id }) => !gone.has(id));
    for (const column of this.columns) column.drop(gone);
    this.advance();
  }

  private endColumns(): void {
    clearTimeout(this.nextTimer);
    for (const column of this.columns) column.end();
  }

  private advance(): void {
    if (this.isStopped) return;
    clearTimeout(this.nextTimer);
    if (!this.isPaused) this.startReady();
    const { state } = this;
    if (state !== this.last) this.flush();
    else this.batchTimer ??= setTimeout(() => this.flush(), BATCH_MS);
  }

  private startReady(): void {
    const open = this.columns.filter(({ state }) => state === "running").length;
    const most = open > 2 ? MAX_PENDING_WITH_MANY : MAX_PENDING;
    const mostEach = Math.max(1, Math.floor(most / Math.max(1, open)));
    let soonest: number | null = null;
    let passed = 0;
    while (passed < this.columns.length) {
      const column = this.columns[this.turn % this.columns.length];
      this.turn += 1;
      passed += 1;
      if (column === undefined || column.pending >= mostEach) continue;
      if (this.columns.reduce((sum, { pending }) => sum + pending, 0) >= most) return;
      const now = performance.now();
      const waitMs = column.readyInMs(now);
      if (waitMs === null) continue;
      if (waitMs > 0) {
        soonest = Math.min(soonest ?? waitMs, waitMs);
        continue;
      }
      column.startNext(now);
      passed = 0;
      soonest = null;
    }
    if (soonest !== null) this.nextTimer = setTimeout(() => this.advance(), soonest);
  }

  private flush(): void {
    clearTimeout(this.batchTimer);
    this.batchTimer = undefined;
    this.last = this.state;
    this.events.onProgress(this.progress(), this.cells.splice(0));
  }
}
