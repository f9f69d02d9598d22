// Whether a message stands for a key or subject that was removed, instead of carrying a value. Headers: ADR-8 for KV
// buckets, ADR-43 for the markers that a server stores (nats-server server/stream.go JSMarkerReason).

import type { HeaderList, MessageRow } from "@/lib/shared/facts/console";

/**
 * deleted: the history stays. purged: it went as well. expired: the last message outlived its time. Null for a message
 * with a value. The last header of a name counts.
 */
export function removalOf(headers: HeaderList): MessageRow["removal"] {
  const header = (wanted: string) => headers.findLast(([name]) => name === wanted)?.[1] ?? "";
  const [operation, reason] = [header("KV-Operation"), header("Nats-Marker-Reason")];
  if (reason === "MaxAge") return "expired";
  if (operation === "PURGE" || reason === "Purge") return "purged";
  return operation === "DEL" || reason === "Remove" ? "deleted" : null;
}
