// Pulls the visible rows of the shown log from the vault: at most once per animation frame, with one
// request in flight, and not while the tab is hidden. A slow page asks less often, so the arrival rate
// never sets the render rate. In a flood the vault reports new rows less often (lib/vault/console/log-reader.ts).
// Counts are refreshed every 400 ms even when nothing arrives, so that rates decay; a heavy flood is drawn less often.

import { changeView, viewOf } from "@/lib/page/state/console-store";
import { HEAVY_FLOOD_DRAW_MS, HEAVY_FLOOD_PER_SECOND } from "@/lib/shared/console/flood";
import type { WindowReply } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

const REFRESH_MS = 400;

export interface WindowSource {
  readonly shown: () => EntryId | null;
  /** Null when there is no answer: the creds were forgotten, or the vault has stopped. */
  readonly pull: (id: EntryId) => Promise<WindowReply | null>;
}

export interface WindowLoop {
  /** Pulls at the next animation frame, since something has changed. */
  readonly wake: () => void;
  readonly stop: () => void;
}

/** Starts to pull. */
export function startWindowLoop(source: WindowSource): WindowLoop {
  let isDue = true;
  let isPulling = false;
  let isStopped = false;
  let frame = 0;
  let pulledAtMs = 0;

  const pullOnce = async () => {
    const id = source.shown();
    if (id === null) return;
    isPulling = true;
    isDue = false;
    pulledAtMs = performance.now();
    const window = await source.pull(id);
    isPulling = false;
    if (window !== null) changeView(id, { window });
    if (isDue) schedule();
  };

  const schedule = () => {
    if (isStopped || frame !== 0 || document.hidden) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (isDue && !isPulling) void pullOnce();
    });
  };

  const wake = () => {
    isDue = true;
    schedule();
  };

  const refresh = setInterval(() => {
    const id = source.shown();
    const window = id === null ? null : viewOf(id).window;
    if (window === null) return;
    const isHeavy = window.counts.rate >= HEAVY_FLOOD_PER_SECOND;
    const dueAfterMs = isHeavy ? HEAVY_FLOOD_DRAW_MS : REFRESH_MS;
    if (performance.now() - pulledAtMs >= dueAfterMs) wake();
  }, REFRESH_MS / 2);
  document.addEventListener("visibilitychange", wake);

  return {
    wake,
    stop: () => {
      isStopped = true;
      clearInterval(refresh);
      cancelAnimationFrame(frame);
      document.removeEventListener("visibilitychange", wake);
    },
  };
}
