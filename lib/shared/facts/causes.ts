// The vocabulary of a verdict: outcomes, certainties and cause codes. Codes never change once they have
// shipped, because data attributes, reports and tests hold them. lib/page/diagnosis/texts/cause-text.ts
// holds their texts. A table over codes is a Record of one of the unions below, so that it does not compile
// when a code is missing.

/** How one attempt ended. lib/shared/diagnosis/outcome.ts decides it. */
export type Outcome = "unreadable" | "unreachable" | "refused" | "unchecked" | "accepted" | "ended";

export type Certainty = "proven" | "likely" | "possible" | "ruled-out";

export const CREDS_CAUSES = [
  "creds/empty",
  "creds/not-creds",
  "creds/too-large",
  "creds/too-many",
  "creds/encoding",
  "creds/no-jwt",
  "creds/no-seed",
  "creds/blocks-swapped",
  "creds/form",
  "creds/unreadable-file",
  "creds/sentinel",
  "creds/nkey-only",
  "creds/context",
  "creds/too-deep",
] as const;

export const JWT_CAUSES = [
  "jwt/malformed",
  "jwt/algorithm",
  "jwt/signature",
  "jwt/not-a-user",
  "jwt/subject-kind",
  "jwt/issuer-kind",
  "jwt/claims",
  "jwt/locale-ignored",
  "jwt/unknown-claim",
  "jwt/unknown-connection-type",
  "jwt/time-unit",
  "jwt/no-issue-time",
  "jwt/expired",
  "jwt/not-yet-valid",
  "jwt/outside-times",
  "jwt/connection-type",
  "jwt/source-address",
  "jwt/proxy-required",
  "jwt/limits-zero",
  "jwt/reply-only",
  "jwt/too-large",
] as const;

export const SEED_CAUSES = ["seed/malformed", "seed/not-a-user-seed", "seed/mismatch"] as const;

/** In the order in which a server checks (nats-server server/auth.go). */
export const ACCOUNT_CAUSES = [
  "account/pinned",
  "account/unknown",
  "account/expired",
  "account/other-operator",
  "account/issuer-unknown",
  "account/scope-violated",
  "account/template",
  "account/bearer-forbidden",
  "account/user-revoked",
  "account/connection-limit",
  "account/callout",
] as const;

export const SERVER_CAUSES = [
  "server/open",
  "server/not-jwt",
  "server/wants-jwt",
  "server/nkey-not-listed",
  "server/other-identity",
  "server/max-connections",
  "server/auth-timeout",
  "server/shutdown",
  "server/protocol",
  "server/odd-nonce",
  "server/not-nats-server",
  "server/compressed-frames",
] as const;

export const LIMIT_CAUSES = ["limits/subscriptions", "limits/payload"] as const;

export const NET_CAUSES = [
  "net/bad-url",
  "net/mixed-content",
  "net/silent",
  "net/no-info",
  "net/not-listening",
  "net/not-websocket",
  "net/origin",
  "net/scheme",
  "net/certificate",
  "net/client-port",
  "net/monitoring-port",
  "net/path",
  "net/local-network-access",
  "net/inside-address",
  "net/proxy-limit",
] as const;

/** The dashboard's bridge gives these as the reason in its close frame (scripts/bridge/close-codes.mjs). */
export const BRIDGE_CAUSES = [
  "bridge/not-reached",
  "bridge/origin",
  "bridge/unknown-target",
  "bridge/busy",
  "bridge/upstream-refused",
  "bridge/upstream-silent",
  "bridge/upstream-tls",
  "bridge/not-nats",
  "bridge/handshake",
  "bridge/upstream-closed",
  "bridge/idle",
  "bridge/slow-reader",
  "bridge/stopped",
] as const;

export const END_CAUSES = [
  "ended/expired",
  "ended/account-expired",
  "ended/revoked",
  "ended/limits",
  "ended/authorization",
  "ended/kicked",
  "ended/slow-consumer",
  "ended/stale",
  "ended/shutdown",
  "ended/lost",
] as const;

/** What happened in this tab, whatever the server does. */
export const VAULT_CAUSES = ["vault/stopped"] as const;

export type CredsCause = (typeof CREDS_CAUSES)[number];
export type JwtCause = (typeof JWT_CAUSES)[number];
export type SeedCause = (typeof SEED_CAUSES)[number];
export type AccountCause = (typeof ACCOUNT_CAUSES)[number];
export type ServerCause = (typeof SERVER_CAUSES)[number];
export type LimitCause = (typeof LIMIT_CAUSES)[number];
export type NetCause = (typeof NET_CAUSES)[number];
export type BridgeCause = (typeof BRIDGE_CAUSES)[number];
export type EndCause = (typeof END_CAUSES)[number];
export type VaultCause = (typeof VAULT_CAUSES)[number];

export type CauseCode =
  | CredsCause
  | JwtCause
  | SeedCause
  | AccountCause
  | ServerCause
  | LimitCause
  | NetCause
  | BridgeCause
  | EndCause
  | VaultCause;

/** One reason for an outcome, with the values that support it. */
export interface Cause {
  readonly code: CauseCode;
  readonly certainty: Certainty;
  /** Facts that the text names, such as "allowed", "10.0.0.0/8". Never a secret. */
  readonly evidence: Readonly<Record<string, string | number>>;
}

export const CHECK_IDS = [
  "form",
  "signature",
  "issuer",
  "seed",
  "validity",
  "times",
  "source",
  "connection-type",
  "claims",
  "limits",
  "size",
  "chain",
  "who-am-i",
] as const;

export type CheckId = (typeof CHECK_IDS)[number];
export type CheckState = "pass" | "warn" | "fail" | "unknown";

export interface Check {
  readonly id: CheckId;
  readonly state: CheckState;
  /** Null only when the check passed or nothing is known yet. */
  readonly code: CauseCode | null;
  readonly evidence: Readonly<Record<string, string | number>>;
  /** What else fails or warns, each with its code; absent when the check found one thing, as most do. */
  readonly others?: readonly (Omit<Check, "id" | "others"> & { readonly code: CauseCode })[];
}
