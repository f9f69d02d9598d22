// Numbers and times on the axes of the chart. Pure.

import { formatBytes } from "@/lib/page/console/payload-format-old";

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
  const date = new Date(Math.round(at));
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
  const ms = date.getMilliseconds();
  return ms === 0 ? clock : `${clock}.${String(ms).padStart(3, "0").replace(/0+$/u, "")}`;
}
