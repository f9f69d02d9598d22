// A moment in the user's own zone, with the exact one in ISO form in the title.

import { formatDate } from "@/lib/diagnosis/duration";

const PRECISE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

/** Date accepts times up to 8.64e15 ms; a JWT may say anything. */
const LAST_MS = 8.64e15;

export function When({ ms, precise = false }: { ms: number; precise?: boolean }) {
  if (!(Math.abs(ms) <= LAST_MS)) return <span>beyond any calendar</span>;
  const date = new Date(ms);
  const iso = date.toISOString();
  return (
    <time dateTime={iso} title={iso}>
      {precise ? PRECISE.format(date) : formatDate(ms / 1_000)}
    </time>
  );
}
