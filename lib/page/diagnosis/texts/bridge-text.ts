// Words for bridge/* causes: what the dashboard's own bridge said, or that it could not be reached.
// Joined in lib/page/diagnosis/texts/cause-text.ts. The bridge tells no address, so none is named here.

import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { BRIDGE_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseTextOf } from "./cause-text-types";
import { clause, str } from "./evidence";
import { retryText } from "./retry-text";

/** What the bridge said behind the code, such as "ECONNREFUSED". */
const detail = (evidence: Evidence): string =>
  /^bridge\/\S+ (\S+)$/u.exec(str(evidence, "closeReason") ?? "")?.[1] ?? "";

const target = (evidence: Evidence): string =>
  clause(str(evidence, "bridge"), (name) => ` ${name}`);

/** Lines of config.json (scripts/config/schema.mjs), with the values that there are. */
const config = (part: Readonly<Record<string, unknown>>): string =>
  `"bridge": ${JSON.stringify(part, null, 1).replace(/\n\s*/gu, " ")}`;

const forTarget = (evidence: Evidence, fields: Readonly<Record<string, unknown>>): string =>
  config({ targets: { [str(evidence, "bridge") ?? "NAME"]: fields } });

const ADDRESS = { host: "nats.example.com", port: 4222 };

const ASK = "Ask whoever runs this dashboard";

const NO_CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens at the configured address.",
  ENOTFOUND: "The configured host name cannot be found.",
  EAI_AGAIN: "The configured host name cannot be looked up at the moment.",
  ETIMEDOUT: "There was no answer in time; a firewall may be dropping the connection.",
  EHOSTUNREACH: "There is no way to the configured host.",
  ENETUNREACH: "There is no way to the configured network.",
};

const UNKNOWN_ISSUER = "It was issued by an authority that the bridge is not told to trust.";
const NOT_FOR_NAME = "It is for other names than the one that is configured.";

const TLS: Readonly<Record<string, string>> = {
  NOT_OFFERED: "The server offers no TLS, and the configuration demands it.",
  CLIENT_CERTIFICATE_REQUIRED:
    "The server wants a client certificate, and none is configured for the bridge.",
  CERT_HAS_EXPIRED: "The server's certificate has expired.",
  CERT_NOT_YET_VALID: "The server's certificate is not valid yet.",
  ERR_TLS_CERT_ALTNAME_INVALID: `The server's certificate does not fit. ${NOT_FOR_NAME}`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `The server's certificate cannot be verified. ${UNKNOWN_ISSUER}`,
  UNABLE_TO_GET_ISSUER_CERT: `The server's certificate cannot be verified. ${UNKNOWN_ISSUER}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `The server's certificate cannot be verified. ${UNKNOWN_ISSUER}`,
  SELF_SIGNED_CERT_IN_CHAIN: `The server's certificate cannot be verified. ${UNKNOWN_ISSUER}`,
  DEPTH_ZERO_SELF_SIGNED_CERT: `The server's certificate is its own issuer. ${UNKNOWN_ISSUER}`,
  ETIMEDOUT: "The handshake did not end in time.",
};

const TLS_FIELDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  NOT_OFFERED: { tls: "auto" },
  CLIENT_CERTIFICATE_REQUIRED: { cert: "client.pem", key: "client.key" },
  ERR_TLS_CERT_ALTNAME_INVALID: { serverName: "nats.example.com" },
};

function whyTls(evidence: Evidence): string {
  const code = detail(evidence);
  return TLS[code] ?? `The handshake failed${code === "" ? "" : ` (${code})`}.`;
}

const AGAIN = "It connects again by itself.";

