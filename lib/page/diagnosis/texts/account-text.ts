// Texts of account/* causes. Joined in cause-text.ts.
// Log lines: nats-server server/auth.go, at debug level.

import { formatGap, formatSpan } from "@/lib/page/format/duration";
import { clause, num, shortKey, str } from "@/lib/page/format/evidence";
import { formatMoment } from "@/lib/page/format/time";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { ACCOUNT_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseText, CauseTextOf } from "./cause-text-types";

/** The name of the account, or its key where the name is not known. */
const account = (evidence: Evidence): string =>
  str(evidence, "accountName") ?? shortKey(str(evidence, "account") ?? "the account");

const settle = (what: string): string => `Add the ${what}. It shows whether this is the reason.`;

const TEMPLATE_REASONS: Readonly<Record<string, string>> = {
  "undefined-operation": "uses an operation that servers do not know",
  "invalid-deny": "becomes an invalid deny rule for this user",
  "too-many": "becomes more than 4,096 subjects for this user",
};

/** By LoginKind: what was sent besides the creds. */
const SENT: Readonly<Record<string, string>> = {
  token: "the token",
  password: "the user and password",
};

const unnamedAccount = (evidence: Evidence): CauseText => ({
  title: "The creds do not name their account",
  meaning: `They are signed by ${shortKey(str(evidence, "issuer") ?? "")}, a signing key of ${account(evidence)}, but have no issuer_account. The server therefore looks for an account with the signing key as its name, and finds none.`,
  next: "Have the creds issued again with a tool that sets issuer_account, such as nsc.",
  log: "Account JWT lookup error",
});

