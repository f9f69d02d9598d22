// Texts of jwt/* causes. Joined in cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import { clause, num, shortKey, str } from "@/lib/page/format/evidence";
import { formatMoment } from "@/lib/page/format/time";
import { MAX_CONNECT_BYTES } from "@/lib/shared/diagnosis/connect-size";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { JWT_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseText, CauseTextOf } from "./cause-text-types";
import { UNREAD_TEXTS, unknownTypeClause } from "./unread-text";

/** Every server gives this answer, whatever the reason. */
const REFUSED = "the server refuses it with Authorization Violation, as it does for most reasons.";

/** Servers before 2.14 say "User JWT not valid" and why. */
const UNREADABLE_LOG = "Authentication requires a user JWT";

const CLOCK_WRONG: CauseText = {
  title: "Your clock is wrong",
  meaning:
    "By your clock these creds are not valid, but the server accepted them, and the server checks the time.",
  next: "Correct the clock of this computer.",
};

/** "the server's clock is 3 min ahead of yours", where another clock is known to differ. */
export function clockClause(evidence: Evidence): string | null {
  const ahead = num(evidence, "clockAheadSec");
  if (ahead === null || ahead === 0) return null;
  const whose =
    str(evidence, "clockFrom") === "server"
      ? "the server's clock"
      : "the clock of this page's host";
  return `${whose} is ${formatSpan(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} yours`;
}

const REISSUE = "Ask the issuer to issue these creds again.";

/** By the reasons of lib/vault/creds (claim-rules.ts, user-claims.ts). */
const CLAIM_REASONS: Readonly<Record<string, string>> = {
  empty: "is an empty subject",
  dots: "is not a subject: it starts or ends with a dot, or has two in a row",
  queue: "names a queue group, but only subscribe rules can have one",
  blanks: "has more than one space",
  cidr: "is not an address range such as 10.0.0.0/8",
  time: "is not a time of day such as 08:00:00",
  zone: "is not a known time zone",
  "zone-case": "is a time zone with wrong upper or lower case",
  type: "has the wrong type",
  version: "is a version that servers do not know",
  "account-key": "is not an account's public key",
};

