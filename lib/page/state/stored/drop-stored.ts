// Drops what JetStream answered to entries that are forgotten.

import { jetStreamStore } from "@/lib/page/state/jetstream-store";
import type { EntryId } from "@/lib/shared/facts/creds";
import { bucketStore } from "./bucket-store";
import { objectStore } from "./object-store";
import { serviceStore } from "./service-store";

export function dropStored(ids: readonly EntryId[]): void {
  for (const store of [jetStreamStore, bucketStore, objectStore, serviceStore]) store.drop(ids);
}