export const ACCOUNT_TEXTS: Record<(typeof ACCOUNT_CAUSES)[number], CauseTextOf> = {
  "account/pinned": (evidence) => ({
    title: "The server may admit certain accounts only",
    meaning: `Its resolver_pinned_accounts may not list ${account(evidence)}. Only the server's configuration shows this.`,
    next: "Ask the server's operator whether resolver_pinned_accounts is set, and to add the account to it.",
    ...(str(evidence, "account")
      ? { config: `resolver_pinned_accounts: [${str(evidence, "account")}]` }
      : {}),
    log: "not listed as operator pinned account",
  }),
  "account/unknown": (evidence) => ({
    title: "The server may not know the account",
    meaning: `${account(evidence)} must be in the server's resolver.${num(evidence, "slowMs") === null ? "" : ` It took ${formatGap(num(evidence, "slowMs") ?? 0)} to refuse. A full resolver takes that long to look for an account that it does not have.`}`,
    next: "Push the account to this server, or connect to a server that has it.",
    log: "Account JWT lookup error",
  }),
  "account/other-operator": (evidence, _, certainty) => ({
    title:
      certainty === "proven"
        ? "The account belongs to another operator"
        : "The account may belong to an operator that this server does not trust",
    meaning: `${account(evidence)} was issued by ${shortKey(str(evidence, "accountIssuer") ?? str(evidence, "operator") ?? "an operator")}${str(evidence, "accountIssuer") && str(evidence, "operator") ? `, which is not a key of ${str(evidence, "operatorName") ?? "the operator"} (${shortKey(str(evidence, "operator") ?? "")})` : ""}. A server accepts only the accounts of operators that it trusts.`,
    next: str(evidence, "accountIssuer")
      ? "Connect to a server of that operator, or have the account issued by this server's operator."
      : settle("account JWT and the server's operator JWT"),
    log: "Account JWT not signed by trusted operator",
  }),
  "account/issuer-unknown": (evidence) => {
    if (num(evidence, "unnamed") === 1) return unnamedAccount(evidence);
    const isStrict = num(evidence, "strict") === 1;
    const isKnown = num(evidence, "keys") !== null || str(evidence, "operator") !== null;
    return {
      title: isStrict
        ? "The account key may not sign users"
        : isKnown
          ? "The account does not know the key that signed these creds"
          : "The account may not know the key that signed these creds",
      meaning: isStrict
        ? `These creds are signed with the account's own key. ${str(evidence, "operatorName") ?? "An operator"} can require signing keys, and then the server refuses such users.`
        : `They are signed by ${shortKey(str(evidence, "issuer") ?? "")}, which must be a signing key of ${account(evidence)}.${num(evidence, "keys") === null ? "" : ` It lists ${num(evidence, "keys") || "no"}${num(evidence, "keys") === 1 ? " other key" : num(evidence, "keys") ? " other keys" : " signing keys"}.`}`,
      next: isStrict
        ? "Have the creds issued with a signing key of the account."
        : isKnown
          ? "Add the key to the account again, or have the creds issued with a key that it lists."
          : settle("account JWT"),
      log: "User JWT issuer is not known",
    };
  },
  "account/scope-violated": (evidence, _, certainty) => ({
    title:
      certainty === "proven"
        ? "The creds set permissions, but their signing key is scoped"
        : "The creds set permissions, and their signing key may be scoped",
    meaning: `${clause(str(evidence, "role"), (role) => `The signing key's role is ${role}. `)}Users of a scoped signing key get their permissions from the account. These creds set their own (${str(evidence, "carried") ?? "permissions or limits"}), and the server refuses that.${num(evidence, "withoutLimits") ? " They have no limits, which is how creds of a scoped signing key look." : ""}`,
    next: "Have the creds issued again without permissions and limits.",
    log: "scoped users require no permissions or limits set",
  }),
  "account/template": (evidence) => ({
    title: "The signing key's template does not work for this user",
    meaning: str(evidence, "entry")
      ? `The rule ${str(evidence, "entry")} ${TEMPLATE_REASONS[str(evidence, "reason") ?? ""] ?? "cannot be filled in"}, so the server refuses this user.`
      : "If the signing key is scoped, its template may need a tag that this user does not have.",
    next: str(evidence, "entry")
      ? "Correct the template, or give the user the tag that it needs."
      : settle("account JWT"),
    log: "User JWT generated invalid permissions",
  }),
  "account/expired": (evidence, nowMs) => {
    const exp = num(evidence, "expiresAtSec");
    return {
      title: exp === null ? "The account may have expired" : "The account has expired",
      meaning:
        exp === null
          ? `${account(evidence)} has its own expiry. After that the server refuses all of its users.`
          : `${account(evidence)} was valid until ${formatMoment(exp, nowMs)}, ${formatSpan(num(evidence, "expiredForSec") ?? 0)} ago.`,
      next:
        exp === null
          ? settle("account JWT")
          : "Have the account JWT renewed and pushed to the server.",
      log: "Account JWT has expired",
    };
  },
  "account/bearer-forbidden": (evidence, _, certainty) => ({
    title:
      certainty === "proven"
        ? "The account forbids bearer users"
        : "The account may forbid bearer users",
    meaning: `These creds are a bearer JWT, which needs no signature. ${account(evidence)} ${certainty === "proven" ? "forbids" : "may forbid"} bearer users.`,
    next: "Have the creds issued again without bearer, or have the account allow bearer users.",
    log: "Account does not allow bearer tokens",
  }),
  "account/user-revoked": (evidence, nowMs, certainty) => {
    const until = num(evidence, "revokedUntilSec");
    const issued = num(evidence, "issuedAtSec");
    return {
      title: certainty === "proven" ? "This user was revoked" : "This user may be revoked",
      meaning:
        until === null
          ? "An account can revoke everything issued to a user up to a certain time. The creds do not show it."
          : `${account(evidence)} revoked everything issued to ${num(evidence, "everybody") === 1 ? "its users" : "this user"} up to ${formatMoment(until, nowMs)}${issued ? `. These creds were issued at ${formatMoment(issued, nowMs)}` : issued === 0 ? ". These creds do not say when they were issued, so every revocation covers them" : ""}.`,
      next:
        certainty === "proven"
          ? "Ask for new creds. The old ones stay revoked."
          : settle("account JWT"),
      log: "User authentication revoked",
    };
  },
  "account/connection-limit": (evidence) => ({
    title: "The account's limit of connections is reached",
    meaning:
      num(evidence, "limit") === 0
        ? `${account(evidence)} allows no connections at all: its limit is zero or was never set.`
        : "The creds are valid, but the account has as many connections as it allows, or its limit is zero.",
    next: "Close other connections of this account, or have its limit raised.",
    log: "maximum account active connections exceeded",
  }),
  "account/callout": (evidence) => ({
    title: `An auth callout may have refused ${SENT[str(evidence, "login") ?? ""] ?? "these creds"}`,
    meaning: str(evidence, "login")
      ? `The server gives the same answer when it refuses the JWT and when a callout refuses what was sent with it. Nothing that is known here speaks against the JWT.`
      : `${account(evidence)} can let a service decide about each login. That service may have refused these creds, or it may not have answered.`,
    next: str(evidence, "login")
      ? "Check what you added, and replace it. The log of the callout's service has the reason."
      : "If the callout wants a token or a password, add it to these creds. Otherwise ask the operator of that service. Its log has the reason.",
    log: "auth callout",
  }),
};
