// Asks an open connection every few seconds for a sign of life and measures the round trip. Started by
// server-watch.ts for each connection. It also notices when the vault itself did not run.

import { clockMs } from "@/lib/vault/base/arrival-clock";
import type { Wire } from "@/lib/vault/nats/attempt-run";
import type { Connection } from "@/lib/vault/nats/connection";

const EVERY_MS = 5000;
/** After this many beats without an answer the connection counts as lost. */
const MAX_MISSED = 2;
/** A beat that comes this late says nothing about the server: the vault did not run meanwhile. */
const LATE_MS = 1000;
/** Nothing that the vault does takes this long. */
const STALL_MS = 5000;

interface HeartbeatEvents {
  onRoundTrip(ms: number): void;
  /** The vault did not run for this long. */
  onStalled(ms: number): void;
  /** Whether the server missed a beat. Called when that changes. */
  onSilence(isSilent: boolean): void;
  /** May be called again until the heartbeat is stopped. */
  onLost(): void;
}

/** Returns a function that stops the heartbeat. */
export function startHeartbeat(
  connection: Connection,
  wire: Pick<Wire, "heardAt" | "waiting">,
  events: HeartbeatEvents,
): () => void {
  const pulse = new Pulse(EVERY_MS, clockMs());
  let isSilent = false;
  const ask = async () => {
    const roundTripMs = await connection.roundTrip();
    if (roundTripMs !== null) events.onRoundTrip(roundTripMs);
  };
  const beat = () => {
    const stalledMs = pulse.beat(clockMs(), wire.heardAt(), wire.waiting());
    if (stalledMs > 0) events.onStalled(stalledMs);
    if (pulse.missed >= MAX_MISSED) return events.onLost();
    const wasSilent = isSilent;
    isSilent = pulse.missed > 0;
    if (isSilent !== wasSilent) events.onSilence(isSilent);
    void ask();
  };
  void ask();
  const timer = setInterval(beat, EVERY_MS);
  return () => clearInterval(timer);
}

/**
 * Counts the beats that the server missed. Anything that came since the last question is an answer: a PONG can
 * stand behind megabytes of messages. Bytes that still leave are one too: the question stands behind them. Only
 * beats in time count. Background tabs, frozen pages and sleeping machines make them late, and the answer may
 * lie unread in the socket meanwhile.
 */
export class Pulse {
  missed = 0;
  private last: number;
  private askedAt: number;
  private waitingBytes = 0;

  /** The first question is asked at `nowMs`, and one more at every beat. */
  constructor(
    private readonly everyMs: number,
    nowMs: number,
  ) {
    this.last = nowMs;
    this.askedAt = nowMs;
  }

  /**
   * `heardAtMs`: when the last frame came. `waitingBytes`: sent, but not yet out of the browser. Returns the
   * milliseconds that the vault did not run since the last beat; 0 when this one came about in time.
   */
  beat(nowMs: number, heardAtMs: number, waitingBytes: number): number {
    const late = nowMs - this.last - this.everyMs;
    const isLeaving = waitingBytes < this.waitingBytes;
    this.last = nowMs;
    this.waitingBytes = waitingBytes;
    if (heardAtMs >= this.askedAt || isLeaving || late >= STALL_MS) {
      this.missed = 0;
      this.askedAt = nowMs;
    } else if (late < LATE_MS) this.missed += 1;
    return late >= STALL_MS ? Math.round(late) : 0;
  }
}
