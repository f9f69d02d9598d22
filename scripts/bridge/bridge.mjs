// WebSocket for pages, NATS over TCP or TLS for servers. Refuses everyone as yet.

/** @param {import("../config/bridge-options.mjs").BridgeOptions} _options */
export function createBridge(_options) {
  return {
    /**
     * @param {import("node:http").IncomingMessage} _request
     * @param {import("node:stream").Duplex} socket
     * @param {Buffer} _head
     */
    upgrade(_request, socket, _head) {
      socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    },
    async stop() {},
  };
}
