// Texts of net/* causes. Joined in cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import { clause, num, shortKey, str } from "@/lib/page/format/evidence";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { NET_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseText, CauseTextOf } from "./cause-text-types";
import { insideText } from "./inside-text";

const use = (evidence: Evidence, otherwise: string): string =>
  clause(str(evidence, "use"), (address) => `Use ${address} instead.`) || otherwise;

/** By the reasons of lib/shared/grammar/address.ts. */
function whyBadUrl(evidence: Evidence): string {
  switch (str(evidence, "reason")) {
    case "empty":
      return "The field is empty.";
    case "scheme":
      return `A browser connects to NATS over ws:// or wss:// only${clause(str(evidence, "scheme"), (scheme) => `, not over ${scheme}://`)}.`;
    case "list":
      return "A browser connects to one server at a time, and this is a list.";
    case "masked":
      return "The values after the question mark were kept for the former connection only.";
    case "credentials":
      return "A user name or password in the address is not used. The creds are the login.";
    case "port":
      return `Browsers refuse to connect to port ${num(evidence, "port") ?? "of that number"}.`;
    default:
      return "It cannot be read as an address.";
  }
}

function nextForBadUrl(evidence: Evidence): string {
  switch (str(evidence, "reason")) {
    case "list":
      return "Choose one of its addresses.";
    case "masked":
      return "Enter the whole address again.";
    default:
      return "Enter a host and a port, such as ws://localhost:8080.";
  }
}

/** Without TLS, for a first test. The README has the block with TLS. */
const WEBSOCKET_BLOCK = "websocket { port: 8080, no_tls: true }";

function place(evidence: Evidence): string {
  const host = str(evidence, "host") ?? "The host";
  const port = num(evidence, "port");
  return port === null ? host : `${host}, port ${port},`;
}

function withOrigin(evidence: Evidence): { readonly config?: string } {
  const origin = str(evidence, "origin");
  if (origin === null) return {};
  const first = num(evidence, "sameOrigin") ? "same_origin: false, " : "";
  return { config: `websocket { ${first}allowed_origins: ["${origin}"] }` };
}

const isKey = (text: string): boolean => /^[A-Z2-7]{56}$/.test(text);

/** From lib/page/diagnosis/monitoring-causes.ts: the server said what it is. */
function monitoringText(evidence: Evidence): CauseText {
  const version = clause(str(evidence, "version"), (text) => `nats-server ${text}`);
  // A server without a configured name uses its ID.
  const server = clause(str(evidence, "server"), (name) => (isKey(name) ? shortKey(name) : name));
  const title = `This is the monitoring port of ${server || "a nats-server"}`;
  const said = `${place(evidence)} answered as the monitoring port of ${version}.`;
  const address = str(evidence, "use");
  if (address === null) {
    return {
      title,
      meaning: `${said} It has no WebSocket listener, so no browser can connect to this server.`,
      next: "Have a websocket block added to its configuration.",
      config: WEBSOCKET_BLOCK,
    };
  }
  const origin = str(evidence, "origin");
  const facts = [
    said,
    `Its WebSocket listener is on port ${num(evidence, "wsPort")}, ${str(evidence, "wsTls")}.`,
    clause(
      str(evidence, "boundTo"),
      (host) => `It listens on ${host} only, so only that machine can reach it.`,
    ),
    clause(str(evidence, "advertise"), (other) => `The server tells clients to use ${other}.`),
    num(evidence, "sameOrigin") ? "It accepts only pages from its own host and port." : "",
    clause(str(evidence, "allowed"), (list) => `It accepts only pages from ${list}.`),
    clause(origin, (own) => `This page comes from ${own}.`),
  ];
  return {
    title,
    meaning: facts.filter((one) => one !== "").join(" "),
    next: origin
      ? `Have the origin of this page allowed there, then connect to ${address}.`
      : `Connect to ${address}.`,
    address,
    ...withOrigin(evidence),
  };
}

