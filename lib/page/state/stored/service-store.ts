// The services that answered to each entry. Written by service-actions.ts.

import { perEntry } from "@/lib/page/state/per-entry";
import type { Result } from "@/lib/shared/base/result";
import type { ActionFault } from "@/lib/shared/facts/action-fault";
import type { ServicesFound } from "@/lib/shared/facts/services";

interface EntryServices {
  readonly isAsking: boolean;
  /** Milliseconds since 1970 of the answer. */
  readonly at: number;
  /** Null = not asked yet. */
  readonly found: Result<ServicesFound, ActionFault> | null;
}

export const serviceStore = perEntry<EntryServices>({ isAsking: false, at: 0, found: null });
