// The one place that reads the server's words: -ERR texts and the close frame's code and reason →
// what they mean. Used by the vault (outcomes, notices, violations). Texts: nats-server
// server/errors.go, server/client.go and server/monitor.go (ClosedState); close codes:
// server/websocket.go (wsEnqueueCloseMessage). Case differs between versions and is ignored.
// "bridge/…" are the words of the dashboard's own bridge (scripts/bridge/close-codes.mjs).

import type { CloseFacts } from "@/lib/shared/facts/attempt";
import { BRIDGE_CAUSES, type CauseCode } from "@/lib/shared/facts/causes";
import type { NoticeCode } from "@/lib/shared/facts/console";

/** What the server means, before it is known whether we were accepted already. */
export type ServerErrorKind =
  | "permissions"
  | "subject"
  | "authorization"
  | "auth-timeout"
  | "user-expired"
  | "account-expired"
  /** The close reason alone: it does not say whose time is over. */
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
  | "protocol"
  | BridgeWord
  | "unknown";

export type BridgeWord = (typeof BRIDGE_CAUSES)[number];

/** Which right the server denied. `subject` is the one it names, which a mapping may have changed. */
export interface PermissionsViolation {
  readonly kind: "permissions-violation";
  readonly operation: "publish" | "subscription";
  readonly subject: string;
  /** "" = none. */
  readonly queue: string;
  /** Set when the server ends a subscription that it had allowed before. */
  readonly sid: string | null;
  readonly detail: "reply" | "too-many-tokens" | null;
}

export interface OtherServerError {
  readonly kind: "other";
  readonly word: ServerErrorKind;
  /** What it means while connected. */
  readonly code: CauseCode | null;
  /** The row for the stream; null for words that announce the end, which gets a row of its own. */
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
  ["protocol violation", "protocol"],
  ["parse error", "protocol"],
  ["bad client protocol", "protocol"],
  ["no responders requires headers", "protocol"],
  ...BRIDGE_CAUSES.map((word): readonly [string, BridgeWord] => [word, word]),
];

/** `text` as it stood after -ERR, with or without its quotes. */
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

/** "unknown" where the frame was lost (1006) or says nothing. */
export function readClose(close: CloseFacts | null): ServerErrorKind {
  return close ? find(REASONS, close.reason.toLowerCase()) : "unknown";
}

function find(table: typeof TEXTS, lower: string): ServerErrorKind {
  return table.find(([start]) => lower.startsWith(start))?.[1] ?? "unknown";
}

// Subject and queue are written by Go's %q, so quotes and backslashes inside are escaped.
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

/** Before the first PONG: what the word proves, null where it is the same for many causes. */
export function codeWhileConnecting(word: ServerErrorKind): CauseCode | null {
  // A server that closes without a word says nothing by that.
  if (word === "bridge/upstream-closed") return null;
  return isBridgeWord(word) ? word : (WHILE_CONNECTING[word] ?? null);
}

/** What the bridge says is a cause by itself. */
const isBridgeWord = (word: ServerErrorKind): word is BridgeWord => word.startsWith("bridge/");

const WHILE_CONNECTING: Partial<Record<ServerErrorKind, CauseCode>> = {
  "auth-timeout": "server/auth-timeout",
  "user-expired": "jwt/expired",
  expired: "jwt/expired",
  // A limit of zero is met at the first PONG, before anything was subscribed or sent.
  subscriptions: "jwt/limits-zero",
  payload: "jwt/limits-zero",
  "account-expired": "ended/account-expired",
  revoked: "account/user-revoked",
  "account-connections": "account/connection-limit",
  "server-connections": "server/max-connections",
  "control-line": "jwt/too-large",
  proxy: "jwt/proxy-required",
  shutdown: "server/shutdown",
  protocol: "server/protocol",
};

/** After the first PONG: why the connection ended, as the stream and the verdict say it. */
export type EndCode = Extract<NoticeCode, CauseCode>;

export const WHILE_OPEN: Partial<Record<ServerErrorKind, EndCode>> = {
  authorization: "ended/authorization",
  "user-expired": "ended/expired",
  "account-expired": "ended/account-expired",
  revoked: "ended/revoked",
  "account-connections": "ended/limits",
  "server-connections": "ended/limits",
  subscriptions: "ended/limits",
  payload: "ended/limits",
  "control-line": "server/protocol",
  "slow-consumer": "ended/slow-consumer",
  stale: "ended/stale",
  shutdown: "ended/shutdown",
  protocol: "server/protocol",
  "bridge/busy": "bridge/busy",
  "bridge/upstream-closed": "bridge/upstream-closed",
  "bridge/upstream-tls": "bridge/upstream-closed",
  "bridge/not-nats": "bridge/upstream-closed",
  "bridge/idle": "bridge/idle",
  "bridge/slow-reader": "bridge/slow-reader",
  "bridge/stopped": "bridge/stopped",
};

function codeWhileOpen(word: ServerErrorKind): CauseCode | null {
  if (word === "subscriptions") return "limits/subscriptions";
  if (word === "payload") return "limits/payload";
  return WHILE_OPEN[word] ?? null;
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
