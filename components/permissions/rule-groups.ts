// Groups a long list of rules by first token, and by the second where a group is still long. Pure. No rule is dropped,
// and the order within a group is that of the list.

import type { Difference, ListName } from "@/lib/page/permissions/difference";

export interface RuleEntry {
  readonly text: string;
  /** The only side that has the rule; null when both have it. */
  readonly only: "own" | "server" | null;
}

export interface RuleGroup {
  /** "orders.", "orders.eu."; "" for rules that share a beginning with no other. */
  readonly name: string;
  readonly entries: readonly RuleEntry[];
}

/** A list of this length or longer is shown in groups. */
export const GROUP_FROM = 25;
const SPLIT_FROM = 60;

export function groupRules(entries: readonly RuleEntry[]): readonly RuleGroup[] {
  if (entries.length < GROUP_FROM) return [{ name: "", entries }];
  const groups: RuleGroup[] = [];
  const alone: RuleEntry[] = [];
  for (const [name, members] of byBeginning(entries, 1)) {
    if (members.length === 1) alone.push(...members);
    else if (members.length < SPLIT_FROM) groups.push({ name, entries: members });
    else groups.push(...split(name, members));
  }
  const sorted = groups.sort((a, b) => (a.name < b.name ? -1 : 1));
  return alone.length === 0 ? sorted : [...sorted, { name: "", entries: alone }];
}

function split(name: string, members: readonly RuleEntry[]): readonly RuleGroup[] {
  const groups: RuleGroup[] = [];
  const rest: RuleEntry[] = [];
  for (const [inner, some] of byBeginning(members, 2)) {
    if (some.length === 1) rest.push(...some);
    else groups.push({ name: inner, entries: some });
  }
  return rest.length === 0 ? groups : [{ name, entries: rest }, ...groups];
}

function byBeginning(
  entries: readonly RuleEntry[],
  tokens: number,
): ReadonlyMap<string, readonly RuleEntry[]> {
  const groups = new Map<string, RuleEntry[]>();
  for (const entry of entries) {
    const name = `${entry.text.split(".").slice(0, tokens).join(".")}.`;
    const known = groups.get(name);
    if (known) known.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
}

/** The list in force, each rule once, then the rules that only the creds have. */
export function mergeRules(
  inForce: readonly string[] | null,
  list: ListName,
  difference: Difference | null,
): readonly RuleEntry[] {
  const of = (side: "own" | "server") =>
    (difference?.rules ?? []).flatMap((one) =>
      one.list === list && one.only === side ? [one.rule] : [],
    );
  const added = new Set(of("server"));
  return [
    ...[...new Set(inForce ?? [])].map(
      (text): RuleEntry => ({ text, only: added.has(text) ? "server" : null }),
    ),
    ...of("own").map((text): RuleEntry => ({ text, only: "own" })),
  ];
}
