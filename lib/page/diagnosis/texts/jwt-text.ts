// Words for jwt/* causes. Joined in lib/page/diagnosis/texts/cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import { formatSpan } from "@/lib/page/format/duration";
import { formatMoment } from "@/lib/page/format/time";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { JWT_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseText, CauseTextOf } from "./cause-text-types";
import { editUser, newCreds } from "./command-text";
import { clause, num, shortKey, str } from "./evidence";

/** What every server says to these, whatever the reason. */
const REFUSED = "the server refuses it with Authorization Violation, as it does for most reasons.";

/** Servers before 2.14 say "User JWT not valid" and why. */
const UNREADABLE_LOG = "Authentication requires a user JWT";

/** The narrowest range that holds an address. */
function rangeOf(address: string | null): string {
  if (address === null) return "ADDRESS/32";
  return `${address}/${address.includes(":") ? 128 : 32}`;
}

const CLOCK_WRONG: CauseText = {
  title: "Your clock is wrong",
  meaning:
    "By your clock these creds are not valid, but the server accepted them, and it checks that first.",
  next: "Set the clock of this computer right.",
};

/** "the server's clock is 3 min ahead of yours", where another clock is known to differ. */
export function clockClause(evidence: Evidence): string | null {
  const ahead = num(evidence, "clockAheadSec");
  if (ahead === null || ahead === 0) return null;
  const whose =
    str(evidence, "clockFrom") === "server"
      ? "the server's clock"
      : "the clock of the host of this page";
  return `${whose} is ${formatSpan(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} yours`;
}

const REISSUE = "Ask whoever issued these creds to issue them again.";

/** By the reasons of lib/creds (claim-rules.ts, user-claims.ts). */
const CLAIM_REASONS: Readonly<Record<string, string>> = {
  empty: "is an empty subject",
  dots: "is no subject: it starts or ends with a dot, or has two in a row",
  queue: "names a queue group, which is for subscribing only",
  blanks: "has more than one blank",
  cidr: "is not an address range such as 10.0.0.0/8",
  time: "is not a time of day such as 08:00:00",
  zone: "is not a time zone that is known here",
  "zone-case": "is a time zone in the wrong spelling; upper and lower case count",
  type: "is of the wrong type",
  version: "is a version that servers do not know",
  "account-key": "is not an account's public key",
};

