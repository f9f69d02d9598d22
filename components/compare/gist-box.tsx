// The gist of a comparison: who may more, and what else tells the creds apart.

import { ArrowLeftRight, ChevronUp, CircleDashed, Equal, Scale } from "lucide-react";
import { VisibleText } from "@/components/ui/visible-text";
import { cx } from "@/lib/page/base/cx";
import { joinWords } from "@/lib/page/format/words";
import type { ComparedRow } from "@/lib/page/permissions/compare";
import { whyText } from "@/lib/page/permissions/decision-text";
import { type Gist, gistOf } from "@/lib/page/permissions/gist";
import { type CredsRow, differingRows } from "./creds-rows";
import { gistText } from "./gist-text";
import { letterOf, type Side } from "./side";

const LOOKS = {
  same: { icon: Equal, className: "text-ink-3" },
  "a-more": { icon: ChevronUp, className: "text-warn" },
  "b-more": { icon: ChevronUp, className: "text-warn" },
  each: { icon: ArrowLeftRight, className: "text-ink-3" },
} satisfies Record<Gist["relation"], { icon: typeof Equal; className: string }>;

const ITEM = "grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5";

export interface GistBoxProps {
  readonly sides: readonly Side[];
  readonly rows: readonly ComparedRow[];
  readonly others: readonly CredsRow[];
}

export function GistBox({ sides, rows, others }: GistBoxProps) {
  const differing = differingRows(others);
  return (
    <ul
      data-gist=""
      className="grid gap-1.5 rounded-[10px] border border-line px-3 py-2.5 wrap-anywhere"
    >
      {sides.slice(1).map(({ entry }, index) => {
        const gist = gistOf(rows, 0, index + 1);
        const { icon: Icon, className } = LOOKS[gist.relation];
        return (
          <li key={entry.id} className={ITEM}>
            <Icon aria-hidden className={cx("mt-0.5 size-4", className)} />
            <span className="font-medium">
              <VisibleText>{gistText(gist, "A", letterOf(index + 1))}</VisibleText>
            </span>
          </li>
        );
      })}
      {sides.map(({ entry }, index) => {
        const decision = rows.find(({ decisions }) => decisions[index]?.kind === "unknown")
          ?.decisions[index];
        return decision === undefined ? null : (
          <li key={`${entry.id} unknown`} className={ITEM}>
            <CircleDashed aria-hidden className="mt-0.5 size-4 text-ink-3" />
            <span>
              {letterOf(index)}: <VisibleText>{whyText(decision)}</VisibleText>
            </span>
          </li>
        );
      })}
      {differing.length === 0 ? null : (
        <li className={ITEM}>
          <Scale aria-hidden className="mt-0.5 size-4 text-ink-3" />
          <span>
            They also differ in{" "}
            {joinWords(
              differing.map(({ name }) => name.toLowerCase()),
              "and",
            )}
            {expiryText(differing)}.
          </span>
        </li>
      )}
    </ul>
  );
}

/** Creds that end are the most decisive difference of all. */
function expiryText(rows: readonly CredsRow[]): string {
  const values = rows.find(({ name }) => name === "Expiry")?.values;
  if (values === undefined) return "";
  return `: ${values.map((value, index) => `${letterOf(index)} expires ${value}`).join("; ")}`;
}
