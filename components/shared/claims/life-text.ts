// The life of a JWT as short texts, for the keyring and the life bar. Pure.

import { formatCountdown, formatSpanShort } from "@/lib/page/format/duration";
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
      return `not valid for another ${formatCountdown(life.spanMs)}`;
    case "running":
      return `${formatCountdown(life.spanMs)} left`;
    case "ended":
      return `expired ${formatCountdown(life.spanMs)} ago`;
  }
}
