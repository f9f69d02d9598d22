// Compares a moment with daily connect windows (`times`). Used by the checks and to explain an end. The rule is
// that of nats-server server/auth.go (validateTimes): the time must be strictly between start and end of today,
// and an end before the start is tomorrow's. nats-server 2.9.10 and 2.10.27 therefore refuse after midnight what
// 2.15.1 accepts; time-windows.test.ts asks a real server.

import type { TimeWindow } from "@/lib/shared/facts/creds";

/** "disputed": within the part after midnight, where server versions differ. */
export type Inside = "yes" | "no" | "disputed" | "zone-unknown";

const DAY_SEC = 86_400;

/** Go's name for the zone of the machine it runs on. Here it means that no zone is known. */
export const SERVER_ZONE = "Local";

/** With `zone` null, the zone of this machine replaces the server's, and the caller must say so. */
export function isInsideTimes(
  windows: readonly TimeWindow[],
  zone: string | null,
  nowMs: number,
): Inside {
  if (windows.length === 0) return "yes";
  const now = secondOfDay(zone, nowMs);
  if (now === null) return "zone-unknown";
  let isDisputed = false;
  for (const window of windows) {
    const start = readClock(window.start);
    const end = readClock(window.end);
    if (start === null || end === null) continue;
    const endsTomorrow = end < start;
    if (now > start && now < (endsTomorrow ? DAY_SEC : end)) return "yes";
    if (endsTomorrow && now < end) isDisputed = true;
  }
  return isDisputed ? "disputed" : "no";
}

/** Seconds until the next window opens, at most a day; null when none opens. */
export function secondsToNextWindow(
  windows: readonly TimeWindow[],
  zone: string | null,
  nowMs: number,
): number | null {
  const now = secondOfDay(zone, nowMs);
  if (now === null) return null;
  const waits = windows.flatMap((window) => {
    const start = readClock(window.start);
    if (start === null || window.start === window.end) return [];
    return [Math.ceil((start - now + DAY_SEC) % DAY_SEC)];
  });
  return waits.length > 0 ? Math.min(...waits) : null;
}

/** Reads a time as Go's time.Parse does with "15:04:05": one digit for the hour, and a fraction, are allowed. */
function readClock(text: string): number | null {
  const match = /^(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?$/u.exec(text);
  if (!match) return null;
  const [, hours, minutes, seconds, fraction = ""] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(`${seconds}.${fraction}`);
}

/** Includes the milliseconds, since a window is open strictly after its start. */
function secondOfDay(zone: string | null, nowMs: number): number | null {
  try {
    const format = new Intl.DateTimeFormat("en-GB", {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      ...(zone === null || zone === SERVER_ZONE ? {} : { timeZone: zone }),
    });
    const seconds = readClock(format.format(new Date(nowMs)));
    return seconds === null ? null : seconds + (((nowMs % 1000) + 1000) % 1000) / 1000;
  } catch {
    return null;
  }
}
