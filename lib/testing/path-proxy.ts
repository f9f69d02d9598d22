// A proxy that routes by path and lets in by a token in the query, as many teams have in front of a NATS
// server. It answers anything else with 403. For tests of addresses with a path and a query.

import http from "node:http";
import net from "node:net";

export interface PathProxy {
  readonly port: number;
  /** The paths, with their queries, that were asked for. */
  readonly asked: readonly string[];
  /** Cuts every connection, as a proxy does that restarts. */
  cut(): void;
  stop(): Promise<void>;
}

/** `path`: with its query, the only one that leads to the server. */
export async function startPathProxy(wsUrl: string, path: string): Promise<PathProxy> {
  const asked: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = http.createServer((_request, response) => {
    response.writeHead(404).end();
  });
  server.on("upgrade", (request: http.IncomingMessage, socket: net.Socket, head: Buffer) => {
    asked.push(request.url ?? "");
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    if (request.url !== path) {
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    const upstream = net.connect(Number(new URL(wsUrl).port), "127.0.0.1", () => {
      const lines = ["GET / HTTP/1.1"];
      for (let index = 0; index < request.rawHeaders.length; index += 2) {
        lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
      }
      upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("close", () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    asked,
    cut,
    stop: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
