// The check `validity`: expiry and start of a user JWT by this machine's clock, compared with another clock
// where one is known. What only one of the two clocks says is a warning, because the server's clock decides.
// Called by own-checks.ts. Pure.

import type { JwtFacts } from "@/lib/shared/facts/creds";
import { secondsBy } from "./clock-comparison";
import { type Evidence, type Finding, found, type Observations, pass, problems } from "./findings";

/** The server compares whole seconds. A JWT is still valid in the second of its `exp`. */
export function validityFindings(
  jwt: JwtFacts,
  nowMs: number,
  seen: Observations,
): readonly Finding[] {
  const now = Math.floor(nowMs / 1000);
  const there = secondsBy(seen.clock ?? null, nowMs);
  const here = atSecond(jwt, now);
  const other = atSecond(jwt, there);
  const aheadSec = there - now;
  const skew = { clockAheadSec: aheadSec, clockFrom: seen.clock?.from ?? "" };
  if (here.code !== null && isDisproved(jwt, seen)) {
    return [{ ...here, state: "warn", evidence: { ...here.evidence, acceptedAllTheSame: 1 } }];
  }
  if (here.code !== other.code) {
    // One of the two clocks is wrong.
    const named = here.code === null ? other : here;
    return [{ ...named, state: "warn", evidence: { ...named.evidence, ...skew, nowSec: now } }];
  }
  return aheadSec === 0 ? [here] : [{ ...here, evidence: { ...here.evidence, ...skew } }];
}

function atSecond(jwt: JwtFacts, now: number): Finding {
  const exp = jwt.expiresAtSec ?? 0;
  const nbf = jwt.notBeforeSec ?? 0;
  if (exp > 0 && now > exp)
    return expired({ expiresAtSec: exp, expiredForSec: now - exp, nowSec: now });
  const [past] = problems(jwt, "fail", ["jwt/expired"]);
  if (past) return past;
  if (endsAtOnce(exp, now)) return expired({ expiresAtSec: exp, overflow: 1 });
  if (nbf > now) {
    const evidence = { notBeforeSec: nbf, startsInSec: nbf - now, nowSec: now };
    return found("fail", "jwt/not-yet-valid", evidence);
  }
  // The start is too large a number to calculate with.
  const [never] = problems(jwt, "fail", ["jwt/not-yet-valid"]);
  if (never) return never;
  return pass(exp > 0 ? { expiresAtSec: exp, leftSec: exp - now, nowSec: now } : {});
}

const expired = (evidence: Evidence): Finding => found("fail", "jwt/expired", evidence);

/**
 * A server counts the time to `exp` in nanoseconds of 64 bits. Beyond 292 years the count overflows, and
 * where it becomes negative the connection ends at once (2.9.10 and 2.15.1: verdict-table.test.ts).
 */
function endsAtOnce(exp: number, now: number): boolean {
  return exp > now && BigInt.asIntN(64, BigInt(exp - now) * 1_000_000_000n) <= 0n;
}

/** Whether a server that checks creds accepted these when they were not valid by this machine's clock. */
function isDisproved(jwt: JwtFacts, { attempt }: Observations): boolean {
  if (attempt?.end !== "pong" || !attempt.info?.authRequired || !attempt.info.hasNonce)
    return false;
  const at = Math.floor((attempt.startedAt + attempt.elapsedMs) / 1000);
  const { code, evidence } = atSecond(jwt, at);
  return code !== null && evidence["overflow"] === undefined && evidence["value"] === undefined;
}
