// Words for net/* causes. Joined in lib/diagnosis/text.ts.

import { clause, num, str } from "@/lib/diagnosis/evidence";
import type { Evidence } from "@/lib/diagnosis/findings";
import type { CauseTextOf } from "@/lib/diagnosis/text";
import type { NET_CAUSES } from "@/lib/facts/causes";

const use = (evidence: Evidence, otherwise: string): string =>
  clause(str(evidence, "use"), (address) => `Use ${address} instead.`) || otherwise;

/** By the reasons of lib/grammar/address.ts. */
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
      meaning: `${str(evidence, "address") ?? "The server"} said nothing${limit === null ? "" : ` for ${(limit / 1000).toLocaleString("en")} s`}. A firewall may be dropping the connection.`,
      next: "Check the address, and whether the server can be reached from this network.",
    };
  },
  "net/no-info": () => ({
    title: "Something answered, but no NATS server",
    meaning:
      "The WebSocket opened and no INFO of a NATS server came. It may be another service, or a path that is not for clients, such as /leafnode.",
    next: "Check host, port and path.",
  }),
};
