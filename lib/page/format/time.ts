// Moments for people, on the reader's clock and in the reader's time zone.

/** One part of a clock or a date: "07". */
export const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** For messages and whatever else happens on this page: "14:02:07.622". `at` is in milliseconds since 1970. */
export function formatTime(at: number): string {
  const date = new Date(at);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
  return `${clock}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** For file names: "20261126-030800". `at` is in milliseconds since 1970. */
export function formatFileTime(at: number): string {
  const date = new Date(at);
  const day = `${date.getFullYear()}${twoDigits(date.getMonth() + 1)}${twoDigits(date.getDate())}`;
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join("");
  return `${day}-${time}`;
}

/** For times of a JWT: "14:02" when it is the same day as `nowMs`, else "24 Jun 2026, 14:02". */
export function formatMoment(atSec: number, nowMs: number): string {
  const date = new Date(atSec * 1000);
  if (Number.isNaN(date.getTime())) return `${atSec} s after 1970`;
  return date.toDateString() === new Date(nowMs).toDateString()
    ? `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
    : wholeMoment(atSec);
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** For days where the hour does not matter: "24 Jun 2026". */
export function formatDate(atSec: number): string {
  const date = new Date(atSec * 1000);
  return `${date.getDate()} ${MONTHS[date.getMonth()] ?? ""} ${date.getFullYear()}`;
}

/** For what is read later, too, always with its date: "27 Nov 2026, 17:39". */
export function wholeMoment(atSec: number): string {
  const date = new Date(atSec * 1000);
  if (Number.isNaN(date.getTime())) return `${atSec} s after 1970`;
  return `${formatDate(atSec)}, ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}
