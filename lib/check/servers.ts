// How this process reaches servers. A vault speaks WebSocket. Servers that speak plain TCP or TLS are targets of a
// bridge that has no port: the vault asks for a WebSocket to it, and gets a socket that dials the target.

import fs from "node:fs";
import WebSocket from "ws";
import { bridgeTarget } from "@/lib/shared/grammar/bridge-address";
import { DirectSocket, type Target } from "./direct-socket";

export interface Server {
  /** As the user typed it. */
  readonly name: string;
  /** What the vault dials. */
  readonly address: string;
}

/** Nothing listens there: no host has such a name (RFC 6761). */
export const BRIDGE_ORIGIN = "http://bridge.invalid";
const CLIENT_PORT = 4222;
/** Of the time of an attempt, so that the dialler's reason comes before the attempt's own limit. */
const DIAL_SHARE = 0.9;

/** Throws with a sentence where an address cannot be read, or the certificates cannot. */
export function readServers(
  names: readonly string[],
  { ca, timeLimitMs }: { readonly ca: string | null; readonly timeLimitMs: number },
): readonly Server[] {
  const authority = ca === null ? undefined : fs.readFileSync(ca, "utf8");
  const targets = new Map<string, Target>();
  const servers = names.map((name, index) => {
    const target = readTarget(name);
    if (target === null) return { name, address: name };
    targets.set(`s${index}`, { ...target, ca: authority });
    return { name, address: `${BRIDGE_ORIGIN.replace("http", "ws")}/bridge/s${index}` };
  });
  giveWebSocket(targets, timeLimitMs * DIAL_SHARE);
  return servers;
}

/** Null for what the vault dials itself. */
function readTarget(name: string) {
  const [, scheme, rest] = /^([\w+.-]+):\/\/(.*)$/su.exec(name) ?? [name, "nats", name];
  let url: URL;
  try {
    url = new URL(`http://${rest}`);
  } catch {
    throw new Error(`${withoutLogin(name)} is no server address.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new Error(
      "An address with a user name or a password is not used. The creds are the login.",
    );
  }
  if (scheme !== "nats" && scheme !== "tls") return null;
  // An http:// URL drops its usual port.
  const port = /:80\/?$/u.test(rest ?? "") ? 80 : Number(url.port || CLIENT_PORT);
  return {
    host: url.hostname.replace(/^\[|\]$/gu, ""),
    port,
    tls: scheme === "tls" ? ("required" as const) : ("auto" as const),
    ...{ serverName: undefined, cert: undefined, key: undefined },
  };
}

/** What stands before "@" may be a password, so it is never printed. */
const withoutLogin = (address: string) => address.replace(/^([\w+.-]+:\/\/)?.*@/su, "$1");

/** Node has no WebSocket before release 22. */
function giveWebSocket(targets: ReadonlyMap<string, Target>, limitMs: number): void {
  const construct = (made: typeof WebSocket, [url]: readonly string[]) => {
    const target = targets.get(bridgeTarget(url ?? "", BRIDGE_ORIGIN) ?? "");
    return target === undefined ? new made(url ?? "") : new DirectSocket(target, limitMs);
  };
  Object.assign(globalThis, { WebSocket: new Proxy(WebSocket, { construct }) });
}
