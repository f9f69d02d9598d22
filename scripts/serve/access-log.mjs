// Writes one line for each answer: time, address, method and path, status, bytes, milliseconds. It never holds a
// query string, a header or a body. Each connection of the bridge gets one line at its end, with the target and
// the reason, and nothing of its content.

const LONGEST_PATH = 300;

/**
 * @param {import("node:http").RequestListener} handler
 * @param {(line: string) => void} write
 * @returns {import("node:http").RequestListener}
 */
export function withAccessLog(handler, write) {
  return (request, response) => {
    const startMs = performance.now();
    const { method } = request;
    const path = (request.url ?? "").split(/[?#]/)[0]?.slice(0, LONGEST_PATH);
    const address = request.socket.remoteAddress ?? "-";
    response.on("close", () => {
      const ms = Math.round(performance.now() - startMs);
      const bytes = response.getHeader("Content-Length") ?? "-";
      const status = response.writableFinished ? response.statusCode : "aborted";
      const time = new Date().toISOString();
      write(`${time} ${address} ${method} ${path} ${status} ${bytes} ${ms}ms`);
    });
    handler(request, response);
  };
}

/** @param {import("../bridge/bridge.mjs").BridgeLogEntry} entry */
export function bridgeLine({ target, address, end, elapsedMs }) {
  const time = new Date().toISOString();
  return `${time} ${address} BRIDGE ${target || "-"} ${end} ${Math.round(elapsedMs)}ms`;
}
