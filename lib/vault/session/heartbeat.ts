// Asks an open connection every few seconds for a sign of life, and measures the way there and back.
// Started by server-watch.ts for each connection.

import { clockMs } from "@/lib/vault/base/arrival-clock";
import type { Connection } from "@/lib/vault/nats/connection";
import { StallWatch } from "./stall-watch";

const EVERY_MS = 5000;
/** So many without an answer, and the connection counts as lost. */
const MAX_SILENT = 4;

/** Gives the way to stop. `lost` may be called again until then. */
export function startHeartbeat(
  connection: Connection,
  tell: { measured(roundTripMs: number): void; stalled(ms: number): void; lost(): void },
): () => void {
  let silent = 0;
  const watch = new StallWatch(EVERY_MS, clockMs());
  const beat = async () => {
    const stalledMs = watch.beat(clockMs());
    if (stalledMs > 0) tell.stalled(stalledMs);
    if (silent >= MAX_SILENT) return tell.lost();
    silent += 1;
    const roundTripMs = await connection.roundTrip();
    if (roundTripMs === null) return;
    silent = 0;
    tell.measured(roundTripMs);
  };
  void beat();
  const timer = setInterval(() => void beat(), EVERY_MS);
  return () => clearInterval(timer);
}
