// One clock for every countdown on the page: a single timer, none while the tab is hidden or nobody
// looks. A component names the step it cares about and renders again only when that step is passed.

import { useSyncExternalStore } from "react";

const TICK_MS = 1_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let current = 0;

function tick(): void {
  current = Date.now();
  for (const listener of listeners) listener();
}

function settle(): void {
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
  if (listeners.size === 0) document.addEventListener("visibilitychange", settle);
  listeners.add(listener);
  settle();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener("visibilitychange", settle);
    settle();
  };
}

/** Milliseconds since 1970, rounded down to `stepMs`; changes at most once a second. */
export function useNow(stepMs = TICK_MS): number {
  const read = () => {
    // Without a running timer nothing else keeps the clock right.
    if (timer === null) current = Date.now();
    return Math.floor(current / stepMs) * stepMs;
  };
  return useSyncExternalStore(subscribe, read, () => 0);
}
