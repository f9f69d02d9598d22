// Spans of time for people. Spans of a JWT are in seconds and are never rounded up, so that "expires in
// 0 s" is never a minute away. Spans of what was measured are in milliseconds.

import { twoDigits } from "./time";

const DAY = 86_400;
const HOUR = 3_600;

/** For sentences, two units at most: "58 s", "9 min 58 s", "3 h 12 min", "2 days 4 h", "212 days". */
export function formatSpan(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < HOUR) return twoUnits(Math.floor(s / 60), "min", s % 60, "s");
  if (s < DAY) return twoUnits(Math.floor(s / HOUR), "h", Math.floor((s % HOUR) / 60), "min");
  const days = Math.floor(s / DAY);
  const day = days === 1 ? "day" : "days";
  if (days < 10) return twoUnits(days, day, Math.floor((s % DAY) / HOUR), "h");
  return `${days.toLocaleString("en")} days`;
}

function twoUnits(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/** For narrow places such as the keyring, one unit: "58 s", "9 min", "3 h", "212 d". */
export function formatSpanShort(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < HOUR) return `${Math.floor(s / 60)} min`;
  if (s < DAY) return `${Math.floor(s / HOUR)} h`;
  return `${Math.floor(s / DAY).toLocaleString("en")} d`;
}

/** For the expiry of a JWT in a note: "no expiry", "expires in 9 min 58 s", "expired 3 h 12 min ago". */
export function formatExpiry(expiresAtSec: number | null, nowMs: number): string {
  if (expiresAtSec === null || expiresAtSec <= 0) return "no expiry";
  const left = expiresAtSec - Math.floor(nowMs / 1000);
  if (left < 0) return `expired ${formatSpan(-left)} ago`;
  return left < DAY ? `expires in ${formatSpan(left)}` : `${formatSpan(left)} left`;
}

/**
 * For what counts down in front of the user: "212 days", on the last day "3 h 04 min 09 s". It changes
 * each second and keeps its width. It rounds up, so that it ends at "0 s".
 */
export function formatCountdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds >= DAY) {
    const days = Math.floor(seconds / DAY);
    return days === 1 ? "1 day" : `${days.toLocaleString("en")} days`;
  }
  const h = Math.floor(seconds / HOUR);
  const min = Math.floor((seconds % HOUR) / 60);
  const s = seconds % 60;
  if (h > 0) return `${h} h ${twoDigits(min)} min ${twoDigits(s)} s`;
  return min > 0 ? `${min} min ${twoDigits(s)} s` : `${s} s`;
}

/** For how long an attempt or a round trip took: "0.4 ms", "41 ms", "1.93 s", "10.0 s". */
export function formatLatency(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  return `${roundedMs(ms)} ms`;
}

/** For a figure whose unit is shown elsewhere: one decimal below ten, none above. */
export function roundedMs(ms: number): number {
  return ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms);
}

/** For times beside a limit that is typed in milliseconds: "3.1 ms", "41 ms", "2,000 ms". */
export function formatMs(ms: number): string {
  return `${roundedMs(ms).toLocaleString("en")} ms`;
}

/** For how long something was missing or paused: "340 ms", "2.1 s", "14 min". */
export function formatGap(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`;
}