export const JWT_TEXTS: Record<(typeof JWT_CAUSES)[number], CauseTextOf> = {
  "jwt/malformed": (evidence) => ({
    title: "The user JWT is damaged",
    meaning: `It cannot be decoded${clause(str(evidence, "at"), (at) => `: the error is in its ${at}`)}. A JWT has three parts joined by dots, and the middle one is JSON.`,
    next: "Copy the complete file again. A line was probably cut or changed.",
  }),
  "jwt/algorithm": (evidence) => ({
    title: "The JWT names the wrong algorithm",
    meaning: `Servers accept ed25519-nkey for version 2 and ed25519 for version 1${clause(str(evidence, "algorithm") ?? str(evidence, "alg"), (alg) => `. This JWT says ${alg}`)}.`,
    next: REISSUE,
    log: UNREADABLE_LOG,
    anyway: REFUSED,
  }),
  "jwt/signature": (evidence) => ({
    title: "The signature does not match the JWT",
    meaning: `It was not made by the issuer that the JWT names${clause(str(evidence, "issuer"), (key) => `, ${shortKey(key)}`)}, or the JWT was changed afterwards. Every server refuses it.`,
    next: REISSUE,
    log: UNREADABLE_LOG,
    anyway: REFUSED,
  }),
  "jwt/not-a-user": (evidence) => ({
    title: "This is not a user JWT",
    meaning: `It is the JWT of ${article(str(evidence, "kind") ?? str(evidence, "type") ?? "different kind")}. Only a user can connect.`,
    next: "Drop the creds of a user. Account and operator JWTs are kept to verify users.",
  }),
  "jwt/subject-kind": () => ({
    title: "The subject is not a user key",
    meaning:
      "The public key of a user starts with U. Servers accept this anyway, but some tools do not.",
    next: "You need to do nothing unless a tool complains.",
  }),
  "jwt/issuer-kind": (evidence) => ({
    title: "The issuer is not an account",
    meaning: `A user JWT is issued by an account or one of its signing keys, which start with A${clause(str(evidence, "issuer"), (key) => `. This JWT names ${shortKey(key)}`)}.`,
    next: REISSUE,
    log: UNREADABLE_LOG,
    anyway: REFUSED,
  }),
  "jwt/claims": (evidence) => ({
    title: "A claim is not valid",
    meaning: `${clause(str(evidence, "at"), (at) => `${at}${clause(str(evidence, "value"), (value) => ` (“${value}”)`)} ${CLAIM_REASONS[str(evidence, "reason") ?? ""] ?? "is not what a server accepts"}. `)}The server checks every claim and refuses the JWT if one is wrong.`,
    next: "Correct that claim and have the creds issued again.",
    log: "User JWT no longer valid",
    anyway: REFUSED,
  }),
  "jwt/locale-ignored": (evidence) => ({
    title: "The time zone is in a claim that no server reads",
    meaning: `The JWT has locale${clause(str(evidence, "locale") ?? str(evidence, "value"), (zone) => ` ${zone}`)}. Servers read times_location, and without it they use their own time zone.`,
    next: "Have the creds issued again with times_location.",
  }),
  ...UNREAD_TEXTS,
  "jwt/expired": (evidence, nowMs, certainty) => {
    const exp = num(evidence, "expiresAtSec");
    const ago = num(evidence, "expiredForSec");
    const left = num(evidence, "leftSec");
    const otherClock = clockClause(evidence);
    if (num(evidence, "acceptedAllTheSame") === 1) return CLOCK_WRONG;
    if (exp !== null && ago !== null && otherClock !== null && certainty === "likely") {
      return ago > (num(evidence, "nowSec") ?? 0) - exp
        ? {
            title: "These creds have probably expired",
            meaning: `By your clock they are valid until ${formatMoment(exp, nowMs)}, but ${otherClock}. By that clock they have expired.`,
            next: "Correct your clock, or ask for new creds with a later expiry.",
            log: "User JWT no longer valid",
          }
        : {
            title: "Expired by your clock only",
            meaning: `By your clock these creds expired ${formatSpan(ago)} ago, but ${otherClock}. By that clock they are still valid.`,
            next: "Correct your clock. Connect to see whether the server accepts them.",
          };
    }
    if (left !== null) {
      return {
        title: "These creds may have expired by the server's clock",
        meaning: `By your clock they are valid for another ${formatSpan(left)}. A server whose clock is further ahead than that refuses them.`,
        next: "Compare your clock with the server's, or ask for new creds with a later expiry.",
      };
    }
    return {
      title:
        num(evidence, "overflow") === 1
          ? "The expiry is too far in the future"
          : ago === null
            ? "These creds have expired"
            : `Expired ${formatSpan(ago)} ago`,
      meaning:
        exp === null
          ? num(evidence, "value") === null
            ? "The server says that this user has expired."
            : `The claim exp is ${num(evidence, "value")}, a time before 1970. Servers treat it as expired.`
          : num(evidence, "overflow") === 1
            ? "The claim exp is more than 292 years in the future. Servers count the remaining time in nanoseconds, and that number overflows. The connection ends at once."
            : `They were valid until ${formatMoment(exp, nowMs)} on your clock.${ago === null ? "" : ` If your clock is ahead by more than ${formatSpan(ago)}, they are still valid.`}`,
      next: "Ask for new creds with a later expiry.",
      log: "User JWT no longer valid",
      anyway: REFUSED,
    };
  },
  "jwt/not-yet-valid": (evidence, nowMs, certainty) => {
    const nbf = num(evidence, "notBeforeSec");
    const wait = num(evidence, "startsInSec");
    const since = num(evidence, "startedSecAgo");
    const otherClock = clockClause(evidence);
    if (num(evidence, "acceptedAllTheSame") === 1) return CLOCK_WRONG;
    if (nbf !== null && otherClock !== null && certainty === "likely") {
      return {
        title: "These creds may not be valid yet",
        meaning: `They become valid at ${formatMoment(nbf, nowMs)} on your clock, but ${otherClock}. The server uses its own clock.`,
        next: "Correct your clock, or wait until both clocks are past that time.",
      };
    }
    if (since !== null) {
      return {
        title: "These creds may not be valid yet by the server's clock",
        meaning: `By your clock they became valid ${formatSpan(since)} ago. A server whose clock is further behind than that refuses them.`,
        next: "Wait that long and try again, or compare your clock with the server's.",
      };
    }
    return {
      title: wait === null ? "Not valid yet" : `Not valid for another ${formatSpan(wait)}`,
      meaning: `They become valid${nbf === null ? " later" : ` at ${formatMoment(nbf, nowMs)} on your clock`}. A server whose clock differs from yours may decide otherwise.`,
      next: "Wait until then, or check whether your clock is correct.",
      log: "User JWT no longer valid",
      anyway: REFUSED,
    };
  },
  "jwt/outside-times": (evidence) => {
    const opens = num(evidence, "opensInSec");
    const zone = str(evidence, "zone");
    const isDisputed = num(evidence, "afterMidnight") === 1;
    return {
      title: isDisputed
        ? "After midnight in hours that began yesterday"
        : "Outside the hours when this user may connect",
      meaning: `Allowed: ${str(evidence, "windows") ?? "certain hours only"}${zone === null ? " in the server's time zone. That zone is not known, so this page used yours" : ` in ${zone}`}.${isDisputed ? " Servers 2.9 and 2.10 refuse the hours after midnight. Newer ones accept them." : ""}`,
      next:
        opens === null
          ? "Try again inside these hours, or have the hours changed."
          : `Try again in ${formatSpan(opens)}, or have the hours changed.`,
      log: "Outside connect times",
      anyway: REFUSED,
    };
  },
  "jwt/connection-type": (evidence) => {
    const isBridged = str(evidence, "wanted") === "STANDARD";
    const why = isBridged
      ? "The bridge connects over TCP, which is STANDARD"
      : "A browser always connects over WebSocket";
    return {
      title: isBridged
        ? "This user may not connect over TCP"
        : "This user may not connect over WebSocket",
      meaning: `The allowed connection types are ${str(evidence, "allowed") ?? "different ones"}.${clause(unknownTypeClause(evidence), (text) => ` ${text}`)} ${why}, so these creds do not work here, even if they work elsewhere.`,
      next: `Have ${isBridged ? "STANDARD" : "WEBSOCKET"} added to the allowed connection types, or test the creds with a client of an allowed type.`,
      log: "Connection type not allowed",
      anyway: REFUSED,
    };
  },
  "jwt/source-address": (evidence) => ({
    title: "This user may not connect from this address",
    meaning: `${num(evidence, "bridged") === 1 ? "The server sees the address of the bridge" : `The server sees you as ${str(evidence, "address") ?? "another address"}`}. It allows ${str(evidence, "allowed") ?? "another range"}.`,
    next: "Connect from an allowed network, or have your address added. Behind a proxy, the server sees the address of the proxy.",
    log: "Bad src Ip",
    anyway: REFUSED,
  }),
  "jwt/proxy-required": () => ({
    title: "This user must connect through a trusted proxy",
    meaning:
      "The JWT requires a trusted proxy in front of the server. Servers before 2.12 ignore this.",
    next: "Connect through that proxy, or have the creds issued again without this requirement.",
    log: "proxy connection required",
    anyway:
      "servers from 2.12 on refuse it with the usual Authorization Violation. Older servers accept it.",
  }),
  "jwt/limits-zero": (evidence) => ({
    title: "The limits of this user are zero",
    meaning: `A version 2 JWT that sets no limit for ${str(evidence, "zero") ?? "subscriptions or payload"} allows none at all. The server accepts the user, who then cannot do anything or is disconnected.`,
    next: "Have the creds issued again with limits. -1 means no limit.",
    log: "maximum subscriptions exceeded",
    anyway: "the server accepts it, and ends the connection at the first subscription or message.",
  }),
  "jwt/reply-only": (evidence) => ({
    title: "This user may reply, but not publish otherwise",
    meaning: `With response permissions and no publish allow list, only replies to requests are allowed${replyClause(evidence)}.`,
    next: "This is right for a service that only replies. Otherwise have a publish allow list added.",
  }),
  "jwt/too-large": (evidence) => {
    const bytes = num(evidence, "bytes");
    if (str(evidence, "login") !== null && (bytes === null || bytes <= MAX_CONNECT_BYTES)) {
      return {
        title: "The JWT and what was added to it are too large",
        meaning:
          "Both are in one CONNECT line, which became longer than the server accepts: 4,096 bytes by default.",
        next: "Use a shorter token if there is one. Or have max_control_line raised on the server.",
        config: "max_control_line: 16384",
        log: "maximum control line exceeded",
      };
    }
    return {
      title: "The JWT is too large to connect with",
      meaning: `The CONNECT line would have ${bytes === null ? "more" : `${formatCount(bytes)} bytes, more`} than the 4,096 bytes that a server accepts by default.`,
      next: "Shorten the permission lists, for example with wildcards or a scoped signing key. Or have max_control_line raised on the server.",
      config: `max_control_line: ${bytes === null || bytes <= 8192 ? 8192 : 16_384}`,
      log: "maximum control line exceeded",
      anyway: "the server closes the connection as soon as the login arrives.",
    };
  },
};

/** ": one reply to each request, within 2 min, which are the server's defaults". */
function replyClause(evidence: Evidence): string {
  const max = num(evidence, "maxReplies");
  const sec = num(evidence, "replySec");
  if (max === null || sec === null) return "";
  const count =
    max < 0 ? "any number of replies" : max === 1 ? "one reply" : `${formatCount(max)} replies`;
  const time = sec < 0 ? "at any time" : `within ${formatSpan(sec)}`;
  const origin = num(evidence, "isDefault") === 1 ? ", which are the server's defaults" : "";
  return `: ${count} to each request, ${time}${origin}`;
}

function article(kind: string): string {
  return /^[aeiou]/iu.test(kind) ? `an ${kind}` : `a ${kind}`;
}