/** `firefoxDial`: the number of the attempt, where Firefox may not have dialled yet. */
function whySilent(evidence: Evidence): string {
  const dial = num(evidence, "firefoxDial");
  if (dial === null) return "A firewall may be dropping the connection.";
  const delay = "Firefox delays a dial by up to a minute";
  return dial > 1
    ? `The attempts before failed. ${delay} then, so this one may not have left the browser.`
    : `After failed attempts ${delay}, so this one may not have left the browser. If it was the first, a firewall may be dropping the connection.`;
}

/** The page asks for a sign of life that often (lib/vault/session/heartbeat.ts), with a second for the way. */
const LONGEST_IDLE_MS = 6000;

function proxyLimitText(evidence: Evidence): CauseText {
  const afterMs = num(evidence, "afterMs") ?? 0;
  const after = `${formatCount(Math.round(afterMs / 1000))} s`;
  const isWhole = afterMs > LONGEST_IDLE_MS;
  return {
    title: `Something in between may end connections after ${after}`,
    meaning: `The last ${num(evidence, "times") ?? 2} connections were lost without a reason, each about ${after} after it began. A proxy or load balancer with a time limit does that. ${
      isWhole
        ? "This page sends a PING every 5 s, so a limit for idle connections would not be reached: it may be one for the whole connection."
        : "It may be a limit for idle connections that is shorter than the 5 s between the PINGs of this page, or one for the whole connection."
    }`,
    next: "Have the limit raised for this address, or connect past the proxy. For nginx these are the timeouts below, for HAProxy timeout tunnel, for a load balancer of a cloud the timeout of its backend service.",
    config: "proxy_read_timeout 1h; proxy_send_timeout 1h;",
  };
}

