// How this process reaches servers. A vault speaks WebSocket; servers that speak plain TCP or TLS are reached through
// the dashboard's own bridge, which runs in this process on a loopback port and serves this process alone.

import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import WebSocket from "ws";
import { createBridge } from "@/scripts/bridge/bridge.mjs";

export interface Server {
  /** As the user typed it. */
  readonly name: string;
  /** What the vault dials. */
  readonly address: string;
}

export interface Servers {
  readonly all: readonly Server[];
  /** Of the bridge. */
  readonly origin: string;
  close(): Promise<void>;
}

const CLIENT_PORT = 4222;
const LIMITS = {
  ...{ connections: 64, connectionsPerAddress: 64, idleMs: 300_000, messageBytes: 9_437_184 },
};

/** Throws with a sentence where an address cannot be read, or the certificates cannot. */
export async function openServers(
  names: readonly string[],
  { ca, timeLimitMs }: { readonly ca: string | null; readonly timeLimitMs: number },
): Promise<Servers> {
  const authority = ca === null ? undefined : fs.readFileSync(ca, "utf8");
  const targets = new Map(
    names
      .map((name, index) => [`s${index}`, readTarget(name)] as const)
      .flatMap(([key, target]) => (target === null ? [] : [[key, { ...target, ca: authority }]])),
  );
  const host = http.createServer((_, response) => response.end());
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  const { port } = host.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const bridge = createBridge({
    origins: [origin],
    trustedProxies: [],
    targets: targets as Parameters<typeof createBridge>[0]["targets"],
    limits: { ...LIMITS, connectMs: timeLimitMs, handshakeMs: timeLimitMs },
  });
  host.on("upgrade", bridge.upgrade);
  giveWebSocket(origin);
  return {
    origin,
    all: names.map((name, index) => ({
      name,
      address: targets.has(`s${index}`) ? `${origin.replace("http", "ws")}/bridge/s${index}` : name,
    })),
    async close() {
      await bridge.stop();
      host.closeAllConnections();
      await new Promise((resolve) => host.close(resolve));
    },
  };
}

/** Null for what the vault dials itself. */
function readTarget(name: string) {
  const match = /^(nats|tls):\/\/(.+)$/u.exec(name.includes("://") ? name : `nats://${name}`);
  if (match === null) return null;
  let url: URL;
  try {
    url = new URL(`http://${match[2]}`);
  } catch {
    throw new Error(`${name} is no server address.`);
  }
  if (url.username !== "" || url.password !== "") {
    throw new Error(
      "An address with a user name or a password is not used. The creds are the login.",
    );
  }
  // An http:// URL drops its usual port.
  const port = /:80\/?$/u.test(match[2] ?? "") ? 80 : Number(url.port || CLIENT_PORT);
  return {
    host: url.hostname.replace(/^\[|\]$/gu, ""),
    port,
    tls: match[1] === "tls" ? ("required" as const) : ("auto" as const),
    ...{ serverName: undefined, cert: undefined, key: undefined },
  };
}

/** Node has no WebSocket before release 22. The bridge asks for the origin, which a browser would send. */
function giveWebSocket(origin: string): void {
  class NodeWebSocket extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      const isOwn = url.startsWith(`${origin.replace("http", "ws")}/`);
      super(url, protocols, isOwn ? { origin } : {});
    }
  }
  Object.assign(globalThis, { WebSocket: NodeWebSocket });
}
