// The control frames of one session, pulled from the vault when it announces more, one request at a time.
// The vault bounds them and drops old heartbeats first, so each request asks for all of them.

import { useEffect, useState } from "react";
import { ask, onFrames } from "@/lib/page/vault-link/vault-link";
import type { ControlFrame } from "@/lib/shared/facts/attempt";
import type { EntryId } from "@/lib/shared/facts/creds";

export interface Frames {
  readonly frames: readonly ControlFrame[];
  /** Number of frames of the session so far, including those that the vault dropped. */
  readonly total: number;
}

const NONE: Frames = { frames: [], total: 0 };

export function useFrames(id: EntryId): Frames {
  const [frames, setFrames] = useState(NONE);

  useEffect(() => {
    let isStopped = false;
    let isPulling = false;
    let isPullDue = false;

    const pull = async () => {
      if (isPulling) {
        isPullDue = true;
        return;
      }
      isPulling = true;
      isPullDue = false;
      const reply = await ask("readFrames", { id, after: 0 });
      isPulling = false;
      if (isStopped) return;
      if (reply.ok) setFrames(reply.value);
      if (isPullDue) void pull();
    };

    setFrames(NONE);
    void pull();
    const unsubscribe = onFrames((changedId) => {
      if (changedId === id) void pull();
    });
    return () => {
      isStopped = true;
      unsubscribe();
    };
  }, [id]);

  return frames;
}
