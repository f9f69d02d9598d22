// What the tree lists: the streams that the server named and those that the user opened by name. Pure.

import type { Result } from "@/lib/shared/base/result";
import type { JetStreamOverview } from "@/lib/shared/facts/permission-tries";

export type StoredKind = "stream" | "kv" | "object-store";

export interface TreeItem {
  /** The name of the stream. */
  readonly name: string;
  readonly kind: StoredKind;
  /** Null when only the name is known. */
  readonly messages: number | null;
}

/** By the name, as all clients do (ADR-8, ADR-20). */
export function kindOf(stream: string): StoredKind {
  if (stream.startsWith("KV_")) return "kv";
  return stream.startsWith("OBJ_") ? "object-store" : "stream";
}

/** The name of a bucket or store is that of its stream without the prefix. */
export function shownName(stream: string): string {
  return stream.replace(/^(?:KV|OBJ)_/u, "");
}

/** Sorted by name. `search` is part of a name. */
export function storedItems(
  report: Result<JetStreamOverview, string> | null,
  opened: ReadonlyMap<string, unknown>,
  search: string,
): readonly TreeItem[] {
  const counts = new Map<string, number | null>();
  for (const name of opened.keys()) counts.set(name, null);
  if (report?.ok && report.value.streams.kind === "told") {
    const { names, list } = report.value.streams.value;
    for (const name of names) counts.set(name, null);
    for (const { name, messages } of list) counts.set(name, messages);
  }
  const wanted = search.trim().toLowerCase();
  return [...counts]
    .filter(([name]) => name.toLowerCase().includes(wanted))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, messages]) => ({ name, kind: kindOf(name), messages }));
}
