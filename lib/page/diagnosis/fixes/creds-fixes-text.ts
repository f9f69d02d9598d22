// What a terminal can do about creds/*, jwt/* and seed/* causes. Joined in fixes.ts.

import { shellQuoted } from "@/lib/page/base/shell";
import { num, str } from "@/lib/page/format/evidence";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { CREDS_CAUSES, JWT_CAUSES, SEED_CAUSES } from "@/lib/shared/facts/causes";
import type { FixEntry } from "./fix-types";
import { editUser, ISSUE_AGAIN, type Lines, listArgument, newCreds } from "./nsc-lines-text";

type Covered =
  | (typeof CREDS_CAUSES)[number]
  | (typeof JWT_CAUSES)[number]
  | (typeof SEED_CAUSES)[number];

const OTHER_FILE: FixEntry = { kind: "none", why: "Only another file helps." };
const CLEANED: FixEntry = { kind: "none", why: "The page offers a cleaned copy." };
/** The store of nsc has the whole of what the file lost. */
const FROM_STORE: FixEntry = { kind: "mends", lines: (evidence) => [newCreds(evidence)] };

export const NO_LIMIT = "-1 means no limit. A number is safer where you know one.";

/** The narrowest range that holds an address. */
function rangeOf(address: string | null): string {
  if (address === null) return "ADDRESS/32";
  // A server may say anything behind the mark of a zone.
  const bare = address.replace(/%.*$/su, "");
  return shellQuoted(`${bare}/${bare.includes(":") ? 128 : 32}`);
}

export const CREDS_FIXES: Record<Covered, FixEntry> = {
  "creds/empty": OTHER_FILE,
  "creds/not-creds": OTHER_FILE,
  "creds/too-large": OTHER_FILE,
  "creds/too-many": OTHER_FILE,
  "creds/unreadable-file": OTHER_FILE,
  "creds/encoding": CLEANED,
  "creds/blocks-swapped": CLEANED,
  "creds/form": CLEANED,
  "creds/no-jwt": FROM_STORE,
  "creds/no-seed": FROM_STORE,
  "creds/sentinel": {
    kind: "none",
    why: "The team that runs the auth callout gives out the token or the password.",
  },
  "creds/nkey-only": {
    kind: "none",
    why: "The server's configuration lists the key, or a user JWT is dropped beside it.",
  },
  "creds/context": {
    kind: "mends",
    lines: ofContext,
    why: "Without an nsc:// reference the context names the file, or none.",
  },
  "creds/too-deep": { kind: "mends", lines: () => ["base64 -d FILE > decoded.txt"] },
  "seed/malformed": FROM_STORE,
  "seed/not-a-user-seed": FROM_STORE,
  "seed/mismatch": FROM_STORE,
  "jwt/malformed": FROM_STORE,
  "jwt/algorithm": FROM_STORE,
  "jwt/signature": FROM_STORE,
  "jwt/issuer-kind": FROM_STORE,
  "jwt/not-a-user": { kind: "none", why: "Another file is meant, and which one is not known." },
  "jwt/subject-kind": { kind: "none", why: "Servers accept it." },
  "jwt/claims": {
    kind: "mends",
    lines: ofClaim,
    why: "nsc makes no JWT with another kind of wrong claim, so its store has nothing to edit.",
  },
  "jwt/locale-ignored": {
    kind: "mends",
    // --locale alone counts as no edit.
    lines: (evidence) =>
      editUser(
        evidence,
        `--locale ${shellQuoted(str(evidence, "locale") ?? str(evidence, "value") ?? "ZONE")} ${ISSUE_AGAIN}`,
      ),
  },
  "jwt/unknown-claim": {
    kind: "mends",
    lines: (evidence) => {
      const flags = UNREAD_FLAGS[str(evidence, "effect") ?? "none"];
      return flags === undefined ? [] : editUser(evidence, flags);
    },
    warning: (evidence) => UNREAD_WARNINGS[str(evidence, "effect") ?? ""] ?? null,
    why: "A claim that changes nothing may stay.",
  },
  "jwt/unknown-connection-type": {
    kind: "mends",
    lines: (evidence) => editUser(evidence, `--conn-type ${str(evidence, "right") ?? "WEBSOCKET"}`),
  },
  "jwt/time-unit": {
    kind: "mends",
    lines: (evidence) =>
      editUser(evidence, TIME_FLAGS[str(evidence, "at") ?? "exp"] ?? ISSUE_AGAIN),
  },
  "jwt/no-issue-time": { kind: "mends", lines: (evidence) => editUser(evidence, ISSUE_AGAIN) },
  "jwt/expired": {
    kind: "mends",
    lines: (evidence, certainty) =>
      isByOwnClockOnly(evidence, certainty) ? [] : editUser(evidence, "--expiry 30d"),
    why: "Where only the clock of this computer says so, the clock is to be corrected.",
  },
  "jwt/not-yet-valid": {
    kind: "mends",
    lines: (evidence, certainty) =>
      certainty === "likely" || isAboutClock(evidence) ? [] : editUser(evidence, "--start 0"),
    warning: () => "It makes the creds valid at once.",
    why: "Where the clocks differ, time or a corrected clock helps.",
  },
  "jwt/outside-times": {
    kind: "mends",
    lines: (evidence) => editUser(evidence, "--time FROM-TO"),
  },
  "jwt/connection-type": {
    kind: "mends",
    lines: (evidence) =>
      editUser(
        evidence,
        `--conn-type ${str(evidence, "wanted") === "STANDARD" ? "STANDARD" : "WEBSOCKET"}`,
      ),
  },
  "jwt/source-address": {
    kind: "mends",
    lines: (evidence) =>
      editUser(evidence, `--source-network ${rangeOf(str(evidence, "address"))}`),
  },
  "jwt/proxy-required": { kind: "none", why: "No flag of nsc 2.15 removes it." },
  "jwt/limits-zero": {
    kind: "mends",
    lines: (evidence) => editUser(evidence, "--subs -1 --data -1 --payload -1"),
    warning: () => NO_LIMIT,
  },
  "jwt/reply-only": {
    kind: "mends",
    lines: (evidence) => editUser(evidence, "--allow-pub SUBJECT"),
  },
  "jwt/too-large": {
    kind: "none",
    why: "Which rules can go is a decision, and the limit is in the server's configuration.",
  },
};

