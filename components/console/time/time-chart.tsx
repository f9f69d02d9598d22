// A chart of how many messages arrived when, and how large they were. A range dragged on it becomes part of the
// filter, so the list below shows the messages of that time. The bundle is fetched by lazy-time-chart.tsx.

import "uplot/dist/uPlot.min.css";
import { X } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { useView } from "@/components/console/view/use-view";
import { usePolled } from "@/components/shared/use-polled";
import { Segmented } from "@/components/ui/segmented";
import { filterBy } from "@/lib/page/actions/search-actions";
import { readTimeline } from "@/lib/page/actions/tree-actions";
import { changeShownView } from "@/lib/page/actions/view-actions";
import { formatBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { formatTime } from "@/lib/page/format/time";
import { matchingFilter } from "@/lib/page/state/console-store";
import { preferencesStore } from "@/lib/page/storage/preferences";
import { parseQuery, printQuery, withTime } from "@/lib/shared/console/query";
import type { EntryId } from "@/lib/shared/facts/creds";
import type { TimelineReply } from "@/lib/shared/facts/log-figures";
import { Plot, type TimeRange } from "./plot";

const POLL_MS = 500;
const STEP_PX = 4;

const SPANS = [
  { value: "60000", label: "1 min" },
  { value: "600000", label: "10 min" },
  { value: "", label: "All kept" },
] as const;

type Span = (typeof SPANS)[number]["value"];

interface TimeChartProps {
  readonly id: EntryId;
  readonly isLive: boolean;
}

export function TimeChart({ id, isLive }: TimeChartProps) {
  const filter = useView(matchingFilter);
  const chosenMs = useView((view) => view.chartMs);
  const chartMs = isLive ? chosenMs : null;
  const hostRef = useRef<HTMLDivElement>(null);
  const plotRef = useRef<Plot>(null);
  const [steps, setSteps] = useState(150);
  const [pointed, setPointed] = useState<number | null>(null);
  const theme = useStore(preferencesStore, (state) => state.theme);
  const query = useMemo(() => parseQuery(filter).query, [filter]);
  const { from, to } = query.time;
  // The chart also shows the messages before and after the range.
  const around = useMemo(() => printQuery({ ...query, time: { from: null, to: null } }), [query]);
  const read = useCallback(
    () => readTimeline(id, { filter: { text: around }, ...spanOf(chartMs, steps), buckets: steps }),
    [id, around, chartMs, steps],
  );
  const timeline = usePolled(read, POLL_MS);

  useEffect(() => {
    const host = hostRef.current;
    if (host === null) return;
    const plot = new Plot(host, { onBrush, onPoint: setPointed });
    plotRef.current = plot;
    const resizeObserver = new ResizeObserver(() => {
      plot.resize();
      setSteps(Math.max(20, Math.floor((host.clientWidth - 112) / STEP_PX)));
    });
    resizeObserver.observe(host);
    return () => {
      resizeObserver.disconnect();
      plotRef.current = null;
      plot.destroy();
    };
  }, []);
  useEffect(() => {
    if (timeline !== null) plotRef.current?.show(timeline);
  }, [timeline]);
  useEffect(() => {
    plotRef.current?.setBrush(rangeOf(from, to));
  }, [from, to]);
  useEffect(() => {
    void theme;
    plotRef.current?.resize();
  }, [theme]);

  return (
    <figure
      aria-label="Messages over time"
      data-timeline-messages={timeline?.messages.reduce((sum, count) => sum + count, 0) ?? 0}
      className="border-b border-line"
    >
      <figcaption className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 px-3.5 pt-1.5 text-hint text-ink-2">
        <Legend className="bg-accent" label="messages per second" />
        <Legend className="bg-s3" label="bytes per second" />
        <span className="min-w-0 flex-1 truncate text-right tabular-nums max-md:basis-full max-md:text-left">
          {timeline === null ? null : <Reading timeline={timeline} index={pointed} />}
        </span>
        {rangeOf(from, to) === null ? null : <ChosenRange from={from} to={to} />}
        {isLive ? (
          <Segmented<Span>
            label="Time shown"
            options={SPANS}
            value={chosenMs === 60_000 ? "60000" : chosenMs === 600_000 ? "600000" : ""}
            onChange={(span) => changeShownView({ chartMs: span === "" ? null : Number(span) })}
          />
        ) : null}
      </figcaption>
      <div
        ref={hostRef}
        title="Drag to choose a time range; the filter form shows it in numbers"
        className="h-[132px] w-full cursor-crosshair overflow-hidden [&_.u-select]:border-x [&_.u-select]:border-accent [&_.u-select]:bg-accent/15!"
      />
    </figure>
  );
}

function onBrush({ from, to }: TimeRange): void {
  changeTime({ from, to });
}

function changeTime(time: { readonly from: number | null; readonly to: number | null }): void {
  filterBy((text) => withTime(text, time));
}

function rangeOf(from: number | null, to: number | null): TimeRange | null {
  if (from === null && to === null) return null;
  return { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER };
}

/** Steps start at round times, so that a growing chart moves smoothly. */
function spanOf(ms: number | null, steps: number): { from: number | null; to: number | null } {
  if (ms === null) return { from: null, to: null };
  const stepMs = ms / steps;
  const to = Math.ceil(Date.now() / stepMs) * stepMs;
  return { from: to - ms, to };
}

function Legend({ className, label }: { readonly className: string; readonly label: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <i aria-hidden className={`h-0.75 w-3 rounded-xs ${className}`} />
      {label}
    </span>
  );
}

/** The figures of the step under the pointer, or of the highest step. */
function Reading({ timeline, index }: { timeline: TimelineReply; index: number | null }) {
  const { from, stepMs, messages, bytes, isComplete } = timeline;
  const highest = messages.reduce(
    (best, count, step) => (count > (messages[best] ?? 0) ? step : best),
    0,
  );
  const shown = index === null || index >= messages.length ? highest : index;
  const perSecond = 1000 / Math.max(1, stepMs);
  const rate = formatCount(Math.round((messages[shown] ?? 0) * perSecond));
  return (
    <>
      {isComplete ? null : "still searching · "}
      {shown === index ? "" : "peak: "}
      {formatTime(from + shown * stepMs)} · {rate}/s ·{" "}
      {formatBytes((bytes[shown] ?? 0) * perSecond)}/s
    </>
  );
}

function ChosenRange({ from, to }: { from: number | null; to: number | null }) {
  const side = (at: number | null, open: string) => (at === null ? open : formatTime(at));
  return (
    <span className="inline-flex items-center gap-1 rounded-md bg-accent-soft pl-2 text-accent tabular-nums whitespace-nowrap">
      {side(from, "beginning")} to {side(to, "now")}
      <button
        type="button"
        aria-label="All times"
        title="Remove the time from the filter"
        onClick={() => changeTime({ from: null, to: null })}
        className="grid size-6 place-items-center hover:text-ink focus-visible:-outline-offset-2"
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  );
}
