// Observes each answer of the server. What it tells never holds a query string, a header, a body, or a JWT or a
// seed that somebody put into a path.

const LONGEST_PATH = 300;
/** A JWT, and a seed in base32 of any kind. */
const SECRETS = /eyJ[\w-]{8,}[\w.%-]*|S[A-Z2-7]{20,}/g;

/**
 * @typedef {object} Answer
 * @property {string} address of the peer
 * @property {string} method
 * @property {string} path
 * @property {number | "aborted"} status
 * @property {number | null} bytes of the body; null where its length was not known beforehand
 * @property {number} ms
 */

/**
 * @param {import("node:http").RequestListener} handler
 * @param {(answer: Answer) => void} onAnswer
 * @returns {import("node:http").RequestListener}
 */
export function observeAnswers(handler, onAnswer) {
  return (request, response) => {
    const startMs = performance.now();
    const { method = "-" } = request;
    const path = pathOf(request.url ?? "");
    const address = request.socket.remoteAddress ?? "-";
    response.on("close", () => {
      const length = Number(response.getHeader("Content-Length"));
      onAnswer({
        address,
        method,
        path,
        status: response.writableFinished ? response.statusCode : "aborted",
        bytes: Number.isNaN(length) ? null : length,
        ms: Math.round(performance.now() - startMs),
      });
    });
    handler(request, response);
  };
}

/** @param {string} url */
const pathOf = (url) =>
  (url.split(/[?#]/)[0] ?? "").replace(SECRETS, "[secret]").slice(0, LONGEST_PATH);
