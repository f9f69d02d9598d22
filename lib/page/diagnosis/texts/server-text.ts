// Words for account/*, server/*, limits/* and ended/* causes. Joined in lib/page/diagnosis/texts/cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import { formatMoment } from "@/lib/page/format/time";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { END_CAUSES, LIMIT_CAUSES, SERVER_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseTextOf } from "./cause-text-types";
import { accountArgument, editAccount, editUser } from "./command-text";
import { clause, num, shortKey, str } from "./evidence";
import { retryText } from "./retry-text";

type Covered =
  | (typeof SERVER_CAUSES)[number]
  | (typeof LIMIT_CAUSES)[number]
  | (typeof END_CAUSES)[number];

const said = (evidence: Evidence): string =>
  clause(str(evidence, "error") ?? str(evidence, "closeReason"), (text) => ` It said: ${text}.`);

export const SERVER_TEXTS: Record<Covered, CauseTextOf> = {
  "server/open": () => ({
    title: "This server asks for no login",
    meaning:
      "It lets everybody in and never looked at these creds, so being connected proves nothing about them.",
    next: "Connect to the server that these creds are for. Its configuration names an operator and a resolver.",
    config: "operator: /etc/nats/operator.jwt",
  }),
  "server/not-jwt": () => ({
    title: "This server does not log in with creds",
    meaning: "It asks for a login but offers nothing to sign: it uses passwords or something else.",
    next: "Check the address. Creds need a server in operator mode.",
    config: "operator: /etc/nats/operator.jwt",
  }),
  "server/other-identity": (evidence) => ({
    title: "The server takes you for somebody else",
    meaning: `It answers as ${identity(str(evidence, "serverUser"), str(evidence, "serverAccount"))}; the JWT is for ${identity(str(evidence, "subject"), str(evidence, "account"))}. It has let you in by another rule.`,
    next: "Connect to the server that these creds are for, or ask its operator how users are mapped.",
    command: "nats --creds FILE request '$SYS.REQ.USER.INFO' ''",
  }),
  "server/max-connections": () => ({
    title: "The server is full",
    meaning: "It has as many connections as it allows, and closed before it looked at the creds.",
    next: "Try again later, or have max_connections raised.",
    config: "max_connections: 65536",
    log: "maximum connections exceeded",
  }),
  "server/auth-timeout": () => ({
    title: "The login took too long",
    meaning: "The server waits about two seconds for the login, and it did not arrive in time.",
    next: "Try again. On a slow line the server's auth_timeout may need to be longer.",
    config: "authorization { timeout: 5 }",
    log: "authentication timeout",
  }),
  "server/shutdown": () => ({
    title: "The server is shutting down",
    meaning: "It closed the connection for that reason, not because of the creds.",
    next: "Try again when it is back.",
  }),
  "server/protocol": (evidence) => ({
    title: "The server did not understand what was sent",
    meaning: `It closed because of a protocol error, not because of the creds.${said(evidence)}`,
    next: "Look at the region Protocol for the last lines. A proxy in between may change them.",
  }),
  "limits/subscriptions": (evidence) => ({
    title: "The limit of subscriptions is reached",
    meaning: "The server did not take the last subscription. The others go on.",
    next: "Unsubscribe from something, or have the limit raised.",
    command: editUser(evidence, "--subs -1"),
  }),
  "limits/payload": (evidence) => {
    const limit = num(evidence, "limit");
    return {
      title: "The message is over the payload limit",
      meaning: `The server takes ${limit === null ? "less in one message" : `${formatCount(limit)} bytes in one message`}. The smallest limit of server, account and user counts.`,
      next: "Send less at once, or have the limit raised.",
      command: editUser(evidence, "--payload -1"),
    };
  },
  "ended/expired": (evidence, nowMs) => {
    const exp = num(evidence, "expiresAtSec");
    return {
      title: "The creds have expired",
      meaning: `The server ended the connection because the user's time was over${exp === null ? "" : `: valid until ${formatMoment(exp, nowMs)}`}.`,
      next: "Ask for new creds with a later expiry, and drop them here: they take over.",
      command: editUser(evidence, "--expiry 30d"),
    };
  },
  "ended/account-expired": (evidence) => ({
    title: "The account has expired",
    meaning:
      "The account's own JWT is over, or the account was removed from the server. Every user of it is out.",
    next: "Have the account JWT renewed and pushed to the server.",
    command: editAccount(evidence, "--expiry 1y"),
  }),
  "ended/revoked": (evidence) => ({
    title: "This user was revoked",
    meaning: "The account withdrew this user's creds while the connection was open.",
    next: "Ask for new creds; the old ones stay revoked.",
    command: `nsc revocations list-users --account ${accountArgument(evidence)}`,
    log: "User authentication revoked",
  }),
  "ended/limits": (evidence) => ({
    title: "A limit ended the connection",
    meaning: `The server closed because a limit was passed.${said(evidence)}`,
    next: "Use less of what is limited, or have the limit raised, then connect again.",
  }),
  "ended/authorization": (evidence) => ({
    title: "The server withdrew its permission",
    meaning:
      num(evidence, "refusedAgain") === 1
        ? "It closed without a word and then refused a new attempt: the signing key that issued these creds is probably no longer in the account."
        : `The account was changed, so that these creds no longer fit.${said(evidence)}`,
    next: "Ask the account's owner what changed. Connecting again shows whether it still works.",
    command: `nsc describe account --name ${accountArgument(evidence)}`,
  }),
  "ended/slow-consumer": (evidence) => ({
    title: "Messages came faster than they were taken",
    meaning: "The server ends a connection that falls too far behind.",
    next: retryText(
      evidence,
      "Subscribe to less, or use a faster line. It connects again by itself.",
    ),
  }),
  "ended/stale": (evidence) => ({
    title: "The connection went silent",
    meaning: "The server got no answer to its pings, as happens when a computer sleeps.",
    next: retryText(evidence, "It connects again by itself."),
  }),
  "ended/shutdown": (evidence) => ({
    title: "The server was shut down",
    meaning: "It said so when it closed. The creds are not the reason.",
    next: retryText(evidence, "It connects again by itself when the server is back."),
  }),
  "ended/lost": (evidence) => ({
    title: "The connection was lost",
    meaning: `It broke without a reason of authorization being given.${said(evidence)}`,
    next: retryText(evidence, "It connects again by itself. Check the network if it does not."),
  }),
};

function identity(user: string | null, account: string | null): string {
  const of = account === null ? "" : `account ${shortKey(account)}`;
  if (user === null) return of === "" ? "somebody else" : of;
  return of === "" ? `user ${shortKey(user)}` : `user ${shortKey(user)} in ${of}`;
}
