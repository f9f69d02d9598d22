// Parses what the server says: -ERR texts and the close frame's reason → what they mean. No other file
// does. The vault uses it for outcomes, notices and violations. The texts are in nats-server server/errors.go,
// server/client.go and server/monitor.go (ClosedState), the close codes in server/websocket.go
// (wsEnqueueCloseMessage). Case differs between versions and is ignored. "bridge/…" reasons come from the
// dashboard's bridge (scripts/bridge/close-codes.mjs).

import type { CloseFacts, CloseFault } from "@/lib/shared/facts/attempt";
import { BRIDGE_CAUSES, type BridgeCause, type CauseCode } from "@/lib/shared/facts/causes";
import type { NoticeCode } from "@/lib/shared/facts/console";

/** What the server means. What follows from it depends on whether it had accepted us already. */
export type ServerErrorKind =
  | "permissions"
  | "subject"
  | "authorization"
  | "auth-timeout"
  | "user-expired"
  | "account-expired"
  /** The close reason alone. It does not say whether the user or the account expired. */
  | "expired"
  | "revoked"
  | "account-connections"
  | "server-connections"
  | "subscriptions"
  | "payload"
  | "control-line"
  | "proxy"
  | "slow-consumer"
  | "stale"
  | "shutdown"
  | "kicked"
  | "protocol"
  /** This page ended the connection because of what the server sent (CloseFacts.fault). */
  | "broken-by-server"
  | "odd-nonce"
  | BridgeCause
  | "unknown";

/** Which right the server denied. `subject` is as the server names it; a mapping may have changed it. */
export interface PermissionsViolation {
  readonly kind: "permissions-violation";
  readonly operation: "publish" | "subscription";
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
  /** Set when the server ends a subscription that it had allowed. */
  readonly sid: string | null;
  readonly detail: "reply" | "too-many-tokens" | null;
}

export interface OtherServerError {
  readonly kind: "other";
  readonly word: ServerErrorKind;
  /** What it means while connected. */
  readonly code: CauseCode | null;
  /** The notice to write; null when the text announces the end, which has its own notice. */
  readonly notice: NoticeCode | null;
}

const TEXTS: readonly (readonly [start: string, word: ServerErrorKind])[] = [
  ["permissions violation", "permissions"],
  ["authorization violation", "authorization"],
  ["authentication timeout", "auth-timeout"],
  ["user authentication expired", "user-expired"],
  ["account authentication expired", "account-expired"],
  ["user authentication revoked", "revoked"],
  ["maximum account active connections", "account-connections"],
  ["maximum connections exceeded", "server-connections"],
  ["maximum subscriptions exceeded", "subscriptions"],
  ["maximum payload violation", "payload"],
  ["maximum control line exceeded", "control-line"],
  ["stale connection", "stale"],
  ["slow consumer", "slow-consumer"],
  ["invalid subject", "subject"],
  ["invalid publish subject", "subject"],
  ["unknown protocol operation", "protocol"],
  ["invalid client protocol", "protocol"],
  ["parser error", "protocol"],
  ["no responders requires headers", "protocol"],
];

const REASONS: readonly (readonly [start: string, word: ServerErrorKind])[] = [
  ["authentication failure", "authorization"],
  ["missing account", "authorization"],
  ["authentication timeout", "auth-timeout"],
  ["authentication expired", "expired"],
  ["credentials revoked", "revoked"],
  ["maximum account connections", "account-connections"],
  ["maximum connections exceeded", "server-connections"],
  ["maximum subscriptions exceeded", "subscriptions"],
  ["maximum message payload", "payload"],
  ["maximum control line", "control-line"],
  ["proxy", "proxy"],
  ["slow consumer", "slow-consumer"],
  ["stale connection", "stale"],
  ["server shutdown", "shutdown"],
  ["kicked", "kicked"],
  ["protocol violation", "protocol"],
  ["parse error", "protocol"],
  ["bad client protocol", "protocol"],
  ["message header violation", "protocol"],
  ["minimum version required", "protocol"],
  ["no responders requires headers", "protocol"],
  ...BRIDGE_CAUSES.map((code): readonly [string, BridgeCause] => [code, code]),
];

/** `text` is what followed -ERR, with or without its quotes. */
export function parseServerError(text: string): PermissionsViolation | OtherServerError {
  const words = text.trim().replace(/^'(.*)'$/su, "$1");
  const violation = readViolation(words);
  if (violation) return violation;
  const word = find(TEXTS, words.toLowerCase());
  return { kind: "other", word, code: codeWhileOpen(word), notice: noticeOf(word) };
}

export function wordOf(text: string): ServerErrorKind {
  const said = parseServerError(text);
  return said.kind === "other" ? said.word : "permissions";
}

/** Returns "unknown" where no close frame came (1006) or it gives no reason. */
export function readClose(close: CloseFacts | null): ServerErrorKind {
  if (close?.fault) return FAULTS[close.fault];
  return close ? find(REASONS, close.reason.toLowerCase()) : "unknown";
}

const FAULTS: Record<CloseFault, ServerErrorKind> = {
  "server/protocol": "broken-by-server",
  "server/odd-nonce": "odd-nonce",
};

function find(table: typeof TEXTS, lower: string): ServerErrorKind {
  return table.find(([start]) => lower.startsWith(start))?.[1] ?? "unknown";
}

