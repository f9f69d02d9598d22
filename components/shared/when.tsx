// A time in the user's time zone; the title holds it in ISO form.

import { formatDate, formatMoment } from "@/lib/page/format/time";

const PRECISE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** The last time that Date accepts. A JWT may hold any number. */
const LAST_MS = 8.64e15;

export interface WhenProps {
  readonly ms: number;
  /** Shows the time to the second. */
  readonly precise?: boolean;
  /** The current time, if the time matters more than the date: "14:02" today, else with the date. */
  readonly nearMs?: number | null;
}

export function When({ ms, precise = false, nearMs = null }: WhenProps) {
  if (!(Math.abs(ms) <= LAST_MS)) return <span>not a valid date</span>;
  const date = new Date(ms);
  const iso = date.toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {text(date, precise, nearMs)}
    </time>
  );
}

function text(date: Date, precise: boolean, near: number | null): string {
  if (precise) return PRECISE.format(date);
  const sec = date.getTime() / 1_000;
  return near === null ? formatDate(sec) : formatMoment(sec, near);
}
