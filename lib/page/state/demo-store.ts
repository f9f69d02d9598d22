// The tour of the demo: which step is shown, and what it loaded. Written by lib/page/actions/tour/tour-actions.ts.

import { createStore } from "zustand/vanilla";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { SessionState } from "@/lib/shared/protocol/protocol";

export interface Demo {
  /** The recorded answers, by entry. One that is still in the vault store was not replaced by a real attempt. */
  readonly sessions: ReadonlyMap<EntryId, SessionState>;
  /** The entry of each sample, by the name of its file. */
  readonly entries: ReadonlyMap<string, EntryId>;
  readonly recording: EntryId | null;
  readonly trust: readonly string[];
}

interface Tour {
  /** Null = no tour. */
  readonly demo: Demo | null;
  /** From 0. */
  readonly step: number;
}

export const demoStore = createStore<Tour>(() => ({ demo: null, step: 0 }));