// Go's %q writes subject and queue, so quotes and backslashes inside are escaped.
const VIOLATION =
  /^permissions violation for (publish|subscription)(?: to| (with reply) of) "((?:[^"\\]|\\.)*)"(?: using queue "((?:[^"\\]|\\.)*)")?(, too many tokens)?(?: \(sid "([^"]*)"\))?/iu;

function readViolation(words: string): PermissionsViolation | null {
  const match = VIOLATION.exec(words);
  if (!match) return null;
  const [, operation = "", withReply, subject = "", queue = "", tooMany, sid] = match;
  return {
    kind: "permissions-violation",
    operation: operation.toLowerCase() === "publish" ? "publish" : "subscription",
    subject: unquote(subject),
    queue: unquote(queue),
    sid: sid ?? null,
    detail: withReply ? "reply" : tooMany ? "too-many-tokens" : null,
  };
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function unquote(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/gsu,
    (_, x?: string, u?: string, wide?: string, single?: string) => {
      const code = Number.parseInt(x ?? u ?? wide ?? "", 16);
      if (single !== undefined) return ESCAPES[single] ?? single;
      return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}

/** What the error proves before the first PONG; null where many causes give the same error. */
export function codeWhileConnecting(word: ServerErrorKind): CauseCode | null {
  return WHILE_CONNECTING[word];
}

const WHILE_CONNECTING: Record<ServerErrorKind, CauseCode | null> = {
  permissions: null,
  subject: null,
  authorization: null,
  "auth-timeout": "server/auth-timeout",
  "user-expired": "jwt/expired",
  "account-expired": "ended/account-expired",
  expired: "jwt/expired",
  revoked: "account/user-revoked",
  "account-connections": "account/connection-limit",
  "server-connections": "server/max-connections",
  // A limit of zero is met at the first PONG, before anything was subscribed or sent.
  subscriptions: "jwt/limits-zero",
  payload: "jwt/limits-zero",
  "control-line": "jwt/too-large",
  proxy: "jwt/proxy-required",
  "slow-consumer": null,
  stale: null,
  shutdown: "server/shutdown",
  kicked: null,
  protocol: "server/protocol",
  "broken-by-server": "server/protocol",
  "odd-nonce": "server/odd-nonce",
  // Each reason of the bridge is a cause by itself.
  "bridge/not-reached": "bridge/not-reached",
  "bridge/origin": "bridge/origin",
  "bridge/unknown-target": "bridge/unknown-target",
  "bridge/busy": "bridge/busy",
  "bridge/upstream-refused": "bridge/upstream-refused",
  "bridge/upstream-silent": "bridge/upstream-silent",
  "bridge/upstream-tls": "bridge/upstream-tls",
  "bridge/not-nats": "bridge/not-nats",
  "bridge/handshake": "bridge/handshake",
  // A server that closes without a reason proves nothing.
  "bridge/upstream-closed": null,
  "bridge/idle": "bridge/idle",
  "bridge/slow-reader": "bridge/slow-reader",
  "bridge/stopped": "bridge/stopped",
  unknown: null,
};

/** Why an accepted connection ended, for its notice and for the verdict. */
export type EndCode = Extract<NoticeCode, CauseCode>;

/** After the first PONG: why the connection ended; null where the error does not end a connection. */
export const WHILE_OPEN: Record<ServerErrorKind, EndCode | null> = {
  permissions: null,
  subject: null,
  authorization: "ended/authorization",
  "auth-timeout": null,
  "user-expired": "ended/expired",
  "account-expired": "ended/account-expired",
  // Whether the user or the account expired depends on the JWT (outcome.ts).
  expired: null,
  revoked: "ended/revoked",
  "account-connections": "ended/limits",
  "server-connections": "ended/limits",
  subscriptions: "ended/limits",
  payload: "ended/limits",
  "control-line": "server/protocol",
  proxy: null,
  "slow-consumer": "ended/slow-consumer",
  stale: "ended/stale",
  shutdown: "ended/shutdown",
  kicked: "ended/kicked",
  protocol: "server/protocol",
  "broken-by-server": "server/protocol",
  // Only the nonce of the first INFO is signed, so this comes before the PONG alone.
  "odd-nonce": null,
  "bridge/not-reached": null,
  "bridge/origin": null,
  "bridge/unknown-target": null,
  "bridge/busy": "bridge/busy",
  "bridge/upstream-refused": null,
  "bridge/upstream-silent": null,
  "bridge/upstream-tls": "bridge/upstream-closed",
  "bridge/not-nats": "bridge/upstream-closed",
  "bridge/handshake": null,
  "bridge/upstream-closed": "bridge/upstream-closed",
  "bridge/idle": "bridge/idle",
  "bridge/slow-reader": "bridge/slow-reader",
  "bridge/stopped": "bridge/stopped",
  unknown: null,
};

function codeWhileOpen(word: ServerErrorKind): CauseCode | null {
  if (word === "subscriptions") return "limits/subscriptions";
  if (word === "payload") return "limits/payload";
  return WHILE_OPEN[word];
}

function noticeOf(word: ServerErrorKind): NoticeCode | null {
  switch (word) {
    case "permissions":
      return "permissions-violation";
    case "subscriptions":
      return "limits/subscriptions";
    case "payload":
      return "limits/payload";
    case "subject":
    case "protocol":
    case "control-line":
    case "unknown":
      return "server/protocol";
    default:
      return null;
  }
}
