// How much a log keeps unless the user sets something else. Not in the message store, which is loaded later.

import type { Retention } from "@/lib/shared/facts/console";

export const DEFAULT_RETENTION: Retention = {
  budgetBytes: 256 * 1024 * 1024,
  maxRows: null,
  maxAgeMs: null,
};
