// One of the two creds that are compared, with all that is needed to reason about them.

import type { EffectiveRights } from "@/components/permissions/rights/effective-rights";
import type { EntrySummary } from "@/lib/shared/facts/creds";

export interface Side {
  readonly entry: EntrySummary;
  readonly access: EffectiveRights;
}
