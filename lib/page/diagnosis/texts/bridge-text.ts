// Texts of bridge/* causes: what the dashboard's bridge said, or that it could not be reached. Joined in
// cause-text.ts. The bridge reveals no addresses, so the texts name none.

import { clause, str } from "@/lib/page/format/evidence";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { BRIDGE_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseTextOf } from "./cause-text-types";
import { retryText } from "./retry-text";

/** What the bridge said after the code, such as "ECONNREFUSED". */
const detail = (evidence: Evidence): string =>
  /^bridge\/\S+ (\S+)$/u.exec(str(evidence, "closeReason") ?? "")?.[1] ?? "";

const target = (evidence: Evidence): string =>
  clause(str(evidence, "bridge"), (name) => ` ${name}`);

/** Lines of config.json (scripts/config/schema.mjs) with the known values. */
const config = (part: Readonly<Record<string, unknown>>): string =>
  `"bridge": ${JSON.stringify(part, null, 1).replace(/\n\s*/gu, " ")}`;

const forTarget = (evidence: Evidence, fields: Readonly<Record<string, unknown>>): string =>
  config({ targets: { [str(evidence, "bridge") ?? "NAME"]: fields } });

const ADDRESS = { host: "nats.example.com", port: 4222 };

const ASK_LOWER = "ask the operator of this dashboard";
const ASK = "Ask the operator of this dashboard";

const NO_CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens at the configured address.",
  ENOTFOUND: "The configured host name cannot be found.",
  EAI_AGAIN: "The configured host name cannot be looked up at present.",
  ETIMEDOUT: "No answer came in time. A firewall may be dropping the connection.",
  EHOSTUNREACH: "There is no route to the configured host.",
  ENETUNREACH: "There is no route to the configured network.",
};

const UNKNOWN_ISSUER = "It was issued by an authority that the bridge does not trust.";
const NOT_FOR_NAME = "It is for other names than the configured one.";

const TLS: Readonly<Record<string, string>> = {
  NOT_OFFERED: "The server offers no TLS, but the configuration requires it.",
  CLIENT_CERTIFICATE_REQUIRED:
    "The server requires a client certificate, and the bridge has none configured.",
  CERT_HAS_EXPIRED: "The server's certificate has expired.",
  CERT_NOT_YET_VALID: "The server's certificate is not valid yet.",
  ERR_TLS_CERT_ALTNAME_INVALID: `The server's certificate does not match. ${NOT_FOR_NAME}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `The server's certificate cannot be verified. ${UNKNOWN_ISSUER}`,
  UNABLE_TO_GET_ISSUER_CERT: `The server's certificate cannot be verified. ${UNKNOWN_ISSUER}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `The server's certificate cannot be verified. ${UNKNOWN_ISSUER}`,
  SELF_SIGNED_CERT_IN_CHAIN: `The server's certificate cannot be verified. ${UNKNOWN_ISSUER}`,
  DEPTH_ZERO_SELF_SIGNED_CERT: `The server's certificate is self-signed, and the bridge does not trust it.`,
  ETIMEDOUT: "The TLS handshake did not finish in time.",
};

const TLS_FIELDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  NOT_OFFERED: { tls: "auto", acceptTlsStripping: true },
  CLIENT_CERTIFICATE_REQUIRED: { cert: "client.pem", key: "client.key" },
  ERR_TLS_CERT_ALTNAME_INVALID: { serverName: "nats.example.com" },
};

function whyTls(evidence: Evidence): string {
  const code = detail(evidence);
  return TLS[code] ?? `The TLS handshake failed${code === "" ? "" : ` (${code})`}.`;
}

const AGAIN = "The page reconnects by itself.";

