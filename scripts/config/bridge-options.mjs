// The bridge's part of a checked config.json as the bridge takes it: defaults filled in, files read,
// targets in a Map, so that no name but a configured one is ever found.
import fs from "node:fs";
import path from "node:path";

/**
 * @typedef {object} BridgeTarget
 * @property {string} host
 * @property {number} port
 * @property {"auto" | "required" | "first"} tls auto: as INFO asks. required: refuse a server
 *   without TLS. first: handshake before INFO.
 * @property {string | undefined} serverName the name to verify, where host is an address
 * @property {string | undefined} ca PEM text
 * @property {string | undefined} cert PEM text
 * @property {string | undefined} key PEM text
 */

/**
 * @typedef {object} BridgeOptions
 * @property {readonly string[]} origins exact; never empty
 * @property {readonly string[]} trustedProxies IP addresses
 * @property {ReadonlyMap<string, BridgeTarget>} targets
 * @property {NonNullable<import("./schema.mjs").Config["bridge"]>["limits"]} limits
 */

/**
 * @param {NonNullable<import("./schema.mjs").Config["bridge"]>} bridge
 * @param {string} folder that file names are relative to
 * @param {readonly string[]} ownOrigins where config.json names none
 * @returns {BridgeOptions}
 */
export function bridgeOptions({ origins, trustedProxies, targets, limits }, folder, ownOrigins) {
  /** @param {string | undefined} file */
  const textOf = (file) =>
    file === undefined ? undefined : fs.readFileSync(path.resolve(folder, file), "utf8");
  return {
    origins: origins ?? ownOrigins,
    trustedProxies,
    limits,
    targets: new Map(
      Object.entries(targets).map(([name, { host, port, tls, serverName, ca, cert, key }]) => [
        name,
        { host, port, tls, serverName, ca: textOf(ca), cert: textOf(cert), key: textOf(key) },
      ]),
    ),
  };
}
