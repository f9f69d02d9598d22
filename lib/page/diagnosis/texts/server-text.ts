// Texts of server/*, limits/* and ended/* causes. Joined in cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import { clause, num, shortKey, str } from "@/lib/page/format/evidence";
import { formatMoment } from "@/lib/page/format/time";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { END_CAUSES, LIMIT_CAUSES, SERVER_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseTextOf } from "./cause-text-types";
import { retryText } from "./retry-text";

type Covered =
  | (typeof SERVER_CAUSES)[number]
  | (typeof LIMIT_CAUSES)[number]
  | (typeof END_CAUSES)[number];

const said = (evidence: Evidence): string =>
  clause(
    str(evidence, "error") ?? str(evidence, "closeReason"),
    (text) => ` The server said: ${text}.`,
  );

export const SERVER_TEXTS: Record<Covered, CauseTextOf> = {
  "server/open": () => ({
    title: "This server asks for no login",
    meaning:
      "It accepts everyone and did not check these creds, so the connection proves nothing about them.",
    next: "Connect to the server that these creds are for. Its configuration names an operator and a resolver.",
    config: "operator: /etc/nats/operator.jwt",
  }),
  "server/not-jwt": (evidence, _, certainty) => {
    const next = "Check the address. Creds need a server in operator mode.";
    const config = "operator: /etc/nats/operator.jwt";
    if (num(evidence, "asksNonce") !== 1) {
      return {
        title: "This server does not log in with creds",
        meaning:
          "It asks for a login but sends no challenge to sign. It uses passwords or another method.",
        next,
        config,
      };
    }
    return {
      title:
        certainty === "proven"
          ? "This server has its own users, so no user JWT can pass"
          : "This server may have its own users",
      meaning: `It sends a challenge to sign, but a server with nkey users does that too, and then looks at no user JWT.${certainty === "proven" ? " Another connection from this page is in an account of its configuration." : ""}`,
      next: `${next}${clause(str(evidence, "nkey"), () => " Or have the public key of these creds listed among its users.")}`,
      config: str(evidence, "nkey") ? listedNkey(evidence) : config,
    };
  },
  "server/nkey-not-listed": (evidence, _, certainty) => ({
    title:
      certainty === "proven"
        ? "This server does not list this key"
        : "The server may not list this key",
    meaning: `A seed without a JWT logs in as a user whose public key is in the server's configuration. This one is ${shortKey(str(evidence, "nkey") ?? "not known")}.`,
    next: "Ask the server's operator to add this line to its users and to reload the configuration.",
    config: listedNkey(evidence),
  }),
  "server/wants-jwt": (_evidence, _, certainty) => ({
    title:
      certainty === "proven" ? "This server wants a user JWT" : "The server may want a user JWT",
    meaning:
      "A server in operator mode lets no one in by a key alone. It needs the user JWT that belongs to the key.",
    next: "Get the creds file of this user, or its JWT, and drop it here. It joins this seed.",
    log: "Authentication requires a user JWT",
  }),
  "server/other-identity": (evidence) => ({
    title: "The server reports a different user",
    meaning: `It answers as ${identity(str(evidence, "serverUser"), str(evidence, "serverAccount"))}; the JWT is for ${identity(str(evidence, "subject"), str(evidence, "account"))}. It accepted you by another rule.`,
    next: "Connect to the server that these creds are for, or ask this server's operator how users are mapped.",
  }),
  "server/max-connections": () => ({
    title: "The server is full",
    meaning:
      "It has as many connections as it allows, and closed this one before it checked the creds.",
    next: "Try again later, or have max_connections raised.",
    config: "max_connections: 65536",
    log: "maximum connections exceeded",
  }),
  "server/auth-timeout": (evidence) => ({
    title: "The login took too long",
    meaning: `The server waits about two seconds for the login, and it did not arrive in time. ${whyNotArrived(evidence)} The creds may be good.`,
    next: "Try again, if you can without the proxy. On a slow network, the server's authorization timeout may need to be longer.",
    config: "authorization { timeout: 5 }",
    log: "authentication timeout",
  }),
  "server/shutdown": () => ({
    title: "The server is shutting down",
    meaning: "It closed the connection for that reason. The creds are not the reason.",
    next: "Try again when the server is back.",
  }),
  "server/protocol": (evidence) => {
    const next =
      "Look at the last lines in the tab Protocol. A proxy in between may have changed them.";
    if (num(evidence, "brokenByServer") === 1) {
      return {
        title: "The server broke the protocol",
        meaning:
          "It sent something that is not the NATS protocol, so this page ended the connection. The creds are not the reason.",
        next,
      };
    }
    return {
      title: "The server did not understand what was sent",
      meaning: `It closed the connection because of a protocol error. The creds are not the reason.${said(evidence)}`,
      next,
    };
  },
  "server/odd-nonce": () => ({
    title: "The server asked for a signature that this page does not give",
    meaning:
      "A NATS server sends a short random text to sign: 11 to 32 letters, digits, hyphens and underscores. This server sent something else, so nothing was signed and these creds were not sent.",
    next: "Check the address, and who runs this server. If it is a NATS server, a proxy in between may have changed its INFO; the tab Protocol shows it.",
  }),
  "server/not-nats-server": (evidence) => ({
    title: "This server speaks NATS, but it is another product",
    meaning: `It names no Go release and has no server key as its id, as nats-server does.${clause(str(evidence, "serverName"), (name) => ` It calls itself ${name}.`)} This page knows how nats-server checks creds, so it proves nothing here.${said(evidence)}`,
    next: "If these creds are for a nats-server, check the address. Otherwise ask the operator of this server how it checks logins.",
  }),
  "server/compressed-frames": (evidence) => ({
    title: "This server counts max_payload over whole compressed frames",
    meaning: `Its listener compresses. There nats-server${clause(str(evidence, "version"), (version) => ` ${version}`)} closes the connection without a reason when several messages in one frame are over the limit together, though each is allowed (nats-io/nats-server#8303). This page cuts its frames at the limit that the server named${limitOf(evidence)}. The server does not say when the limit is lowered later.`,
    next: "If other WebSocket clients are disconnected as well, turn compression off, or raise max_payload above what they send at once.",
    config: "websocket { compression: false }",
  }),
  "limits/subscriptions": () => ({
    title: "The limit of subscriptions is reached",
    meaning: "The server did not accept the last subscription. The others continue.",
    next: "Unsubscribe from a subject, or have the limit raised.",
    log: "maximum subscriptions exceeded",
  }),
  "limits/payload": (evidence) => {
    const limit = num(evidence, "limit");
    return {
      title: "The message is over the payload limit",
      meaning: `The server accepts ${limit === null ? "smaller messages only" : `up to ${formatCount(limit)} bytes in one message`}. The smallest limit of server, account and user applies.`,
      next: "Send a smaller message, or have the limit raised.",
      log: "maximum payload exceeded",
    };
  },
  "ended/expired": (evidence, nowMs) => {
    const exp = num(evidence, "expiresAtSec");
    return {
      title: "The creds have expired",
      meaning: `The server ended the connection because this user expired${exp === null ? "" : ` at ${formatMoment(exp, nowMs)}`}.`,
      next: "Ask for new creds with a later expiry, and drop them here. They replace these.",
      log: "User Authentication Expired",
    };
  },
  "ended/account-expired": () => ({
    title: "The account has expired",
    meaning:
      "The account JWT has expired, or the account was removed from the server. This affects all of its users.",
    next: "Have the account JWT renewed and pushed to the server.",
    log: "Account Authentication Expired",
  }),
  "ended/revoked": () => ({
    title: "This user was revoked",
    meaning: "The account revoked this user while the connection was open.",
    next: "Ask for new creds. The old ones stay revoked.",
    log: "User authentication revoked",
  }),
  "ended/limits": (evidence) => ({
    title: "A limit ended the connection",
    meaning: `The server closed the connection because a limit was exceeded.${said(evidence)}`,
    next: "Stay below the limit, or have it raised. Then connect again.",
  }),
  "ended/authorization": (evidence) => ({
    title: "The server no longer authorizes these creds",
    meaning:
      num(evidence, "refusedAgain") === 1
        ? "It closed the connection without a reason and then refused a new attempt. The signing key of these creds is probably no longer in the account."
        : `The account was changed, and these creds no longer match it.${said(evidence)}`,
    next: "Ask the owner of the account what changed. Connect again to see whether the creds still work.",
  }),
  "ended/kicked": (evidence) => ({
    title: "An administrator closed this connection (kicked)",
    meaning: `The creds may still be good.${num(evidence, "refusedAgain") === 1 ? " But a new attempt was refused." : ""}`,
    next: retryText(
      evidence,
      "The page reconnects by itself. If that is refused, ask the administrator of the server.",
    ),
  }),
  "ended/slow-consumer": (evidence) => ({
    title: "Messages came faster than they were read",
    meaning: "The server ends a connection that falls too far behind.",
    next: retryText(
      evidence,
      "Subscribe to fewer messages, or use a faster network. The page reconnects by itself.",
    ),
    log: "Slow Consumer Detected",
  }),
  "ended/stale": (evidence) => ({
    title: "The connection went silent",
    meaning: "The server got no answer to its pings. This happens when a computer sleeps.",
    next: retryText(evidence, "The page reconnects by itself."),
    log: "Stale Client Connection - Closing",
  }),
  "ended/shutdown": (evidence) => ({
    title: "The server was shut down",
    meaning: "It said so when it closed the connection. The creds are not the reason.",
    next: retryText(evidence, "The page reconnects by itself when the server is back."),
    log: "Initiating Shutdown",
  }),
  "ended/lost": (evidence) => ({
    title: "The connection was lost",
    meaning: `It broke, and the server gave no reason that concerns the creds.${said(evidence)}`,
    next: retryText(evidence, "The page reconnects by itself. If it does not, check the network."),
  }),
};

function limitOf(evidence: Evidence): string {
  const bytes = num(evidence, "maxPayloadBytes");
  return bytes === null ? "" : ` (${formatCount(bytes)} bytes)`;
}

/** A wait of less than this can be the page's own. */
const HELD_BACK_MS = 500;

function whyNotArrived(evidence: Evidence): string {
  const [sentMs, waitedMs] = [num(evidence, "sentMs"), num(evidence, "waitedMs")];
  if (sentMs === null || waitedMs === null || waitedMs < HELD_BACK_MS) {
    return "A proxy in between may hold back what this page sends, or this page was slow.";
  }
  return `This page had sent it after ${formatCount(sentMs)} ms and waited ${formatCount(waitedMs)} ms for the answer, so something in between holds it back: a proxy, or a slow network. Nothing of it may have arrived.`;
}

const listedNkey = (evidence: Evidence): string =>
  `authorization { users: [{ nkey: ${str(evidence, "nkey") ?? "U..."} }] }`;

function identity(user: string | null, account: string | null): string {
  const of = account === null ? "" : `account ${shortKey(account)}`;
  if (user === null) return of === "" ? "another user" : of;
  return of === "" ? `user ${shortKey(user)}` : `user ${shortKey(user)} in ${of}`;
}
