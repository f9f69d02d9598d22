// The clock that the times of creds are held against, beside this machine's.

import { useVault } from "@/components/use-vault";
import { clockOf } from "@/lib/diagnosis/clock";
import type { ClockFacts } from "@/lib/facts/clock";
import type { EntryId } from "@/lib/facts/creds";
import type { VaultState } from "@/lib/state/vault-store";

export function clockIn({ sessions, pageClock }: VaultState, id: EntryId): ClockFacts | null {
  return clockOf(sessions.get(id), sessions.values(), pageClock);
}

export function useClock(id: EntryId): ClockFacts | null {
  return useVault((state) => clockIn(state, id));
}