export const BRIDGE_TEXTS: Record<(typeof BRIDGE_CAUSES)[number], CauseTextOf> = {
  "bridge/not-reached": () => ({
    title: "The bridge of this page could not be reached",
    meaning:
      "The host of this page did not accept the WebSocket. The host may be down or may have no bridge. Your login there may have expired. A proxy in front of it may not forward WebSockets.",
    next: `Reload the page to see whether its host still answers. If it does, ${ASK_LOWER}.`,
  }),
  "bridge/origin": (evidence) => ({
    title: "The bridge does not accept pages from this address",
    meaning:
      "It serves the origins in its configuration, and the origin of this page is not one of them.",
    next: `${ASK} for the right address of this page, or ask to have this one added to bridge.origins.`,
    config: config({ origins: [str(evidence, "origin") ?? "https://nats.example.com"] }),
  }),
  "bridge/unknown-target": (evidence) => ({
    title: `The bridge knows no server${target(evidence)}`,
    meaning: "It connects only to the servers in its configuration.",
    next: "Choose a server from the list. Reload the page if the list may be old.",
    config: forTarget(evidence, ADDRESS),
  }),
  "bridge/busy": (evidence) => ({
    title: "The bridge accepts no more connections",
    meaning:
      detail(evidence) === "address"
        ? "Your address has as many connections as one address may have."
        : detail(evidence) === "memory"
          ? "It holds too many messages of which only a part has arrived."
          : "It has as many connections as it allows in total.",
    next: "Close connections that you do not need, or try again later. The limits are in bridge.limits.",
    config: config({ limits: { connections: 512, connectionsPerAddress: 32 } }),
  }),
  "bridge/upstream-refused": (evidence) => ({
    title: `The bridge could not connect to the server${target(evidence)}`,
    meaning: `${NO_CONNECTION[detail(evidence)] ?? `The connection failed${clause(detail(evidence) || null, (code) => ` (${code})`)}.`} The creds are not the reason.`,
    next: `Check whether the server is up. If it is, ${ASK_LOWER} to check bridge.targets.`,
    config: forTarget(evidence, ADDRESS),
  }),
  "bridge/upstream-silent": (evidence) => ({
    title: `The server${target(evidence)} sent nothing to the bridge`,
    meaning:
      "The connection opened, but no INFO came, which a NATS server sends first. It may be the wrong port, or a server that starts with TLS.",
    next: `${ASK} to check the port in bridge.targets, and whether it needs "tls": "first".`,
    config: forTarget(evidence, { ...ADDRESS, tls: "first" }),
  }),
  "bridge/upstream-tls": (evidence) => ({
    title: `The bridge could not connect safely to the server${target(evidence)}`,
    meaning: `${whyTls(evidence)} The bridge always verifies the server, so it stopped there.`,
    next:
      detail(evidence) === "NOT_OFFERED"
        ? `${ASK} to turn TLS on at the server. The lines below allow a connection without TLS instead. Anyone between the bridge and the server can then read and change everything, so use them only on a network that you trust.`
        : `${ASK} to check tls, serverName, ca, cert and key in bridge.targets.`,
    config: forTarget(evidence, TLS_FIELDS[detail(evidence)] ?? { ca: "ca.pem" }),
  }),
  "bridge/not-nats": (evidence) => ({
    title: `What answered the bridge as${target(evidence) || " the server"} is not a NATS server`,
    meaning: "Its first line was not INFO, so the bridge forwarded nothing.",
    next: `${ASK} to check the port in bridge.targets. It must be the port for clients, usually 4222.`,
    config: forTarget(evidence, ADDRESS),
  }),
  "bridge/handshake": () => ({
    title: "The login took too long for the bridge",
    meaning: "It waits a few seconds for the login, and none came.",
    next: "Try again. On a slow network, bridge.limits.handshakeMs may need to be higher.",
    config: config({ limits: { handshakeMs: 15_000 } }),
  }),
  "bridge/upstream-closed": (evidence) => ({
    title: "The server closed its connection to the bridge",
    meaning:
      "Over TCP a server does not say why it closes a connection. It may have been restarted, or it may no longer accept this user.",
    next: retryText(evidence, AGAIN),
  }),
  "bridge/idle": (evidence) => ({
    title: "The bridge heard nothing from this page",
    meaning: "Not even the server's pings were answered. This happens when a computer sleeps.",
    next: retryText(evidence, AGAIN),
  }),
  "bridge/slow-reader": (evidence) => ({
    title: "Messages came faster than they were read",
    meaning: "The bridge ends a connection when its page reads nothing for too long.",
    next: retryText(evidence, AGAIN),
  }),
  "bridge/stopped": (evidence) => ({
    title: "The server of this dashboard was stopped",
    meaning:
      "Its bridge closed all connections. Neither the NATS server nor the creds are the reason.",
    next: retryText(evidence, AGAIN),
  }),
};
