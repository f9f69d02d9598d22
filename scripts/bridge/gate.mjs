// Who may come in: the page's origin, the target's name, and how many from one address and in all. Asked
// by bridge.mjs at each upgrade, before anything is dialled. The origin comes first, so that a foreign
// page cannot try names.
import net from "node:net";
import { endOf } from "./close-codes.mjs";

/** @typedef {import("node:http").IncomingMessage} IncomingMessage */
/** @typedef {import("../config/bridge-options.mjs").BridgeOptions} BridgeOptions */
/** @typedef {import("../config/bridge-options.mjs").BridgeTarget} BridgeTarget */

const PATH = "/bridge/";

/**
 * @typedef {{ok: true, name: string, target: BridgeTarget, address: string, leave: () => void}
 *   | {ok: false, address: string, end: import("./close-codes.mjs").End}} Entry
 *   `leave` is to be called once, when the connection is gone
 */

/** @param {IncomingMessage} request */
export function isForBridge(request) {
  return request.url?.startsWith(PATH) ?? false;
}

/** @param {Pick<BridgeOptions, "origins" | "trustedProxies" | "targets" | "limits">} options */
export function createGate({ origins, trustedProxies, targets, limits }) {
  /** @type {Map<string, number>} */
  const perAddress = new Map();
  let inAll = 0;

  return {
    /**
     * @param {IncomingMessage} request
     * @returns {Entry}
     */
    enter(request) {
      const address = callerOf(request, trustedProxies);
      /** @param {import("./close-codes.mjs").End} end @returns {Entry} */
      const refuse = (end) => ({ ok: false, address, end });
      const { origin } = request.headers;
      if (origin === undefined || !origins.includes(origin)) return refuse(endOf("origin"));
      const name = (request.url ?? "").slice(PATH.length).split("?")[0] ?? "";
      const target = targets.get(name);
      if (!target) return refuse(endOf("unknown-target"));
      const place = placeOf(address);
      const here = perAddress.get(place) ?? 0;
      if (here >= limits.connectionsPerAddress) return refuse(endOf("busy", "address"));
      if (inAll >= limits.connections) return refuse(endOf("busy", "all"));
      perAddress.set(place, here + 1);
      inAll += 1;
      const leave = () => {
        const left = (perAddress.get(place) ?? 1) - 1;
        if (left > 0) perAddress.set(place, left);
        else perAddress.delete(place);
        inAll -= 1;
      };
      return { ok: true, name, target, address, leave };
    },
  };
}

/**
 * The peer, unless it is a proxy of ours: then the last hop that is none. What a stranger writes into
 * X-Forwarded-For is thus never believed.
 * @param {IncomingMessage} request
 * @param {readonly string[]} trustedProxies
 */
export function callerOf(request, trustedProxies) {
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
 * What counts as one address: of IPv6 the /64, since one machine has as many of its addresses as it
 * likes.
 * @param {string} address
 */
function placeOf(address) {
  if (!net.isIPv6(address)) return address;
  const [head = "", tail = ""] = (address.split("%")[0] ?? "").split("::");
  const front = head === "" ? [] : head.split(":");
  const back = tail === "" ? [] : tail.split(":");
  const gap = address.includes("::") ? Array(8 - front.length - back.length).fill("0") : [];
  const groups = [...front, ...gap, ...back].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":");
}
