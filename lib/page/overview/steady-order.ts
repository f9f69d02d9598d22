// Rows keep their places while a check runs: sorted by state or by last answer, they would move under the pointer. Pure.

import type { EntryId } from "@/lib/shared/facts/creds";

/** `rows` in the order of `before`; those that are not in it come last, in their own order. */
export function inPlace<R extends { readonly id: EntryId }>(
  rows: readonly R[],
  before: readonly EntryId[],
): readonly R[] {
  const places = new Map(before.map((id, index) => [id, index]));
  const placeOf = ({ id }: R) => places.get(id) ?? before.length;
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}
