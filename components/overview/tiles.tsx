// Counts of everything loaded. Each is a filter: one press lists only those, a second one all; Shift adds to the
// other filters.

import {
  CalendarClock,
  CircleCheck,
  CircleDashed,
  CircleMinus,
  CircleX,
  Clock,
  FileX2,
  type LucideIcon,
  ShieldAlert,
  TriangleAlert,
} from "lucide-react";
import { memo } from "react";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import { type Counts, EXPIRING_DAYS } from "@/lib/page/overview/overview-rows";
import { hasFilter, hasTerms, toggleTerms } from "@/lib/page/overview/overview-store";

interface Tile {
  readonly name: string;
  readonly label: string;
  readonly icon: LucideIcon | null;
  readonly className: string;
  readonly value: number;
}

const termsOf = (name: string): readonly string[] => (name === "all" ? [] : [`is:${name}`]);

export interface TilesProps {
  readonly counts: Counts;
  readonly search: string;
}

export function Tiles({ counts, search }: TilesProps) {
  const { all, byStatus, expiring, wide, overPrivileged } = counts;
  const states: readonly Tile[] = [
    { name: "all", label: "All", icon: null, className: "", value: all },
    {
      name: "accepted",
      label: "Accepted",
      icon: CircleCheck,
      className: "text-ok",
      value: byStatus.accepted,
    },
    {
      name: "refused",
      label: "Refused",
      icon: CircleX,
      className: "text-bad",
      value: byStatus.refused,
    },
    {
      name: "expired",
      label: "Expired",
      icon: Clock,
      className: "text-bad",
      value: byStatus.expired,
    },
    {
      name: "unreadable",
      label: "Unreadable",
      icon: FileX2,
      className: "text-ink-2",
      value: byStatus.unreadable,
    },
    {
      name: "not-tried",
      label: "Not tried",
      icon: CircleDashed,
      className: "text-ink-3",
      value: byStatus["not-tried"],
    },
    {
      name: "other",
      label: "Other",
      icon: CircleMinus,
      className: "text-warn",
      value: byStatus.other,
    },
  ];
  const across: readonly Tile[] = [
    {
      name: "expiring",
      label: `Expire within ${EXPIRING_DAYS} days`,
      icon: CalendarClock,
      className: "text-warn",
      value: expiring,
    },
    {
      name: "any-subject",
      label: "May use any subject",
      icon: TriangleAlert,
      className: "text-warn",
      value: wide,
    },
    {
      name: "over-privileged",
      label: "Any subject, no limits",
      icon: ShieldAlert,
      className: "text-warn",
      value: overPrivileged,
    },
  ];
  const draw = (tile: Tile) => (
    <TileButton
      key={tile.name}
      {...tile}
      isOn={tile.name === "all" ? !hasFilter(search) : hasTerms(search, termsOf(tile.name))}
    />
  );
  return (
    <fieldset className="flex items-stretch gap-1 overflow-x-auto border-b border-line bg-panel px-4 py-2.5 [scrollbar-width:thin]">
      <legend className="sr-only">Counts, each a filter</legend>
      {states.map(draw)}
      <span aria-hidden className="mx-3 w-px shrink-0 bg-line" />
      {across.map(draw)}
    </fieldset>
  );
}

interface TileButtonProps extends Tile {
  readonly isOn: boolean;
}

/** Made again only when its count changes: during a check most counts stay. */
const TileButton = memo(function TileButton(props: TileButtonProps) {
  const { name, label, icon: Icon, className, value, isOn } = props;
  return (
    <button
      type="button"
      data-status-count={name}
      data-value={value}
      aria-pressed={isOn}
      title={name === "all" ? "Show all" : "Show only these; with Shift, add to the other filters"}
      onClick={(event) => toggleTerms(termsOf(name), event.shiftKey)}
      className={cx(
        "min-w-24 shrink-0 rounded-lg border px-2.5 py-1.5 text-left focus-visible:-outline-offset-2",
        isOn ? "border-accent bg-accent-soft" : "border-transparent hover:bg-sunken",
      )}
    >
      <span className="flex items-center gap-1.75 text-headline leading-none font-semibold tabular-nums">
        {Icon === null ? null : (
          <Icon aria-hidden className={cx("size-4", className)} strokeWidth={2} />
        )}
        {formatCount(value)}
      </span>
      <span className="mt-1 block text-data whitespace-nowrap text-ink-2">{label}</span>
    </button>
  );
});