export const NET_TEXTS: Record<(typeof NET_CAUSES)[number], CauseTextOf> = {
  "net/bad-url": (evidence) => ({
    title: "The address is not valid",
    meaning: whyBadUrl(evidence),
    next: use(evidence, nextForBadUrl(evidence)),
  }),
  "net/mixed-content": (evidence) => ({
    title: "This page cannot use ws:// for that host",
    meaning: num(evidence, "webkit")
      ? "Safari and other browsers on WebKit let a page loaded over https open no unencrypted connection, not even to this computer."
      : "A page loaded over https can open unencrypted connections to this computer only.",
    next: use(evidence, "Use wss://, or open this page over http."),
  }),
  "net/silent": (evidence) => {
    const limit = num(evidence, "timeLimitMs");
    return {
      title: "No answer in time",
      meaning: `${str(evidence, "address") ?? "The server"} sent nothing${limit === null ? "" : ` for ${formatCount(limit / 1000)} s`}. ${whySilent(evidence)}`,
      next: `${num(evidence, "firefoxDial") === null ? "Check" : "Wait a minute and connect again. If that fails too, check"} the address, and check whether the server can be reached from this network.`,
    };
  },
  "net/no-info": () => ({
    title: "Something answered, but not a NATS server",
    meaning:
      "The WebSocket opened, but no INFO came, which a NATS server sends first. It may be another service, or a path that is not for clients, such as /leafnode.",
    next: "Check the host, the port and the path.",
  }),
  "net/not-listening": (evidence, _, certainty) => ({
    title:
      certainty === "likely"
        ? "Nothing listens there that a browser can connect to"
        : "Nothing may be listening there",
    meaning: `${place(evidence)} did not answer. The host may be down or misspelt. The port may be wrong, or it may not accept HTTP, like the port for TCP clients.`,
    next: "Check the host and the port. The port is the one in the server's websocket block.",
    ...(certainty === "likely" ? { config: WEBSOCKET_BLOCK } : {}),
  }),
  "net/not-websocket": (evidence) => ({
    title: "Something answers there, but not as a WebSocket",
    meaning: num(evidence, "anyText")
      ? `${place(evidence)} answered. Firefox takes any text for an answer, so it may speak HTTP, or be the port for TCP clients.`
      : `${place(evidence)} speaks HTTP, but did not accept the WebSocket of this page.`,
    next: str(evidence, "version")
      ? "A monitoring port does that. Use the port of the server's websocket block."
      : "The usual reasons are below, most likely first.",
  }),
  "net/origin": (evidence) => ({
    title: "The server may not accept pages from this origin",
    meaning: `A nats-server can list the origins it accepts${clause(str(evidence, "origin"), (origin) => `. The origin of this page is ${origin}`)}. It refuses other origins before it sends anything.`,
    next: "Have the origin of this page added to the server's websocket block.",
    ...withOrigin(evidence),
    log: "origin not allowed",
  }),
  "net/scheme": (evidence, _, certainty) => {
    const isPlain = str(evidence, "scheme") === "ws";
    const host = str(evidence, "host");
    const other = `${isPlain ? "wss" : "ws"}://${host ?? "host"}:${num(evidence, "port") ?? "port"}`;
    return {
      title: isPlain ? "The address may need wss://" : "The address may need ws://",
      meaning: isPlain
        ? "A port with TLS does not answer an unencrypted WebSocket."
        : "A port without TLS does not answer an encrypted WebSocket.",
      next: `Try ${other}.`,
      ...(host && certainty === "likely" ? { address: other } : {}),
    };
  },
  "net/certificate": (evidence) => ({
    title: "The browser may not trust the certificate",
    meaning: num(evidence, "tlsFailed")
      ? "Something listens there, and TLS failed. Firefox says so with close code 1015, which is the browser's own and not the server's. It does not tell the page why."
      : "A browser refuses such a certificate without telling the page why.",
    next: "Open the address in a new tab. There the browser shows what is wrong with the certificate.",
    link: `https://${str(evidence, "host") ?? ""}:${num(evidence, "port") ?? ""}/`,
  }),
  "net/client-port": (evidence) => ({
    title: str(evidence, "use")
      ? `${num(evidence, "port")} is usually the port for ${str(evidence, "use")}`
      : "The port may be the one for TCP clients",
    meaning:
      "A browser can reach NATS only through the WebSocket listener, which has its own port.",
    next: "Use the port of the server's websocket block, or have one added.",
    config: WEBSOCKET_BLOCK,
  }),
  "net/monitoring-port": (evidence) =>
    str(evidence, "version")
      ? monitoringText(evidence)
      : {
          title: "The port may be the monitoring port",
          meaning: `The monitoring port of a nats-server answers HTTP, usually on 8222${num(evidence, "port") === 8222 ? ", which is the port in this address" : ""}.`,
          next: "Use the port of the server's websocket block.",
        },
  "net/path": (evidence) => ({
    title: "The path may not be for clients",
    meaning: `${clause(str(evidence, "path"), (path) => `A nats-server uses ${path} for ${path === "/mqtt" ? "MQTT clients" : "leaf nodes"}. `)}A proxy in front of the server may need its own path.`,
    next: "Remove the path, or ask which path the proxy expects.",
  }),
  "net/inside-address": insideText,
  "net/proxy-limit": proxyLimitText,
  "net/local-network-access": (evidence, _, certainty) => {
    const place = str(evidence, "space") === "loopback" ? "this computer" : "the local network";
    const origin = str(evidence, "origin");
    const isInsecure = str(evidence, "state") === "insecure";
    return {
      title:
        certainty === "proven"
          ? "The browser keeps this page from that address"
          : "The browser may keep this page from that address",
      meaning: isInsecure
        ? `The address is on ${place}. Chromium asks before a public page may reach it, and only a page over https may ask. The server sees nothing of the attempt.`
        : `The address is on ${place}, or its name leads there. Chromium asks before a public page may reach it, and the permission is ${str(evidence, "state") === "denied" ? "denied" : "not given"}. The server sees nothing of the attempt.`,
      next: isInsecure
        ? "Open this page over https, or from the same network as the server."
        : "Allow local network access for this page: press the icon before the browser's address field, or open the site settings. Then connect again. An administrator can allow it for everyone by policy.",
      config: `"LocalNetworkAccessAllowedForUrls": ["${origin ?? "https://HOST"}"]`,
    };
  },
};
