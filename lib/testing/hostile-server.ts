// A WebSocket server that speaks just enough NATS to be accepted by a client and then misbehaves. Counts the
// signatures that it gets. For unit and browser tests of what a hostile server can do.

import WebSocket, { WebSocketServer } from "ws";

export interface HostileClient {
  /** Sends these bytes as one frame. */
  send(text: string): void;
  /** Ends the TCP connection without a close frame. */
  drop(): void;
}

export interface HostileServer {
  readonly url: string;
  /** The `sig` of each CONNECT, in order. */
  readonly signatures: readonly string[];
  /** Everything that clients sent. */
  readonly heard: readonly string[];
  /** How many clients came. */
  clients(): number;
  end(): Promise<void>;
}

export interface HostilePlan {
  /** Fields of the INFO beside those of an ordinary nats-server. */
  readonly info?: Readonly<Record<string, unknown>>;
  /** Answers no PING. */
  readonly isSilent?: boolean;
  /** Called for each CONNECT. */
  onConnect?(client: HostileClient): void;
  /** Called once for each client, after the first PONG was sent to it. */
  onAccepted?(client: HostileClient): void;
  /** Called with each text that a client sent. */
  onHeard?(client: HostileClient, text: string): void;
}

export const NONCE = "dGhpcy1pcy1hLW4";

export async function startHostileServer(plan: HostilePlan): Promise<HostileServer> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  const signatures: string[] = [];
  const heard: string[] = [];
  let clients = 0;
  const fields = {
    ...{ server_id: "HOSTILE", server_name: "hostile", version: "2.15.1", proto: 1, headers: true },
    ...{ go: "go1.24.6", auth_required: true, max_payload: 1_048_576, client_id: 1, nonce: NONCE },
    ...plan.info,
  };
  server.on("connection", (socket) => {
    clients += 1;
    let isAccepted = false;
    const client: HostileClient = {
      send: (text) => socket.send(Buffer.from(text)),
      drop: () => socket.terminate(),
    };
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      heard.push(text);
      const sig = /"sig":"([^"]+)"/.exec(text)?.[1];
      if (sig !== undefined) signatures.push(sig);
      if (text.startsWith("CONNECT")) plan.onConnect?.(client);
      if (plan.isSilent) return;
      for (const _ of text.matchAll(/^PING\r\n/gmu)) {
        if (socket.readyState !== WebSocket.OPEN) return;
        client.send("PONG\r\n");
        if (!isAccepted) {
          isAccepted = true;
          plan.onAccepted?.(client);
        }
      }
      plan.onHeard?.(client, text);
    });
    socket.on("error", () => {});
    client.send(`INFO ${JSON.stringify(fields)}\r\n`);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `ws://127.0.0.1:${address.port}`,
    signatures,
    heard,
    clients: () => clients,
    end: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
}
