// The control frames of one session, pulled from the vault when it says that there are more. One
// request in flight. The vault bounds them, and drops old heartbeats first, so it is asked for all.

import { useEffect, useState } from "react";
import { ask, onFrames } from "@/lib/page/vault-link/vault-link";
import type { ControlFrame } from "@/lib/shared/facts/attempt";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface Frames {
  readonly frames: readonly ControlFrame[];
  /** All of the session so far, kept or not. */
  readonly total: number;
}

const NONE: Frames = { frames: [], total: 0 };

export function useFrames(id: EntryId): Frames {
  const [known, setKnown] = useState(NONE);

  useEffect(() => {
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
      if (reply.ok) setKnown(reply.value);
      if (isDue) void pull();
    };

    setKnown(NONE);
    void pull();
    const stop = onFrames((of) => {
      if (of === id) void pull();
    });
    return () => {
      isOver = true;
      stop();
    };
  }, [id]);

  return known;
}
