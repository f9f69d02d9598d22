// One of the creds that are compared.

import type { EntryWithRights } from "@/components/permissions/rights/effective-rights";
import type { CredsFacts } from "@/lib/shared/facts/creds";

export interface Side extends EntryWithRights {
  readonly facts: CredsFacts;
}

/** The name of a side: A to D. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);
