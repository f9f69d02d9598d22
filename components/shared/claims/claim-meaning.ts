// What the value of a claim means, in a few words, for the claims of a user JWT. Field names and defaults:
// nats-io/jwt v2 user_claims.go and types.go. Pure.

import { formatBinaryBytes } from "@/lib/page/format/bytes";
import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import type { ClaimRow } from "./claim-values";
import { rawText } from "./claim-values";

const LAST_SEC = 8.64e12;

/** "" where the value says it all or nothing is known. */
export function claimMeaning({ path, value, atSec }: ClaimRow): string {
  if (atSec !== null) return Math.abs(atSec) <= LAST_SEC ? bothZones(atSec) : "";
  const number = typeof value === "number" ? value : null;
  switch (path) {
    case "exp":
      return number === 0 ? "never expires" : "";
    case "nats.subs":
      return limit(number, (count) => `at most ${formatCount(count)} subscriptions`);
    case "nats.payload":
    case "nats.data":
      return limit(number, (bytes) => `at most ${formatBinaryBytes(bytes)}`);
    case "nats.resp.max":
      return limit(number, (count) => `at most ${formatCount(count)} replies to a message`);
    case "nats.resp.ttl":
      // In nanoseconds.
      return number === null || number <= 0 ? "" : `within ${formatSpan(number / 1e9)}`;
    case "nats.bearer_token":
      return value === true ? "the server asks for no signature" : "the seed must sign";
    case "nats.pub.allow":
    case "nats.sub.allow":
      return isEmpty(rawText(value)) ? "an empty list allows all" : "only these";
    case "nats.pub.deny":
    case "nats.sub.deny":
      return isEmpty(rawText(value)) ? "nothing is denied" : "all but these";
    default:
      return MEANINGS.get(path) ?? "";
  }
}

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ["iss", "the account or signing key that signed it"],
  ["sub", "the user's public key"],
  ["jti", "a hash of the claims"],
  ["name", "for people only; servers do not check it"],
  ["aud", "the server that it is meant for"],
  ["nats.issuer_account", "the account, when a signing key signed"],
  ["nats.type", "the kind of JWT"],
  ["nats.version", "the version of the claims"],
  ["nats.tags", "used by templates of signing keys"],
  ["nats.src", "addresses to connect from"],
  ["nats.times", "hours to connect in"],
  ["nats.times_location", "the time zone of the hours"],
  ["nats.allowed_connection_types", "kinds of connections"],
]);

/** -1 means no limit. 0 is not the same: it allows none. */
function limit(value: number | null, describe: (value: number) => string): string {
  if (value === null) return "";
  if (value < 0) return "no limit";
  return value === 0 ? "none allowed" : describe(value);
}

const isEmpty = (text: string): boolean => text === "[]" || text === "null" || text === "{}";

function bothZones(atSec: number): string {
  const date = new Date(atSec * 1000);
  const style = { dateStyle: "medium", timeStyle: "medium" } as const;
  const here = new Intl.DateTimeFormat("en-GB", style).format(date);
  const utc = new Intl.DateTimeFormat("en-GB", { ...style, timeZone: "UTC" }).format(date);
  return here === utc ? `${utc} UTC` : `${here} here, ${utc} UTC`;
}
