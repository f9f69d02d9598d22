// Every reason for which the bridge refuses or ends a connection: a name, and its close code. A browser shows
// a page nothing about a refused handshake, so the bridge accepts it and sends a close frame with the code
// and "bridge/NAME DETAIL" as the reason. The page reads it in lib/shared/diagnosis/server-errors.ts.

export const CLOSE_CODES = {
  /** The page's origin is not listed, or none was sent. */
  origin: 4403,
  "unknown-target": 4404,
  /** DETAIL: "address" or "all" for the limit that was reached; "memory" when unfinished frames take too much. */
  busy: 4429,
  /** No TCP connection. DETAIL: the system's error code. */
  "upstream-refused": 4502,
  /** Connected, and no INFO within the limit. */
  "upstream-silent": 4504,
  /** DETAIL: OpenSSL's or Node's code, or one of TLS_FAULTS. */
  "upstream-tls": 4525,
  /** The target is no NATS server, or no longer speaks the protocol. */
  "not-nats": 4510,
  /** The server closed its side. DETAIL: the system's error code, if the connection broke. */
  "upstream-closed": 4500,
  /** The client got INFO and sent nothing. */
  handshake: 4408,
  /** The client sent nothing for too long, not even an answer to the server's pings. */
  idle: 4409,
  /** Bytes wait for the client, and it has taken none of them for too long. */
  "slow-reader": 4410,
  /** The dashboard's server is being stopped. */
  stopped: 1001,
};

/** @typedef {keyof typeof CLOSE_CODES} EndName */

/**
 * @typedef {object} End
 * @property {EndName} name
 * @property {string} detail "" or a code; never an address, a path or a message of the system
 */

/** Codes that the bridge defines where the TLS library has none. */
export const TLS_FAULTS = {
  notOffered: "NOT_OFFERED",
  clientCertificate: "CLIENT_CERTIFICATE_REQUIRED",
};

/**
 * @param {EndName} name
 * @param {string} [detail]
 * @returns {End}
 */
export function makeEnd(name, detail = "") {
  return { name, detail: /^[\w-]{1,64}$/.test(detail) ? detail : "" };
}

/**
 * Gives a reason that fits a close frame: at most 123 bytes, all ASCII.
 * @param {End} end
 */
export function reasonOf({ name, detail }) {
  return detail === "" ? `bridge/${name}` : `bridge/${name} ${detail}`;
}
