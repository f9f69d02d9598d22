// Texts about what no server reads: names of claims, connection types, times in another unit, and no time of
// issue. Joined in jwt-text.ts.

import { clause, num, str } from "@/lib/page/format/evidence";
import { formatMoment } from "@/lib/page/format/time";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { JwtCause } from "@/lib/shared/facts/causes";
import type { CauseTextOf } from "./cause-text-types";

type UnreadCause = Extract<
  JwtCause,
  "jwt/unknown-claim" | "jwt/unknown-connection-type" | "jwt/time-unit" | "jwt/no-issue-time"
>;

/** By what is lost (lib/vault/creds/claims/near-misses.ts). */
const TITLES: Readonly<Record<string, string>> = {
  rights: "A rule is in a claim that no server reads",
  limit: "A limit is in a claim that no server reads",
  expiry: "The expiry is in a claim that no server reads",
  start: "The start is in a claim that no server reads",
  source: "The addresses are in a claim that no server reads",
  hours: "The hours are in a claim that no server reads",
  types: "The connection types are in a claim that no server reads",
  bearer: "Bearer is in a claim that no server reads",
  reply: "A rule for replies is in a claim that no server reads",
};

export const UNREAD_TEXTS: Record<UnreadCause, CauseTextOf> = {
  "jwt/unknown-claim": (evidence) => {
    const at = str(evidence, "at") ?? "one of its claims";
    const right = str(evidence, "right") ?? "";
    const effect = str(evidence, "effect") ?? "none";
    const title = TITLES[effect] ?? "A claim that no server reads";
    const isOpen = effect === "rights" && num(evidence, "isOpen") === 1;
    const isForever = effect === "expiry" && num(evidence, "hasExpiry") === 0;
    const others = str(evidence, "others");
    return {
      title: isOpen
        ? "These creds are not restricted"
        : isForever
          ? "These creds do not expire"
          : title,
      meaning: [
        `No server reads ${at}${isOpen ? ", so this user may publish and subscribe to whatever its account allows" : ""}.`,
        ...(right === "" ? [] : [`Servers read ${right}.`]),
        ...(others === null ? [] : [`Not read either: ${others}.`]),
      ].join(" "),
      next:
        right === ""
          ? "You need to do nothing if it is a note. Otherwise have the creds issued again with the right claim."
          : `Have the creds issued again with ${right}.`,
    };
  },
  "jwt/unknown-connection-type": (evidence) => ({
    title: "A connection type that no server knows",
    meaning: `${unknownTypeClause(evidence) ?? "Servers skip a type that they do not know."} The other types count.`,
    next: "Have the creds issued again with the right type.",
  }),
  "jwt/time-unit": (evidence, nowMs) => {
    const at = str(evidence, "at") ?? "exp";
    const seconds = num(evidence, "seconds");
    return {
      title: `The claim ${at} is in ${str(evidence, "unit") ?? "milliseconds"}`,
      meaning: `Servers read seconds, so ${TIME_EFFECTS[at] ?? "they read another time"}.${seconds === null ? "" : ` Probably ${formatMoment(seconds, nowMs)} was meant, which is ${seconds}.`}`,
      next: "Have the creds issued again with the time in seconds.",
    };
  },
  "jwt/no-issue-time": (evidence) => ({
    title: "The creds do not say when they were issued",
    meaning: `The claim iat is ${num(evidence, "isAbsent") === 1 ? "missing" : "zero or less"}. A revocation refuses everything issued up to its time, so every revocation of this user or of all users refuses these creds, however old it is. Renewed creds are recognised by a later expiry.`,
    next: "Have the creds issued again with the time of issue in iat.",
  }),
};

const TIME_EFFECTS: Readonly<Record<string, string>> = {
  exp: "these creds do not expire when they should. They end in some thousand years, or at once where the count overflows",
  nbf: "these creds do not become valid for thousands of years",
  iat: "no revocation reaches these creds, and later ones do not count as renewed",
};

/** "MQTT-WS is not a connection type. Servers read MQTT_WS." */
export function unknownTypeClause(evidence: Evidence): string | null {
  const unknown = str(evidence, "unknown");
  if (unknown === null) return null;
  const isOne = !unknown.includes(", ");
  const right = str(evidence, "right");
  return `${unknown} ${isOne ? "is not a connection type" : "are not connection types"}.${clause(right, (name) => ` Servers read ${name}.`)}`;
}
