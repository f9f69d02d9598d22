// Words for net/* causes. Joined in lib/page/diagnosis/texts/cause-text.ts.

import { formatCount } from "@/lib/page/format/count";
import type { Evidence } from "@/lib/shared/diagnosis/findings";
import type { NET_CAUSES } from "@/lib/shared/facts/causes";
import type { CauseText, CauseTextOf } from "./cause-text-types";
import { clause, num, shortKey, str } from "./evidence";

const use = (evidence: Evidence, otherwise: string): string =>
  clause(str(evidence, "use"), (address) => `Use ${address} instead.`) || otherwise;

/** By the reasons of lib/shared/grammar/address.ts. */
function whyBadUrl(evidence: Evidence): string {
  switch (str(evidence, "reason")) {
    case "empty":
      return "The field is empty.";
    case "scheme":
      return `A browser speaks to NATS over ws:// or wss:// only${clause(str(evidence, "scheme"), (scheme) => `, not ${scheme}://`)}.`;
    case "credentials":
      return "A user name or password in the address is not used; the creds are the login.";
    case "port":
      return `Browsers refuse to connect to port ${num(evidence, "port") ?? "of that number"}.`;
    default:
      return "It cannot be read as an address.";
  }
}

/** Without TLS: for a trial. The README has the one with TLS. */
const WEBSOCKET_BLOCK = "websocket { port: 8080, no_tls: true }";

const place = (evidence: Evidence): string =>
  `${str(evidence, "host") ?? "The host"}, port ${num(evidence, "port") ?? "given"},`;

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
  // A server without a name of its own goes by its ID.
  const server = clause(str(evidence, "server"), (name) => (isKey(name) ? shortKey(name) : name));
  const title = `This is the monitoring port of ${server || "a nats-server"}`;
  const said = `${place(evidence)} answered as the monitoring of ${version}.`;
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
      (host) => `It is bound to ${host}, so only that machine can reach it.`,
    ),
    clause(str(evidence, "advertise"), (other) => `Clients are told to use ${other}.`),
    num(evidence, "sameOrigin") ? "It takes only pages that come from its own host and port." : "",
    clause(str(evidence, "allowed"), (list) => `It takes pages from ${list} only.`),
    clause(origin, (own) => `This page comes from ${own}.`),
  ];
  return {
    title,
    meaning: facts.filter((one) => one !== "").join(" "),
    next: origin
      ? `Have this page's origin allowed there, then connect to ${address}.`
      : `Connect to ${address}.`,
    address,
    ...withOrigin(evidence),
  };
}

export const NET_TEXTS: Record<(typeof NET_CAUSES)[number], CauseTextOf> = {
  "net/bad-url": (evidence) => ({
    title: "That is not an address to connect to",
    meaning: whyBadUrl(evidence),
    next: use(evidence, "Type a host and a port, such as ws://localhost:8080."),
  }),
  "net/mixed-content": (evidence) => ({
    title: "This page may not use ws:// there",
    meaning: "A page loaded over https may open an unencrypted connection to this computer only.",
    next: use(evidence, "Use wss://, or open this page over http."),
  }),
  "net/silent": (evidence) => {
    const limit = num(evidence, "timeLimitMs");
    return {
      title: "No answer in time",
      meaning: `${str(evidence, "address") ?? "The server"} said nothing${limit === null ? "" : ` for ${formatCount(limit / 1000)} s`}. A firewall may be dropping the connection.`,
      next: "Check the address, and whether the server can be reached from this network.",
    };
  },
  "net/no-info": () => ({
    title: "Something answered, but no NATS server",
    meaning:
      "The WebSocket opened and no INFO of a NATS server came. It may be another service, or a path that is not for clients, such as /leafnode.",
    next: "Check host, port and path.",
  }),
  "net/not-listening": (evidence, _, certainty) => ({
    title:
      certainty === "likely"
        ? "Nothing that a browser can talk to listens there"
        : "Perhaps nothing listens there",
    meaning: `${place(evidence)} did not answer. The host may be down or misspelt, the port may be another one, or it takes no HTTP, like the port for TCP clients.`,
    next: "Check host and port. The port is that of the server's websocket block.",
    ...(certainty === "likely" ? { config: WEBSOCKET_BLOCK } : {}),
  }),
  "net/not-websocket": (evidence) => ({
    title: "Something answers there, but not as a WebSocket",
    meaning: `${place(evidence)} speaks HTTP and did not take the WebSocket of this page.`,
    next: str(evidence, "version")
      ? "That is what a monitoring port does."
      : "The causes below are what usually stands behind that, in order.",
  }),
  "net/origin": (evidence) => ({
    title: "The server may not take pages from this origin",
    meaning: `A nats-server can list the origins it accepts${clause(str(evidence, "origin"), (origin) => `; this page's is ${origin}`)}. Others are turned away before anything is said.`,
    next: "Have this page's origin added to the server's websocket block.",
    ...withOrigin(evidence),
  }),
  "net/scheme": (evidence, _, certainty) => {
    const isPlain = str(evidence, "scheme") === "ws";
    const host = str(evidence, "host");
    const other = `${isPlain ? "wss" : "ws"}://${host ?? "host"}:${num(evidence, "port") ?? "port"}`;
    return {
      title: isPlain ? "It may need wss://" : "It may need ws://",
      meaning: isPlain
        ? "A port with TLS does not answer an unencrypted WebSocket."
        : "A port without TLS does not answer an encrypted WebSocket.",
      next: `Try ${other}.`,
      ...(host && certainty === "likely" ? { address: other } : {}),
    };
  },
  "net/certificate": (evidence) => ({
    title: "The browser may not trust the certificate",
    meaning:
      "A page cannot ask about a WebSocket's certificate; the browser refuses it without a word.",
    next: "Open the address in a tab of its own: there the browser says what is wrong with the certificate.",
    link: `https://${str(evidence, "host") ?? ""}:${num(evidence, "port") ?? ""}/`,
  }),
  "net/client-port": (evidence) => ({
    title: str(evidence, "use")
      ? `${num(evidence, "port")} is usually the port for ${str(evidence, "use")}`
      : "It may be the port for TCP clients",
    meaning:
      "A browser reaches NATS through the WebSocket listener alone, which has a port of its own.",
    next: "Use the port of the server's websocket block, or have one added.",
    config: WEBSOCKET_BLOCK,
  }),
  "net/monitoring-port": (evidence) =>
    str(evidence, "version")
      ? monitoringText(evidence)
      : {
          title: "It may be the monitoring port",
          meaning: `A nats-server's monitoring answers HTTP, usually on 8222${num(evidence, "port") === 8222 ? ", the port given here" : ""}.`,
          next: "Use the port of the server's websocket block.",
        },
  "net/path": (evidence) => ({
    title: "The path may not be for clients",
    meaning: `${clause(str(evidence, "path"), (path) => `${path} is where a nats-server takes ${path === "/mqtt" ? "MQTT clients" : "leaf nodes"}. `)}A proxy in front of the server may want a path of its own.`,
    next: "Leave the path out, or ask which one the proxy expects.",
  }),
};
