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

/** "14:02:07", with a fraction only where the step between two labels is shorter than a second. */
export function axisTime(at: number, stepMs: number): string {
  // Positions on the axis convert back to times that are off by up to a millisecond.
  const unit = Math.max(1, Math.min(1000, stepMs));
  return formatTime(Math.round(at / unit) * unit).replace(/\.?0+$/u, "");
}
