// Chooses among the compressed copies of a file by what the client accepts (RFC 9110, section 12.5.3), and
// leaves to sirv only the headers that it reads rightly. Used by static-server.mjs.

/** @typedef {"br" | "gzip"} Encoding */

/** What was made at the build (setup/compress.mjs), the smaller one first. */
const MADE = /** @type {const} */ (["br", "gzip"]);

/**
 * @param {string | string[] | undefined} header Accept-Encoding
 * @returns {Encoding[]} the accepted ones, best first; empty for the file as it is
 */
export function acceptedEncodings(header) {
  if (header === undefined) return [];
  const weights = new Map();
  for (const part of String(header).toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const weight = parameters.map((text) => /^q\s*=\s*([\d.]+)$/.exec(text)?.[1]).find(Boolean);
    if (name !== "") weights.set(name === "x-gzip" ? "gzip" : name, Number(weight ?? 1));
  }
  const weightOf = (/** @type {string} */ name) => weights.get(name) ?? weights.get("*") ?? 0;
  const plain = weights.get("identity") ?? 0;
  return MADE.filter((name) => weightOf(name) > 0 && weightOf(name) >= plain).sort(
    (a, b) => weightOf(b) - weightOf(a),
  );
}

/**
 * Whether sirv answers this range as the standard says: one range with a start, of a GET, not conditional.
 * A server may ignore any other Range header and send the whole file (RFC 9110, section 14.2).
 * @param {import("node:http").IncomingMessage} request
 */
export function isPlainRange({ method, headers }) {
  const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? "") ?? [];
  const isOrdered = end === "" || Number(end) >= Number(start);
  return method === "GET" && start !== undefined && isOrdered && headers["if-range"] === undefined;
}
