// Pulls the visible rows of the shown session from the vault: at most once a frame, one request in
// flight, nothing while the tab is hidden. A slow page asks less often; arrival rate never sets
// render rate. In a flood the vault says less often that there are rows (worker/stream-reader.ts). Counts
// are refreshed twice a second even when nothing arrives, so that rates decay.

import { changeView, viewOf } from "@/lib/page/state/console-store";
import type { WindowReply } from "@/lib/shared/facts/console";
import type { EntryId } from "@/lib/shared/facts/creds";

const REFRESH_MS = 400;

export interface WindowSource {
  readonly shown: () => EntryId | null;
  /** Null when the session cannot answer (forgotten, vault down). */
  readonly pull: (id: EntryId) => Promise<WindowReply | null>;
}

export interface WindowLoop {
  /** Something changed: pull at the next frame. */
  readonly wake: () => void;
  readonly stop: () => void;
}

/** Starts pulling; `stop` ends it. Runs on the page only. */
export function startWindowLoop(source: WindowSource): WindowLoop {
  let isDue = true;
  let isPulling = false;
  let frame = 0;
  let pulledAt = 0;

  const pullOnce = async () => {
    const id = source.shown();
    if (id === null) return;
    isPulling = true;
    isDue = false;
    pulledAt = performance.now();
    const window = await source.pull(id);
    isPulling = false;
    if (window !== null) changeView(id, { window });
    if (isDue) schedule();
  };

  const schedule = () => {
    if (frame !== 0 || document.hidden) return;
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
    const isFresh = performance.now() - pulledAt < REFRESH_MS;
    if (!isFresh && id !== null && viewOf(id).window !== null) wake();
  }, REFRESH_MS / 2);
  document.addEventListener("visibilitychange", wake);

  return {
    wake,
    stop: () => {
      clearInterval(refresh);
      cancelAnimationFrame(frame);
      document.removeEventListener("visibilitychange", wake);
    },
  };
}