const TIME_FLAGS: Readonly<Record<string, string>> = {
  exp: "--expiry 30d",
  nbf: "--start 0",
  iat: ISSUE_AGAIN,
};

/** By what is lost (lib/vault/creds/claims/near-misses.ts). */
const UNREAD_FLAGS: Readonly<Record<string, string>> = {
  rights: "--allow-pub SUBJECT --allow-sub SUBJECT",
  limit: "--payload -1",
  expiry: "--expiry 30d",
  start: "--start 0",
  source: "--source-network ADDRESS/32",
  hours: "--time FROM-TO",
  types: "--conn-type WEBSOCKET",
  bearer: "--bearer",
  reply: "--allow-pub-response",
};

const UNREAD_WARNINGS: Readonly<Record<string, string>> = {
  limit: NO_LIMIT,
  bearer: "With bearer, everyone who has the JWT can connect. No seed is needed.",
};

/** Accepted all the same, or still valid: nothing but a clock is wrong. */
const isAboutClock = (evidence: Evidence): boolean =>
  num(evidence, "acceptedAllTheSame") === 1 ||
  num(evidence, "leftSec") !== null ||
  num(evidence, "startedSecAgo") !== null;

/** Expired here, while the other clock is behind by more than that. */
function isByOwnClockOnly(evidence: Evidence, certainty: string): boolean {
  const exp = num(evidence, "expiresAtSec");
  const ago = num(evidence, "expiredForSec");
  if (isAboutClock(evidence)) return true;
  if (certainty !== "likely" || exp === null || ago === null) return false;
  return (num(evidence, "clockAheadSec") ?? 0) !== 0 && ago <= (num(evidence, "nowSec") ?? 0) - exp;
}

/** "nsc://OPERATOR/ACCOUNT/USER" in a context of the nats CLI. */
function ofContext(evidence: Evidence): Lines {
  const parts = /^nsc:\/\/[^/]+\/([^/]+)\/([^/?#]+)$/u.exec(str(evidence, "nsc") ?? "");
  if (!parts?.[1] || !parts[2]) return [];
  return [newCreds({ accountName: decoded(parts[1]), userName: decoded(parts[2]) })];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** nsc lets two kinds of wrong claims through: odd dots in a subject, and an address without its range. */
function ofClaim(evidence: Evidence): Lines {
  const value = str(evidence, "value");
  const at = str(evidence, "at") ?? "";
  const reason = str(evidence, "reason");
  if (value === null) return [];
  const rule = /\b(pub|sub)\.(allow|deny)\b/u.exec(at);
  if (reason === "dots" && rule) {
    return editUser(evidence, `--${rule[2]}-${rule[1]} SUBJECT --rm ${listArgument(value)}`);
  }
  if (reason === "cidr") {
    const range = /^[\d.]+$|^[\da-f:]*:[\da-f:.]*$/iu.test(value) ? rangeOf(value) : "ADDRESS/32";
    return editUser(
      evidence,
      `--source-network ${range} --rm-source-network ${listArgument(value)}`,
    );
  }
  if (reason === "zone" || reason === "zone-case") {
    return editUser(evidence, `--locale ZONE ${ISSUE_AGAIN}`);
  }
  return [];
}
