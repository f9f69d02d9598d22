// The clock that the times of creds are compared with, in addition to this machine's clock.

import { withTellers } from "@/lib/page/state/check-store";
import type { VaultState } from "@/lib/page/state/vault-store";
import { clockOf } from "@/lib/shared/diagnosis/clock-comparison";
import type { ClockFacts } from "@/lib/shared/facts/clock";
import type { EntryId } from "@/lib/shared/facts/creds";
import { useVault } from "./use-vault";

export function clockIn({ sessions, pageClock }: VaultState, id: EntryId): ClockFacts | null {
  return clockOf(sessions.get(id), withTellers(sessions.values()), pageClock);
}

export function useClock(id: EntryId): ClockFacts | null {
  return useVault((state) => clockIn(state, id));
}
