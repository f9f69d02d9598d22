// How many of the creds may do it, and by what: the end of the sentence "41 of 312 may". Pure.

import { formatCount } from "@/lib/page/format/count";
import { joinWords } from "@/lib/page/format/words";
import type { WhoAnswer } from "@/lib/page/overview/who-may";

/** ": 7 by any subject, 16 by a wildcard"; "" when there is nothing to say. */
export function wayWords({ ways }: WhoAnswer): string {
  const parts = [
    [ways.any, "by any subject"],
    [ways.wildcard, "by a wildcard"],
    [ways.name, "by name"],
    [ways.reply, "only as a reply"],
  ] as const;
  const said = parts.flatMap(([count, words]) =>
    count === 0 ? [] : [`${formatCount(count)} ${words}`],
  );
  return said.length === 0 ? "" : `: ${joinWords(said, "and")}`;
}
