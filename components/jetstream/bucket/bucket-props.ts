// The bucket that a part of its view shows.

import type { EntryId } from "@/lib/shared/facts/creds";
import type { StreamSummary } from "@/lib/shared/facts/permission-tries";

export interface BucketProps {
  readonly id: EntryId;
  readonly stream: StreamSummary;
}
