// Numbers and times on the axes of the chart. Pure.

import { formatBytes } from "@/lib/page/format/bytes";
import { formatTime } from "@/lib/page/format/time";

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function shortCount(value: number): string {
  return compact.format(value);
}

export function shortBytes(value: number): string {
  return `${formatBytes(value)}/s`;
}

/** "14:02:07", with a fraction only where the step is shorter than a second. */
export function axisTime(at: number): string {
  // Positions on the axis convert back to slightly inexact times.
  return formatTime(Math.round(at)).replace(/\.?0+$/u, "");
}
