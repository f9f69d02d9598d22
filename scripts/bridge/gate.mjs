// Decides whether a connection is admitted, by the page's origin, the target's name, and the numbers of
// connections from one address and in all. bridge.mjs calls it at each upgrade, before it dials. The origin
// is checked first, so that a foreign page cannot find out names.
import net from "node:net";
import { makeEnd } from "./close-codes.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("../config/bridge-options.mjs").BridgeOptions} BridgeOptions */
/** @typedef {import("../config/bridge-options.mjs").BridgeTarget} BridgeTarget */

const PATH = "/bridge/";

/**
 * @typedef {{ok: true, name: string, target: BridgeTarget, address: string, leave: () => void}
 *   | {ok: false, address: string, end: import("./close-codes.mjs").End}} Admission
 *   `leave` must be called once, when the connection has closed
 */

/** @param {IncomingMessage} request */
export function isForBridge(request) {
  return request.url?.startsWith(PATH) ?? false;
}

/** @param {Pick<BridgeOptions, "origins" | "trustedProxies" | "targets" | "limits">} options */
export function createGate({ origins, trustedProxies, targets, limits }) {
  /** @type {Map<string, number>} */
  const perAddress = new Map();
  let total = 0;

  return {
    /**
     * @param {IncomingMessage} request
     * @returns {Admission}
     */
    admit(request) {
      const address = clientAddress(request, trustedProxies);
      /** @param {import("./close-codes.mjs").End} end @returns {Admission} */
      const refuse = (end) => ({ ok: false, address, end });
      const { origin } = request.headers;
      if (origin === undefined || !origins.includes(origin)) return refuse(makeEnd("origin"));
      const name = (request.url ?? "").slice(PATH.length).split("?")[0] ?? "";
      const target = targets.get(name);
      if (!target) return refuse(makeEnd("unknown-target"));
      const key = addressKey(address);
      const count = perAddress.get(key) ?? 0;
      if (count >= limits.connectionsPerAddress) return refuse(makeEnd("busy", "address"));
      if (total >= limits.connections) return refuse(makeEnd("busy", "all"));
      perAddress.set(key, count + 1);
      total += 1;
      const leave = () => {
        const left = (perAddress.get(key) ?? 1) - 1;
        if (left > 0) perAddress.set(key, left);
        else perAddress.delete(key);
        total -= 1;
      };
      return { ok: true, name, target, address, leave };
    },
  };
}

/**
 * Gives the peer's address, or behind trusted proxies the last hop that is not one of them. So it never
 * believes what a stranger writes into X-Forwarded-For.
 * @param {IncomingMessage} request
 * @param {readonly string[]} trustedProxies
 */
export function clientAddress(request, trustedProxies) {
  const forwarded = String(request.headers["x-forwarded-for"] ?? "").split(",");
  let address = plain(request.socket.remoteAddress ?? "");
  while (trustedProxies.includes(address)) {
    const hop = plain(forwarded.pop() ?? "");
    if (net.isIP(hop) === 0) break;
    address = hop;
  }
  return address;
}

/** @param {string} address */
const plain = (address) => address.trim().replace(/^::ffff:(?=\d+\.)/i, "");

/**
 * Gives the part of an address that is counted: for IPv6 the /64, since one machine can use every address
 * in it.
 * @param {string} address
 */
function addressKey(address) {
  if (!net.isIPv6(address)) return address;
  const [head = "", tail = ""] = (address.split("%")[0] ?? "").split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === "" ? [] : tail.split(":");
  const gap = address.includes("::") ? Array(8 - front.length - back.length).fill("0") : [];
  const groups = [...front, ...gap, ...back].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
