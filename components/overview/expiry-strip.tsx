// What expires when: the listed spans with their counts, each a filter, and the dates as a calendar or CSV. Absent
// while nothing that is loaded expires.

import { CalendarPlus, Download } from "lucide-react";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { saveFile } from "@/components/ui/save-file";
import { cx } from "@/lib/page/base/cx";
import { formatCount } from "@/lib/page/format/count";
import { expiryCalendar, expiryCsv } from "@/lib/page/overview/expiry-export";
import { countSpans, EXPIRY_SPANS, type ExpirySpanName } from "@/lib/page/overview/expiry-spans";
import type { OverviewRow } from "@/lib/page/overview/overview-rows";
import { hasTerms, toggleTerms } from "@/lib/page/overview/overview-store";

const LABELS: Readonly<Record<ExpirySpanName, string>> = {
  expired: "past",
  day: "24 h",
  week: "7 days",
  month: "30 days",
  quarter: "90 days",
  year: "1 year",
  later: "later",
  never: "never",
};

const TONES: Partial<Record<ExpirySpanName, string>> = {
  expired: "bg-bad",
  day: "bg-warn",
  week: "bg-warn",
  never: "bg-line-strong",
};

export interface ExpiryStripProps {
  /** Everything loaded: the counts. */
  readonly rows: readonly OverviewRow[];
  /** What the exports hold. */
  readonly listed: readonly OverviewRow[];
  readonly search: string;
  readonly nowMs: number;
}

export function ExpiryStrip({ rows, listed, search, nowMs }: ExpiryStripProps) {
  const counts = useMemo(() => countSpans(rows, nowMs), [rows, nowMs]);
  const { never, ...dated } = counts;
  const most = Math.max(never, ...Object.values(dated));
  if (Object.values(dated).every((count) => count === 0)) return null;
  return (
    <section
      aria-label="Expiry"
      className="flex items-center gap-1 overflow-x-auto border-b border-line bg-panel px-4 py-1 [scrollbar-width:thin]"
    >
      <h2 className="mr-1.5 text-data whitespace-nowrap text-ink-2">Expires in</h2>
      {EXPIRY_SPANS.map(({ name, terms }) => {
        const count = counts[name];
        const isOn = hasTerms(search, terms);
        return (
          <button
            key={name}
            type="button"
            data-expiry={name}
            data-value={count}
            aria-pressed={isOn}
            disabled={count === 0 && !isOn}
            title="List only these; with Shift, add to the other filters"
            onClick={(event) => toggleTerms(terms, event.shiftKey)}
            className={cx(
              "relative min-w-19 flex-1 rounded-md border px-2 pt-0.5 pb-1.5 text-left text-data whitespace-nowrap focus-visible:-outline-offset-2 @min-[1181px]:max-w-32",
              isOn ? "border-accent bg-accent-soft" : "border-transparent hover:bg-sunken",
              count === 0 && "text-ink-3",
            )}
          >
            <span className="flex items-baseline justify-between gap-2">
              <span className="text-ink-2">{LABELS[name]}</span>{" "}
              <b className="font-semibold tabular-nums">{formatCount(count)}</b>
            </span>
            <Bar share={most === 0 ? 0 : count / most} tone={TONES[name] ?? "bg-accent"} />
          </button>
        );
      })}
      <span className="ml-auto flex shrink-0 gap-1 pl-2">
        <Button
          size="sm"
          tone="quiet"
          aria-label="Export expiries as iCalendar"
          title="The listed creds as events with an alarm a week before"
          onClick={() => save(expiryCalendar(listed, nowMs), "text/calendar", "ics")}
        >
          <CalendarPlus aria-hidden className="size-3.5" />
          iCalendar
        </Button>
        <Button
          size="sm"
          tone="quiet"
          aria-label="Export expiries as CSV"
          title="The listed creds that expire, the soonest first"
          onClick={() => save(expiryCsv(listed, nowMs), "text/csv", "csv")}
        >
          <Download aria-hidden className="size-3.5" />
          CSV
        </Button>
      </span>
    </section>
  );
}

/** `share`: of the widest, 0 to 1. What is not zero is seen. */
function Bar({ share, tone }: { readonly share: number; readonly tone: string }) {
  return (
    <span aria-hidden className="absolute right-2 bottom-0.75 left-2 h-0.75 rounded bg-sunken">
      <span
        ref={(bar) => {
          if (bar !== null) bar.style.width = `${share === 0 ? 0 : Math.max(4, share * 100)}%`;
        }}
        className={cx("block h-full rounded", tone)}
      />
    </span>
  );
}

function save(text: string, type: string, ending: string): void {
  saveFile(new Blob([text], { type }), `creds-expiry.${ending}`);
}
