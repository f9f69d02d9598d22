// Whether the three columns stand side by side; the width is that of --breakpoint-lg in app/globals.css.

import { useSyncExternalStore } from "react";

const WIDE = "(min-width: 1180px)";

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(WIDE);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export function useIsWide(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
}
