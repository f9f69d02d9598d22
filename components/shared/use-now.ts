// One clock for every countdown on the page: a single timer, stopped while the tab is hidden or no
// component uses it. A component names its step and renders again only when that step has passed.

import { useSyncExternalStore } from "react";

const TICK_MS = 1_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let current = 0;

function tick(): void {
  current = Date.now();
  for (const listener of listeners) listener();
}

function startOrStop(): void {
  const isWanted = listeners.size > 0 && !document.hidden;
  if (isWanted && timer === null) {
    timer = setInterval(tick, TICK_MS);
    tick();
  } else if (!isWanted && timer !== null) {
    clearInterval(timer);
    timer = null;
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener("visibilitychange", startOrStop);
  listeners.add(listener);
  startOrStop();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener("visibilitychange", startOrStop);
    startOrStop();
  };
}

/** Milliseconds since 1970, rounded down to `stepMs`; changes at most once a second. */
export function useNow(stepMs = TICK_MS): number {
  const read = () => {
    // Without a running timer `current` is stale.
    if (timer === null) current = Date.now();
    return Math.floor(current / stepMs) * stepMs;
  };
  return useSyncExternalStore(subscribe, read, () => 0);
}
