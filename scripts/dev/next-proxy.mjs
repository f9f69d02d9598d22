// Passes requests and WebSocket upgrades on to `next dev`. Used by dev-site.mjs.
import http from "node:http";
import net from "node:net";

/**
 * @param {number} port of next on 127.0.0.1
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
export function forwardRequest(port, request, response) {
  const { method, url: path, headers } = request;
  const onward = http.request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => {
    if (!response.headersSent) response.writeHead(502);
    response.end("next dev is not ready yet. Reload in a moment.");
  });
  request.pipe(onward);
}

/**
 * @param {number} port of next on 127.0.0.1
 * @param {http.IncomingMessage} request
 * @param {import("node:stream").Duplex} socket
 * @param {Buffer} head
 */
export function forwardUpgrade(port, request, socket, head) {
  const onward = net.connect(port, "127.0.0.1", () => {
    const fields = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      fields.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
    }
    onward.write(`${request.method} ${request.url} HTTP/1.1\r\n${fields.join("\r\n")}\r\n\r\n`);
    onward.write(head);
    onward.pipe(socket).pipe(onward);
  });
  onward.on("error", () => socket.destroy());
  socket.on("error", () => onward.destroy());
}
