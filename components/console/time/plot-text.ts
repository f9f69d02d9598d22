// Numbers and times on the axes of the chart.

import { formatBytes } from "@/lib/page/format/bytes";
import { formatTime } from "@/lib/page/format/time";

const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export function shortCount(value: number): string {
  return compact.format(value);
}

export function shortBytes(value: number): string {
  return `${formatBytes(value)}/s`;
}

/** "14:02:07", with a fraction only where a step is shorter than a second. */
export function axisTime(at: number): string {
  // A place on the axis comes back a little off.
  return formatTime(Math.round(at)).replace(/\.?0+$/u, "");
}
