// Asks an open connection every few seconds for a sign of life and measures the round trip. Started by
// server-watch.ts for each connection. It also notices when the vault itself did not run.

import { clockMs } from "@/lib/vault/base/arrival-clock";
import type { Connection } from "@/lib/vault/nats/connection";

const EVERY_MS = 5000;
/** After this many beats without an answer the connection counts as lost. */
const MAX_SILENT = 4;
/** Nothing that the vault does takes this long. */
const STALL_MS = 5000;

interface HeartbeatEvents {
  onRoundTrip(ms: number): void;
  /** The vault did not run for this long. */
  onStalled(ms: number): void;
  /** May be called again until the heartbeat is stopped. */
  onSilent(): void;
}

/** Returns a function that stops the heartbeat. */
export function startHeartbeat(connection: Connection, events: HeartbeatEvents): () => void {
  let silent = 0;
  const watch = new StallWatch(EVERY_MS, clockMs());
  const beat = async () => {
    const stalledMs = watch.beat(clockMs());
    if (stalledMs > 0) events.onStalled(stalledMs);
    if (silent >= MAX_SILENT) return events.onSilent();
    silent += 1;
    const roundTripMs = await connection.roundTrip();
    if (roundTripMs === null) return;
    silent = 0;
    events.onRoundTrip(roundTripMs);
  };
  void beat();
  const timer = setInterval(() => void beat(), EVERY_MS);
  return () => clearInterval(timer);
}

/**
 * Notices that the browser did not let the vault run, as happens to background tabs, frozen pages and
 * sleeping machines: a regular beat then comes much too late.
 */
export class StallWatch {
  private last: number;

  constructor(
    private readonly everyMs: number,
    nowMs: number,
  ) {
    this.last = nowMs;
  }

  /** Milliseconds lost since the last beat; 0 when this one came in time. */
  beat(nowMs: number): number {
    const late = nowMs - this.last - this.everyMs;
    this.last = nowMs;
    return late >= STALL_MS ? Math.round(late) : 0;
  }
}
