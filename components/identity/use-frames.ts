// The protocol frames of one session, as state of a component.

import { useEffect, useState } from "react";
import { type Frames, followFrames } from "@/lib/page/actions/frame-actions";
import type { EntryId } from "@/lib/shared/facts/creds";

const NONE: Frames = { frames: [], total: 0 };

export function useFrames(id: EntryId): Frames {
  const [known, setKnown] = useState(NONE);
  useEffect(() => {
    setKnown(NONE);
    return followFrames(id, setKnown);
  }, [id]);
  return known;
}
