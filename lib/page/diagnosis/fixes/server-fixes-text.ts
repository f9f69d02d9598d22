// What a terminal can do about server/*, limits/*, ended/*, net/*, bridge/* and vault/* causes. Joined in fixes.ts.

import { shellQuoted } from "@/lib/page/base/shell";
import { str } from "@/lib/page/format/evidence";
import type {
  BridgeCause,
  EndCause,
  LimitCause,
  NetCause,
  ServerCause,
  VaultCause,
} from "@/lib/shared/facts/causes";
import { REVOKED } from "./account-fixes-text";
import { NO_LIMIT } from "./creds-fixes-text";
import type { FixEntry } from "./fix-types";
import { describeAccount, editAccount, editUser } from "./nsc-lines-text";

const CONFIG: FixEntry = { kind: "none", why: "The server's configuration decides." };
const ADDRESS: FixEntry = { kind: "none", why: "Another address helps." };
const NETWORK: FixEntry = { kind: "none", why: "The network or a proxy in between is the reason." };
const LATER: FixEntry = { kind: "none", why: "Only trying again helps." };
const BROWSER: FixEntry = { kind: "none", why: "The browser or this page's host decides." };
const BRIDGE: FixEntry = { kind: "none", why: "The bridge's configuration or its host decides." };

export const SERVER_FIXES: Record<
  ServerCause | LimitCause | EndCause | NetCause | BridgeCause | VaultCause,
  FixEntry
> = {
  "server/open": CONFIG,
  "server/not-jwt": CONFIG,
  "server/wants-jwt": { kind: "none", why: "Another file is needed: the creds or the user JWT." },
  "server/nkey-not-listed": CONFIG,
  "server/other-identity": {
    kind: "shows",
    lines: (evidence) => [
      `nats --server ${shellQuoted(str(evidence, "address") ?? "SERVER")} --creds FILE request '$SYS.REQ.USER.INFO' ''`,
    ],
    why: "The server maps this user by its configuration or by an auth callout.",
  },
  "server/max-connections": CONFIG,
  "server/auth-timeout": NETWORK,
  "server/shutdown": LATER,
  "server/protocol": NETWORK,
  "server/odd-nonce": ADDRESS,
  "server/not-nats-server": ADDRESS,
  "server/compressed-frames": CONFIG,
  "limits/subscriptions": {
    kind: "mends",
    lines: (evidence) => editUser(evidence, "--subs -1"),
    warning: () => NO_LIMIT,
  },
  "limits/payload": {
    kind: "mends",
    lines: (evidence) => editUser(evidence, "--payload -1"),
    warning: () => NO_LIMIT,
  },
  "ended/expired": { kind: "mends", lines: (evidence) => editUser(evidence, "--expiry 30d") },
  "ended/account-expired": {
    kind: "mends",
    lines: (evidence) => editAccount(evidence, "--expiry 1y"),
  },
  "ended/revoked": REVOKED,
  "ended/limits": { kind: "none", why: "Which limit it was is not said." },
  "ended/authorization": {
    kind: "shows",
    lines: (evidence) => [describeAccount(evidence)],
    why: "What was changed in the account is not said. Its signing keys show the usual reason.",
  },
  "ended/kicked": LATER,
  "ended/slow-consumer": NETWORK,
  "ended/stale": NETWORK,
  "ended/shutdown": LATER,
  "ended/lost": NETWORK,
  "net/bad-url": ADDRESS,
  "net/mixed-content": BROWSER,
  "net/silent": NETWORK,
  "net/no-info": ADDRESS,
  "net/not-listening": CONFIG,
  "net/not-websocket": ADDRESS,
  "net/origin": CONFIG,
  "net/scheme": ADDRESS,
  "net/inside-address": {
    kind: "none",
    why: "What helps is outside of NATS. kubectl forwards a port (inside-text.ts), and is not run here.",
  },
  "net/proxy-limit": {
    kind: "none",
    why: "The limit is in a proxy, not in NATS. Its lines are for nginx (net-text.ts).",
  },
  "net/certificate": CONFIG,
  "net/client-port": ADDRESS,
  "net/monitoring-port": ADDRESS,
  "net/path": ADDRESS,
  "net/local-network-access": BROWSER,
  "bridge/not-reached": BRIDGE,
  "bridge/origin": BRIDGE,
  "bridge/unknown-target": BRIDGE,
  "bridge/busy": BRIDGE,
  "bridge/upstream-refused": BRIDGE,
  "bridge/upstream-silent": BRIDGE,
  "bridge/upstream-tls": BRIDGE,
  "bridge/not-nats": BRIDGE,
  "bridge/handshake": BRIDGE,
  "bridge/upstream-closed": LATER,
  "bridge/idle": BRIDGE,
  "bridge/slow-reader": NETWORK,
  "bridge/stopped": LATER,
  "vault/stopped": { kind: "none", why: "The page starts the vault again by itself." },
};
