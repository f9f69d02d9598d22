// What a stream may keep unless the user says otherwise. Apart from the store, which is fetched later.

import type { Retention } from "@/lib/shared/facts/console";

export const DEFAULT_RETENTION: Retention = {
  budgetBytes: 256 * 1024 * 1024,
  maxRows: null,
  maxAgeMs: null,
};
