// Following the protocol frames of one session, for the tab Protocol.

import { ask } from "@/lib/page/vault-link/vault-calls";
import { onFrames } from "@/lib/page/vault-link/vault-events";
import type { ControlFrame } from "@/lib/shared/facts/attempt";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface Frames {
  readonly frames: readonly ControlFrame[];
  /** All of the session so far, kept or not. */
  readonly total: number;
}

/**
 * Reads the frames now and whenever the vault says that there are more, with one request in flight.
 * The vault keeps a bounded number and drops old heartbeats first, so each request asks for all of
 * them. Returns the function that stops it.
 */
export function followFrames(id: EntryId, onChange: (frames: Frames) => void): () => void {
  let isOver = false;
  let isPulling = false;
  let isDue = false;

  const pull = async () => {
    if (isPulling) {
      isDue = true;
      return;
    }
    isPulling = true;
    isDue = false;
    const reply = await ask("readFrames", { id, after: 0 });
    isPulling = false;
    if (isOver) return;
    if (reply.ok) onChange(reply.value);
    if (isDue) void pull();
  };

  void pull();
  const stop = onFrames((of) => {
    if (of === id) void pull();
  });
  return () => {
    isOver = true;
    stop();
  };
}
