// Finds times that are not in seconds, and a user JWT without a time of issue. Called by decode-jwt.ts.

import type { Json } from "@/lib/shared/base/json";
import type { ClaimProblem, JwtKind } from "@/lib/shared/facts/creds";

/** The fields at the top of a JWT. A null counts as absent. */
interface TopFields {
  value(name: string): Json | undefined;
}

/** The year 5138 in seconds, and March 1973 in milliseconds. */
const FIRST_MS = 1e11;
const UNITS = [
  { from: FIRST_MS * 1e6, unit: "nanoseconds", perSecond: 1e9 },
  { from: FIRST_MS * 1e3, unit: "microseconds", perSecond: 1e6 },
  { from: FIRST_MS, unit: "milliseconds", perSecond: 1e3 },
] as const;

/**
 * Servers read seconds (nats-io/jwt v2 claims.go). A time of issue of zero or less is before every revocation
 * (nats-server server/accounts.go, isRevoked).
 */
export function findOddTimes(top: TopFields, kind: JwtKind): readonly ClaimProblem[] {
  const found: ClaimProblem[] = [];
  for (const path of ["exp", "nbf", "iat"] as const) {
    const value = Number(top.value(path));
    const unit = UNITS.find(({ from }) => value >= from);
    if (!unit) continue;
    const seconds = Math.round(value / unit.perSecond);
    found.push({ code: "jwt/time-unit", path, params: { value, unit: unit.unit, seconds } });
  }
  const issued = top.value("iat");
  if (kind === "user" && (issued === undefined || Number(issued) <= 0)) {
    const isAbsent = issued === undefined ? 1 : 0;
    found.push({ code: "jwt/no-issue-time", path: "iat", params: { isAbsent } });
  }
  return found;
}
