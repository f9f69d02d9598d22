// The chart of rate and size over time, drawn by uPlot. Made by time-chart.tsx for one element, which feeds it data
// and receives the range that the user drags. Colours are read from the theme at each drawing.

import "./language-tag";
import uPlot from "uplot";
import type { TimelineReply } from "@/lib/shared/facts/log-figures";
import { axisTime, shortBytes, shortCount } from "./plot-text";

const PLOT_PX = 132;

export interface TimeRange {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export interface PlotListener {
  readonly onBrush: (range: TimeRange) => void;
  /** The step under the pointer; null when the pointer is elsewhere. */
  readonly onPoint: (index: number | null) => void;
}

/** Shown before the first data. */
const NO_RANGE: TimeRange = { from: 0, to: 1 };

export class Plot {
  private readonly plot: uPlot;
  private shown = NO_RANGE;
  private brush: TimeRange | null = null;

  constructor(
    private readonly host: HTMLElement,
    listener: PlotListener,
  ) {
    const colour = (name: string) => () => getComputedStyle(host).getPropertyValue(name);
    const axis = {
      stroke: colour("--ink-3"),
      font: `11px ${getComputedStyle(host).fontFamily}`,
      grid: { stroke: colour("--line"), width: 1 },
      ticks: { show: false },
    };
    const stepped = uPlot.paths.stepped?.({ align: 1 });
    const paths = stepped === undefined ? {} : { paths: stepped };
    const options: uPlot.Options = {
      width: Math.max(1, host.clientWidth),
      height: PLOT_PX,
      ms: 1,
      legend: { show: false },
      padding: [8, 0, 0, 0],
      cursor: { y: false, drag: { x: true, y: false, setScale: false, dist: 3 } },
      scales: {
        x: { time: true, range: () => [this.shown.from, this.shown.to] },
        rate: { range: (_plot, _min, max) => [0, Math.max(1, max) * 1.08] },
        bytes: { range: (_plot, _min, max) => [0, Math.max(1, max) * 1.08] },
      },
      series: [
        {},
        {
          scale: "rate",
          stroke: colour("--accent"),
          fill: colour("--accent-soft"),
          width: 1.4,
          points: { show: false },
          ...paths,
        },
        {
          scale: "bytes",
          stroke: colour("--s3"),
          width: 1.2,
          dash: [3, 2],
          points: { show: false },
          ...paths,
        },
      ],
      axes: [
        {
          ...axis,
          space: 84,
          size: 24,
          values: (_plot, splits, _axis, _space, stepMs) =>
            splits.map((at) => axisTime(at, stepMs)),
        },
        {
          ...axis,
          scale: "rate",
          size: 46,
          space: 26,
          values: (_plot, splits) => splits.map(shortCount),
        },
        {
          ...axis,
          scale: "bytes",
          side: 1,
          size: 66,
          space: 26,
          grid: { show: false },
          values: (_plot, splits) => splits.map(shortBytes),
        },
      ],
      hooks: {
        setCursor: [(plot) => listener.onPoint(plot.cursor.idx ?? null)],
        setSelect: [
          (plot) => {
            const { left, width } = plot.select;
            if (width === 0 || this.shown === NO_RANGE) return;
            listener.onBrush({
              from: Math.floor(plot.posToVal(left, "x")),
              to: Math.ceil(plot.posToVal(left + width, "x")),
            });
          },
        ],
      },
    };
    this.plot = new uPlot(options, [[], [], []], host);
  }

  show({ from, to, stepMs, messages, bytes }: TimelineReply): void {
    const perSecond = 1000 / Math.max(1, stepMs);
    this.shown = { from, to: Math.max(to, from + 1) };
    const starts = messages.map((_count, index) => from + index * stepMs);
    const last = messages.length - 1;
    // A step ends where the next one starts, so the last one needs an explicit end.
    const extend = (values: readonly number[]) => [
      ...values.map((value) => value * perSecond),
      (values[last] ?? 0) * perSecond,
    ];
    this.plot.setData([[...starts, to], extend(messages), extend(bytes)]);
    this.drawBrush();
  }

  /** Marks the chosen range; null marks none. */
  setBrush(range: TimeRange | null): void {
    this.brush = range;
    this.drawBrush();
  }

  /** Draws again after the theme or the size has changed. */
  resize(): void {
    const width = Math.max(1, this.host.clientWidth);
    this.plot.setSize({ width, height: PLOT_PX });
    this.drawBrush();
  }

  destroy(): void {
    this.plot.destroy();
  }

  private drawBrush(): void {
    const { shown, plot, brush } = this;
    // The range must not move while the user drags it.
    if (plot.cursor.drag && isDragging(plot)) return;
    if (brush === null) {
      plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      return;
    }
    const leftPx = (at: number) => plot.valToPos(Math.max(shown.from, Math.min(shown.to, at)), "x");
    const left = leftPx(brush.from);
    const width = Math.max(1, leftPx(brush.to) - left);
    plot.setSelect({ left, top: 0, width, height: plot.over.clientHeight }, false);
  }
}

function isDragging(plot: uPlot): boolean {
  return plot.over.matches(":active");
}
