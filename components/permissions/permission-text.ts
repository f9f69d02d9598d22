// Permissions and limits of a user in words. Pure.

import { formatSpan } from "@/lib/page/format/duration";
import type { UserPermissions } from "@/lib/shared/facts/creds";
import type { Breadth } from "./breadth";

const BREADTHS = {
  all: "No restriction: any subject.",
  "all-but": "Any subject except the denied ones.",
  listed: "These subjects only.",
  "listed-but": "These subjects only, except the denied ones.",
  replies: "Publishes only replies to requests that it received.",
  nothing: "Publishes nothing: the allow list is empty and there is a deny list.",
} satisfies Record<Breadth, string>;

export function breadthText(breadth: Breadth): string {
  return BREADTHS[breadth];
}

/** Absent numbers mean one reply within two minutes (nats-io/jwt v2 ResponsePermission, server defaults). */
export function responsesText({ max, ttlNs }: NonNullable<UserPermissions["responses"]>): string {
  const count = max === 0 ? 1 : max;
  const replies =
    count < 0 ? "Any number of replies" : count === 1 ? "One reply" : `${count} replies`;
  const seconds = ttlNs === 0 ? 120 : ttlNs / 1e9;
  if (seconds < 0) return `${replies} per request, at any time`;
  const span = seconds < 1 ? `${Number((seconds * 1_000).toFixed(3))} ms` : formatSpan(seconds);
  return `${replies} per request, within ${span}`;
}

/** A limit as the JWT sets it. `absent` says what a missing limit means (absentLimit of limits.ts). */
export function limitText(
  limit: number | null,
  absent: 0 | -1 | null,
  unit: (n: number) => string,
): string {
  // The template of a scoped user sets its limits in the account.
  if (absent === null && !limit) return "not set here";
  if (limit === null) return absent === -1 ? "no limit" : "not set, which means none allowed";
  return limitInForceText(limit, unit);
}

/** A known limit; -1 is no limit. */
export function limitInForceText(limit: number, unit: (n: number) => string): string {
  if (limit < 0) return "no limit";
  return limit === 0 ? "none allowed" : unit(limit);
}
