// Every way in which the bridge turns somebody away or ends what it relayed: a name, and the close code
// that goes with it. A browser sees nothing of a refused handshake, so each of these is told in the
// close frame: code, and "bridge/NAME DETAIL" as the reason. The page reads it in
// lib/shared/diagnosis/server-errors.ts.

export const CLOSE_CODES = {
  /** The page's origin is not listed, or none was sent. */
  origin: 4403,
  "unknown-target": 4404,
  /** DETAIL: "address" or "all", whose limit it is; "memory" when too much waits half sent. */
  busy: 4429,
  /** No TCP connection. DETAIL: the system's error code. */
  "upstream-refused": 4502,
  /** Connected, and no INFO within the limit. */
  "upstream-silent": 4504,
  /** DETAIL: OpenSSL's or Node's code, or one of TLS_FAULTS. */
  "upstream-tls": 4525,
  /** What answered is no NATS server, or no longer speaks the protocol. */
  "not-nats": 4510,
  /** The server closed its side. DETAIL: the system's error code, where it broke off. */
  "upstream-closed": 4500,
  /** The client got INFO and said nothing. */
  handshake: 4408,
  /** The client said nothing for too long: not even an answer to the server's pings. */
  idle: 4409,
  /** The client has taken nothing of what waits for it for too long. */
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

/** Of ours, where no error of the TLS library says it. */
export const TLS_FAULTS = {
  notOffered: "NOT_OFFERED",
  clientCertificate: "CLIENT_CERTIFICATE_REQUIRED",
};

/**
 * @param {EndName} name
 * @param {string} [detail]
 * @returns {End}
 */
export function endOf(name, detail = "") {
  return { name, detail: /^[\w-]{1,64}$/.test(detail) ? detail : "" };
}

/**
 * Fits a close frame: at most 123 bytes, all ASCII.
 * @param {End} end
 */
export function reasonOf({ name, detail }) {
  return detail === "" ? `bridge/${name}` : `bridge/${name} ${detail}`;
}
