// The status line beneath the messages: the counts of the log (received, kept, dropped, …) as exact numbers; data-value holds the integer for tests and
// scripts. The widths are fixed, so a growing number moves nothing. At the end of the line: the progress of a
// search, the selection, and how much may be kept.

import { MarkedStatus, SearchStatus } from "@/components/console/search/search-status";
import { useSampledWindow } from "@/components/console/view/use-view";
import { cx } from "@/lib/page/base/cx";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import type { Counts } from "@/lib/shared/facts/console";
import { StorageButton } from "./storage-button";

const NONE: Counts = {
  received: 0,
  kept: 0,
  dropped: 0,
  notices: 0,
  bytes: 0,
  rate: 0,
  matching: 0,
  matchingNotices: 0,
  heldBytes: 0,
};

export function LogCounts() {
  const counts = useSampledWindow()?.counts ?? NONE;
  return (
    <div className="flex h-6 items-center gap-x-3 border-t border-line bg-sunken px-3 text-hint text-ink-2 tabular-nums">
      <dl aria-label="Counts" className="flex min-w-0 flex-1 gap-x-3 overflow-hidden">
        <Count of="received" value={counts.received} label="received" className="min-w-[12ch]" />
        <Count of="rate" value={Math.round(counts.rate)} label="/s" className="min-w-[5ch]" />
        <Count
          of="matching"
          value={counts.matching - counts.matchingNotices}
          label="shown"
          className="min-w-[9ch]"
        />
        <Count
          of="kept"
          value={counts.kept}
          label="kept"
          className="min-w-[9ch] @max-[700px]:sr-only"
        />
        <Count
          of="bytes"
          value={counts.bytes}
          text={formatBytes(counts.bytes)}
          label=""
          className="min-w-[7ch]"
        />
        <Count
          of="dropped"
          value={counts.dropped}
          label="dropped"
          className={cx("min-w-[9ch]", counts.dropped > 0 && "text-warn")}
        />
        <Count
          of="notices"
          value={counts.notices}
          label={counts.notices === 1 ? "notice" : "notices"}
          className="min-w-[9ch] @max-[620px]:sr-only"
        />
      </dl>
      <div className="flex shrink-0 items-center justify-end gap-x-2">
        <SearchStatus />
        <MarkedStatus />
        <StorageButton />
      </div>
    </div>
  );
}

interface CountProps {
  readonly of: keyof Counts;
  readonly value: number;
  readonly label: string;
  readonly text?: string;
  readonly className: string;
}

function Count({ of, value, label, text = formatCount(value), className }: CountProps) {
  return (
    <div data-count={of} data-value={value} className={cx("whitespace-nowrap", className)}>
      <dt className="sr-only">{of}</dt>
      <dd>
        <b className="font-semibold text-ink">{text}</b>
        {label === "" ? null : label === "/s" ? label : ` ${label}`}
      </dd>
    </div>
  );
}
