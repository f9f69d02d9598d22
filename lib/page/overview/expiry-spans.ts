// When the loaded creds expire, in spans from now. Each span is a filter of the search as well. Pure.

import type { OverviewRow } from "./overview-rows";

export interface ExpirySpan {
  readonly name: string;
  /** The terms of the search that list it (search-rows.ts). */
  readonly terms: readonly string[];
  /** The seconds from now that it ends at. */
  readonly endsInSec: number;
}

const DAY_SEC = 86_400;

/** In order. Each begins where the one before it ends. */
export const EXPIRY_SPANS = [
  { name: "expired", terms: ["is:expired"], endsInSec: 0 },
  { name: "day", terms: ["expires<1d"], endsInSec: DAY_SEC },
  { name: "week", terms: ["expires>1d", "expires<7d"], endsInSec: 7 * DAY_SEC },
  { name: "month", terms: ["expires>7d", "expires<30d"], endsInSec: 30 * DAY_SEC },
  { name: "quarter", terms: ["expires>30d", "expires<90d"], endsInSec: 90 * DAY_SEC },
  { name: "year", terms: ["expires>90d", "expires<1y"], endsInSec: 365 * DAY_SEC },
  {
    name: "later",
    terms: ["expires>1y", "-expires:never"],
    endsInSec: Number.MAX_SAFE_INTEGER,
  },
  { name: "never", terms: ["expires:never"], endsInSec: Number.POSITIVE_INFINITY },
] as const satisfies readonly ExpirySpan[];

/** The last second of a JWT is not past yet. */
const TO_COME = EXPIRY_SPANS.slice(1);

export type ExpirySpanName = (typeof EXPIRY_SPANS)[number]["name"];

/** Files that cannot be read are in none. `nowMs` must be that of the search, so that a span lists what it counts. */
export function countSpans(
  rows: readonly OverviewRow[],
  nowMs: number,
): Readonly<Record<ExpirySpanName, number>> {
  const counts = { expired: 0, day: 0, week: 0, month: 0, quarter: 0, year: 0, later: 0, never: 0 };
  const nowSec = nowMs / 1_000;
  for (const { status, expiresAtSec } of rows) {
    if (status === "unreadable") continue;
    const leftSec = expiresAtSec === null ? Number.POSITIVE_INFINITY : expiresAtSec - nowSec;
    counts[status === "expired" ? "expired" : spanOf(leftSec)] += 1;
  }
  return counts;
}

function spanOf(leftSec: number): ExpirySpanName {
  for (const { name, endsInSec } of TO_COME) if (leftSec <= endsInSec) return name;
  return "never";
}