export const BRIDGE_TEXTS: Record<(typeof BRIDGE_CAUSES)[number], CauseTextOf> = {
  "bridge/not-reached": () => ({
    title: "The bridge of this page could not be reached",
    meaning:
      "The host that serves this page did not take the WebSocket. It may be down, have no bridge, your login there may be over, or a proxy in front of it may not pass WebSockets on.",
    next: `Reload the page to see whether its host still answers. If it does: ${ASK.toLowerCase()}.`,
  }),
  "bridge/origin": (evidence) => ({
    title: "The bridge does not take pages from this address",
    meaning:
      "It serves the origins that its configuration lists, and this page's is not among them.",
    next: `${ASK} for the address that it is meant to be opened by, or to add this one to bridge.origins.`,
    config: config({ origins: [str(evidence, "origin") ?? "https://nats.example.com"] }),
  }),
  "bridge/unknown-target": (evidence) => ({
    title: `The bridge knows no server${target(evidence)}`,
    meaning: "It goes to the servers that its configuration names, and to no others.",
    next: "Choose a server from the list; reload the page if the list may be old.",
    config: forTarget(evidence, ADDRESS),
  }),
  "bridge/busy": (evidence) => ({
    title: "The bridge takes no more connections",
    meaning:
      detail(evidence) === "address"
        ? "As many as it allows from one address are open from yours."
        : detail(evidence) === "memory"
          ? "Too much of what its users send is only half there."
          : "As many as it allows in all are open.",
    next: "Close what you do not need, or try again later. The limits are in bridge.limits.",
    config: config({ limits: { connections: 512, connectionsPerAddress: 32 } }),
  }),
  "bridge/upstream-refused": (evidence) => ({
    title: `The bridge could not connect to the server${target(evidence)}`,
    meaning: `${NO_CONNECTION[detail(evidence)] ?? `The connection failed${clause(detail(evidence) || null, (code) => ` (${code})`)}.`} The creds are not the reason.`,
    next: `Check whether the server is up. If it is: ${ASK.toLowerCase()} to check bridge.targets.`,
    config: forTarget(evidence, ADDRESS),
  }),
  "bridge/upstream-silent": (evidence) => ({
    title: `The server${target(evidence)} said nothing to the bridge`,
    meaning:
      "The connection opened and no INFO of a NATS server came. It may be another port, or a server that begins with TLS.",
    next: `${ASK} to check the port in bridge.targets, and whether it needs "tls": "first".`,
    config: forTarget(evidence, { ...ADDRESS, tls: "first" }),
  }),
  "bridge/upstream-tls": (evidence) => ({
    title: `The bridge found no safe way to the server${target(evidence)}`,
    meaning: `${whyTls(evidence)} The bridge verifies always, so it went no further.`,
    next: `${ASK} to check tls, serverName, ca, cert and key in bridge.targets.`,
    config: forTarget(evidence, TLS_FIELDS[detail(evidence)] ?? { ca: "ca.pem" }),
  }),
  "bridge/not-nats": (evidence) => ({
    title: `What answered the bridge as${target(evidence) || " the server"} is no NATS server`,
    meaning: "Its first words were no INFO, so nothing was passed on.",
    next: `${ASK} to check the port in bridge.targets; it is the one for clients, usually 4222.`,
    config: forTarget(evidence, ADDRESS),
  }),
  "bridge/handshake": () => ({
    title: "The login took too long for the bridge",
    meaning: "It waits a few seconds for the first words of a client, and none came.",
    next: "Try again. On a slow line bridge.limits.handshakeMs may need to be longer.",
    config: config({ limits: { handshakeMs: 15_000 } }),
  }),
  "bridge/upstream-closed": (evidence) => ({
    title: "The server closed its connection to the bridge",
    meaning:
      "Over TCP a server does not say why it closes: it may have been restarted, or it no longer takes this user.",
    next: retryText(evidence, AGAIN),
  }),
  "bridge/idle": (evidence) => ({
    title: "The bridge heard nothing from this page",
    meaning: "Not even an answer to the server's pings, as happens when a computer sleeps.",
    next: retryText(evidence, AGAIN),
  }),
  "bridge/slow-reader": (evidence) => ({
    title: "Messages came faster than they were taken",
    meaning: "The bridge ends a connection whose page takes nothing for too long.",
    next: retryText(evidence, AGAIN),
  }),
  "bridge/stopped": (evidence) => ({
    title: "The server of this dashboard was stopped",
    meaning:
      "Its bridge closed all connections. Neither the NATS server nor the creds are the reason.",
    next: retryText(evidence, AGAIN),
  }),
};
