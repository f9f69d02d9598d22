// Stands beneath the server field where a connection goes through the page's own bridge: what that is,
// and what it can see.

import { Waypoints } from "lucide-react";

export function BridgeNote({ target }: { target: string }) {
  return (
    <p data-bridge={target} className="mt-1 flex gap-1.5 text-hint text-ink-2">
      <Waypoints aria-hidden className="mt-0.5 size-3.5 shrink-0 text-accent" />
      <span className="min-w-0 wrap-anywhere">
        Goes through this page's own bridge to <b className="font-semibold text-ink">{target}</b>.
        The bridge sees the user JWT, the signature and every message, but never the seed.
      </span>
    </p>
  );
}
