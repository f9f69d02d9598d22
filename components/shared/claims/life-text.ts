// The life of a JWT as short texts, for the keyring and the life bar. Pure.

import { formatSpanShort } from "@/lib/page/format/duration";
import type { Life } from "./life";

/** For a row of the keyring: "212 d left", "expired 3 h ago", "no expiry". */
export function shortLife(life: Life): string {
  const span = formatSpanShort(life.spanMs / 1_000);
  switch (life.state) {
    case "endless":
      return "no expiry";
    case "early":
      return `valid in ${span}`;
    case "running":
      return `${span} left`;
    case "ended":
      return `expired ${span} ago`;
  }
}

/** For the life bar: whole days, and on the last day a countdown to the second. */
export function longLife(life: Life): string {
  switch (life.state) {
    case "endless":
      return "no expiry";
    case "early":
      return `not valid for another ${countdown(life.spanMs)}`;
    case "running":
      return `${countdown(life.spanMs)} left`;
    case "ended":
      return `expired ${countdown(life.spanMs)} ago`;
  }
}

/** "212 days", or below a day "3 h 04 min 09 s"; minutes and seconds have two digits, so the width is steady. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds >= 86_400) {
    const days = Math.floor(seconds / 86_400);
    return days === 1 ? "1 day" : `${days.toLocaleString("en")} days`;
  }
  const h = Math.floor(seconds / 3_600);
  const min = Math.floor((seconds % 3_600) / 60);
  const s = seconds % 60;
  const two = (part: number) => String(part).padStart(2, "0");
  if (h > 0) return `${h} h ${two(min)} min ${two(s)} s`;
  return min > 0 ? `${min} min ${two(s)} s` : `${s} s`;
}
