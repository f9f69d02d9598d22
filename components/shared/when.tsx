// A moment in the user's own zone, with the exact one in ISO form in the title.

import { formatDate, formatMoment } from "@/lib/page/format/time";

const PRECISE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** Date accepts times up to 8.64e15 ms; a JWT may say anything. */
const LAST_MS = 8.64e15;

export interface WhenProps {
  readonly ms: number;
  /** With the time to the second. */
  readonly precise?: boolean;
  /** Now, where the time matters more than the day: "14:02" today, else with the date. */
  readonly near?: number | null;
}

export function When({ ms, precise = false, near = null }: WhenProps) {
  if (!(Math.abs(ms) <= LAST_MS)) return <span>beyond any calendar</span>;
  const date = new Date(ms);
  const iso = date.toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {text(date, precise, near)}
    </time>
  );
}

function text(date: Date, precise: boolean, near: number | null): string {
  if (precise) return PRECISE.format(date);
  const sec = date.getTime() / 1_000;
  return near === null ? formatDate(sec) : formatMoment(sec, near);
}