export const JWT_TEXTS: Record<(typeof JWT_CAUSES)[number], CauseTextOf> = {
  "jwt/malformed": (evidence) => ({
    title: "The user JWT is damaged",
    meaning: `It cannot be decoded${clause(str(evidence, "at"), (at) => `: the fault is in its ${at}`)}. A JWT has three parts joined by dots, and the middle one is JSON.`,
    next: "Copy the file again as a whole; a line was probably cut or changed.",
    command: newCreds(evidence),
  }),
  "jwt/algorithm": (evidence) => ({
    title: "The JWT names the wrong algorithm",
    meaning: `Servers take ed25519-nkey for version 2 and ed25519 for version 1${clause(str(evidence, "algorithm") ?? str(evidence, "alg"), (alg) => `; this one says ${alg}`)}.`,
    next: REISSUE,
    command: newCreds(evidence),
    log: UNREADABLE_LOG,
    anyway: REFUSED,
  }),
  "jwt/signature": (evidence) => ({
    title: "The signature does not fit the JWT",
    meaning: `It was not made by the issuer it names${clause(str(evidence, "issuer"), (key) => `, ${shortKey(key)}`)}, or the JWT was changed afterwards. Every server refuses it.`,
    next: REISSUE,
    command: newCreds(evidence),
    log: UNREADABLE_LOG,
    anyway: REFUSED,
  }),
  "jwt/not-a-user": (evidence) => ({
    title: "This JWT is not a user's",
    meaning: `It is the JWT of ${article(str(evidence, "kind") ?? str(evidence, "type") ?? "different kind")}. Only a user can connect.`,
    next: "Drop the user's creds. Account and operator JWTs are kept to compare users with.",
  }),
  "jwt/subject-kind": () => ({
    title: "The subject is not a user key",
    meaning:
      "A user's public key starts with U. Servers accept this all the same; some tools do not.",
    next: "Nothing needs to be done, unless a tool complains.",
  }),
  "jwt/issuer-kind": (evidence) => ({
    title: "The issuer is not an account",
    meaning: `A user JWT is issued by an account or one of its signing keys, which start with A${clause(str(evidence, "issuer"), (key) => `; this one names ${shortKey(key)}`)}.`,
    next: REISSUE,
    command: newCreds(evidence),
    log: UNREADABLE_LOG,
    anyway: REFUSED,
  }),
  "jwt/claims": (evidence) => ({
    title: "A claim is not valid",
    meaning: `${clause(str(evidence, "at"), (at) => `${at}${clause(str(evidence, "value"), (value) => ` (“${value}”)`)} ${CLAIM_REASONS[str(evidence, "reason") ?? ""] ?? "is not what a server accepts"}. `)}The server checks every claim and refuses the JWT for one that is wrong.`,
    next: "Correct that claim and have the creds issued again.",
    command: newCreds(evidence),
    log: "User JWT no longer valid",
    anyway: REFUSED,
  }),
  "jwt/locale-ignored": (evidence) => ({
    title: "The time zone is set where no server reads it",
    meaning: `The JWT has locale${clause(str(evidence, "locale") ?? str(evidence, "value"), (zone) => ` ${zone}`)}; servers read times_location and use their own zone without it.`,
    next: "Set times_location when the creds are issued again.",
    command: editUser(
      evidence,
      `--locale ${str(evidence, "locale") ?? str(evidence, "value") ?? "ZONE"}`,
    ),
  }),
  "jwt/expired": (evidence, nowMs, certainty) => {
    const exp = num(evidence, "expiresAtSec");
    const ago = num(evidence, "expiredForSec");
    const left = num(evidence, "leftSec");
    const otherClock = clockClause(evidence);
    if (num(evidence, "acceptedAllTheSame") === 1) return CLOCK_WRONG;
    if (exp !== null && ago !== null && otherClock !== null && certainty === "likely") {
      return ago > (num(evidence, "nowSec") ?? 0) - exp
        ? {
            title: "It has probably expired",
            meaning: `By your clock it is valid until ${formatMoment(exp, nowMs)}, but ${otherClock}, and by that clock it is over.`,
            next: "Set your clock right, or ask for new creds with a later expiry.",
            command: editUser(evidence, "--expiry 30d"),
            log: "User JWT no longer valid",
          }
        : {
            title: "Expired by your clock alone",
            meaning: `By your clock it ended ${formatSpan(ago)} ago, but ${otherClock}, and by that clock it is still valid.`,
            next: "Set your clock right. Connecting shows what the server makes of it.",
          };
    }
    if (left !== null) {
      return {
        title: "It may have expired by the server's clock",
        meaning: `By your clock it is valid for another ${formatSpan(left)}. A server whose clock is ahead by more than that refuses it.`,
        next: "Compare your clock with the server's, or ask for new creds with a later expiry.",
      };
    }
    return {
      title:
        num(evidence, "overflow") === 1
          ? "Its expiry is too far away"
          : ago === null
            ? "These creds have expired"
            : `Expired ${formatSpan(ago)} ago`,
      meaning:
        exp === null
          ? num(evidence, "value") === null
            ? "The server says that the user's time is over."
            : `Its exp is ${num(evidence, "value")}: a moment before 1970, which servers take for one that is over.`
          : num(evidence, "overflow") === 1
            ? "Its exp lies more than 292 years ahead. Servers count the time left in nanoseconds, and this count overflows: the connection ends at once."
            : `They were valid until ${formatMoment(exp, nowMs)} on your clock.${ago === null ? "" : ` If your clock is ahead by more than ${formatSpan(ago)}, they are still valid.`}`,
      next: "Ask for new creds with a later expiry.",
      command: editUser(evidence, "--expiry 30d"),
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
        title: "Whether it is valid yet depends on the clock",
        meaning: `It becomes valid at ${formatMoment(nbf, nowMs)} on your clock, but ${otherClock}. The server goes by its own.`,
        next: "Set your clock right, or wait until both clocks are past it.",
      };
    }
    if (since !== null) {
      return {
        title: "It may not be valid yet by the server's clock",
        meaning: `By your clock it became valid ${formatSpan(since)} ago. A server whose clock is behind by more than that refuses it.`,
        next: "Wait that long and try again, or compare your clock with the server's.",
      };
    }
    return {
      title: wait === null ? "Not valid yet" : `Not valid for another ${formatSpan(wait)}`,
      meaning: `They become valid${nbf === null ? " later" : ` at ${formatMoment(nbf, nowMs)} on your clock`}. A server whose clock differs from yours may decide otherwise.`,
      next: "Wait until then, or check that your clock is right.",
      command: editUser(evidence, "--start 0"),
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
        ? "Past midnight in a window that began yesterday"
        : "Outside the hours when it may connect",
      meaning: `Allowed: ${str(evidence, "windows") ?? "certain hours only"}${zone === null ? ", in the time zone of the server, which is not known here; compared with yours" : ` in ${zone}`}.${isDisputed ? " Servers of the 2.9 and 2.10 lines refuse the part after midnight; newer ones accept it." : ""}`,
      next: `${opens === null ? "Try inside these hours" : `The next window opens in ${formatSpan(opens)}`}, or have the hours changed.`,
      command: editUser(evidence, "--time 08:00:00-18:00:00"),
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
      title: isBridged ? "It may not connect over TCP" : "It may not connect over WebSocket",
      meaning: `Allowed are only ${str(evidence, "allowed") ?? "other connection types"}. ${why}, so it is refused here even where it works elsewhere.`,
      next: `Have ${isBridged ? "STANDARD" : "WEBSOCKET"} added to the allowed connection types, or test it with a client of the allowed type.`,
      command: editUser(evidence, `--conn-type ${isBridged ? "STANDARD" : "WEBSOCKET"}`),
      log: "Connection type not allowed",
      anyway: REFUSED,
    };
  },
  "jwt/source-address": (evidence) => ({
    title: "It may not connect from this address",
    meaning: `The server sees you as ${num(evidence, "bridged") === 1 ? "the bridge, at its own address" : (str(evidence, "address") ?? "another address")}; allowed is ${str(evidence, "allowed") ?? "another range"}.`,
    next: "Connect from an allowed network, or have your address added. Behind a proxy the server sees the proxy's address.",
    command: editUser(evidence, `--source-network ${rangeOf(str(evidence, "address"))}`),
    log: "Bad src Ip",
    anyway: REFUSED,
  }),
  "jwt/proxy-required": () => ({
    title: "It must come through a trusted proxy",
    meaning:
      "The JWT demands a trusted proxy in front of the server. Servers before 2.12 ignore this.",
    next: "Connect through that proxy, or have the demand taken out of the JWT.",
    log: "proxy connection required",
    anyway:
      "servers from 2.12 on refuse it with the usual Authorization Violation; older ones let it in.",
  }),
  "jwt/limits-zero": (evidence) => ({
    title: "Its limits are zero",
    meaning: `A version 2 JWT that sets no limit for ${str(evidence, "zero") ?? "subscriptions or payload"} allows none at all. It is let in, and then cannot do anything or is thrown out.`,
    next: "Have the creds issued again with limits; -1 means no limit.",
    command: editUser(evidence, "--subs -1 --data -1 --payload -1"),
    log: "maximum subscriptions exceeded",
    anyway: "the server lets it in, and ends the connection at the first subscription or message.",
  }),
  "jwt/reply-only": (evidence) => ({
    title: "It may answer, but not publish on its own",
    meaning:
      "With response permissions and no publish allow list, only replies to requests get through.",
    next: "That is right for a responder. Otherwise have a publish allow list added.",
    command: editUser(evidence, "--allow-pub SUBJECT"),
  }),
  "jwt/too-large": (evidence) => {
    const bytes = num(evidence, "bytes");
    return {
      title: "The JWT is too large to connect with",
      meaning: `The CONNECT line would have ${bytes === null ? "more" : `${formatCount(bytes)} bytes, more`} than the 4,096 bytes that a server takes unless it is set otherwise.`,
      next: "Shorten its permission lists, for example with wildcards or a scoped signing key, or raise max_control_line on the server.",
      config: `max_control_line: ${bytes === null || bytes <= 8192 ? 8192 : 16_384}`,
      log: "maximum control line exceeded",
      anyway: "the server closes the connection as soon as the login arrives.",
    };
  },
};

function article(kind: string): string {
  return /^[aeiou]/iu.test(kind) ? `an ${kind}` : `a ${kind}`;
}
