// Spans of time and moments for people, on the reader's clock. Page only. Two units at most, since
// more is noise; nothing is rounded up, so that "expires in 0 s" is never a minute away.

const DAY = 86_400;
const HOUR = 3_600;

/** "58 s", "9 min 58 s", "3 h 12 min", "2 days 4 h", "212 days". */
export function formatSpan(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < HOUR) return two(Math.floor(s / 60), "min", s % 60, "s");
  if (s < DAY) return two(Math.floor(s / HOUR), "h", Math.floor((s % HOUR) / 60), "min");
  const days = Math.floor(s / DAY);
  if (days < 10) return two(days, days === 1 ? "day" : "days", Math.floor((s % DAY) / HOUR), "h");
  return `${days.toLocaleString("en")} days`;
}

/** For narrow places, one unit: "58 s", "9 min", "3 h", "212 d". */
export function formatSpanShort(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < HOUR) return `${Math.floor(s / 60)} min`;
  if (s < DAY) return `${Math.floor(s / HOUR)} h`;
  return `${Math.floor(s / DAY).toLocaleString("en")} d`;
}

function two(big: number, bigUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;
}

/** "No expiry", "212 days left", "expires in 9 min 58 s", "expired 3 h 12 min ago". */
export function formatExpiry(expiresAtSec: number | null, nowMs: number): string {
  if (expiresAtSec === null || expiresAtSec <= 0) return "no expiry";
  const left = expiresAtSec - Math.floor(nowMs / 1000);
  if (left < 0) return `expired ${formatSpan(-left)} ago`;
  return left < DAY ? `expires in ${formatSpan(left)}` : `${formatSpan(left)} left`;
}

/** For the keyring: "no expiry", "212 d left", "expired 9 d ago". */
export function formatExpiryShort(expiresAtSec: number | null, nowMs: number): string {
  if (expiresAtSec === null || expiresAtSec <= 0) return "no expiry";
  const left = expiresAtSec - Math.floor(nowMs / 1000);
  return left < 0 ? `expired ${formatSpanShort(-left)} ago` : `${formatSpanShort(left)} left`;
}

/** "14:02" when it is the same day as `nowMs`, else "24 Jun 2026, 14:02". */
export function formatMoment(atSec: number, nowMs: number): string {
  const at = new Date(atSec * 1000);
  if (Number.isNaN(at.getTime())) return `${atSec} s after 1970`;
  const clock = `${pad(at.getHours())}:${pad(at.getMinutes())}`;
  return at.toDateString() === new Date(nowMs).toDateString()
    ? clock
    : `${formatDate(atSec)}, ${clock}`;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** "24 Jun 2026". */
export function formatDate(atSec: number): string {
  const at = new Date(atSec * 1000);
  return `${at.getDate()} ${MONTHS[at.getMonth()] ?? ""} ${at.getFullYear()}`;
}

const pad = (value: number) => String(value).padStart(2, "0");
