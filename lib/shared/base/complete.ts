// Lists that have to hold every member of a union, checked by the compiler. A table by code is a
// Record instead; this is for lists whose order matters. Any layer may use it.

/** `unknown` when the list holds every member, else an object that names the missing ones. */
export type Complete<Union, List extends readonly Union[]> = [
  Exclude<Union, List[number]>,
] extends [never]
  ? unknown
  : { readonly missing: Exclude<Union, List[number]> };

/** `complete<Code>()(["a", "b"])` is that list. It does not compile when a code is missing. */
export function complete<Union>() {
  return <const List extends readonly Union[]>(list: List & Complete<Union, List>): List => list;
}
