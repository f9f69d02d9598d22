// Parses the server address that the user typed, for the page before a click and for the vault before it
// dials. Pure. The result is a ws:// or wss:// URL that the WebSocket constructor accepts, or a coded fault
// whose params say what is wrong and what to write instead.

import { fail, ok, type Result } from "@/lib/shared/base/result";

export interface ServerAddress {
  /**
   * Normalised: scheme, host, path and query as typed, and the port when it is not the default of the scheme.
   * The query may hold a token: show it through `maskQuery` only.
   */
  readonly url: string;
  readonly scheme: "ws" | "wss";
  /** No scheme was given, so this function picked one. The page says which. */
  readonly isSchemePicked: boolean;
  readonly host: string;
  readonly port: number;
  readonly isLoopback: boolean;
}

export type AddressFault = "net/bad-url" | "net/mixed-content";

/**
 * `isPageHttps`: whether the page was loaded over https. Such a page may open ws:// only to loopback.
 * An address without a scheme gets ws for loopback and on plain-http pages, else wss. Port 443 always gets wss.
 *
 * The params of net/bad-url are `reason` = empty | not-a-url | list | scheme | credentials | port, `scheme`
 * and `port` where they matter, and `use` = what to write instead. The vault adds the reason `masked`.
 */
export function parseAddress(
  text: string,
  isPageHttps: boolean,
): Result<ServerAddress, AddressFault> {
  const trimmed = text.trim();
  if (trimmed === "") return fail("net/bad-url", { reason: "empty" });
  // The URL parser would silently drop line ends and tabs.
  if (trimmed.length > 2048 || /[\s\p{Cc}\\]/u.test(trimmed)) {
    return fail("net/bad-url", { reason: "not-a-url" });
  }
  const split = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(trimmed);
  const given = split?.[1]?.toLowerCase() ?? null;
  const rest = withBrackets(split?.[2] ?? trimmed);
  if (/^[^/?#]*,/.test(rest)) return fail("net/bad-url", { reason: "list" });

  const plain = readUrl(`ws://${rest}`);
  if (plain === null) return fail("net/bad-url", { reason: "not-a-url" });
  const isLoopback = isLoopbackHost(plain.hostname);
  if (given !== null && given !== "ws" && given !== "wss") {
    return fail("net/bad-url", {
      reason: "scheme",
      scheme: given,
      use: advise(given, plain, isPageHttps && !isLoopback),
    });
  }
  if (plain.username !== "" || plain.password !== "") {
    return fail("net/bad-url", { reason: "credentials", use: `${given ?? "ws"}://${plain.host}` });
  }
  const isSecurePicked = (isPageHttps && !isLoopback) || /^[^/?#]*:443(?:[/?#]|$)/.test(rest);
  const scheme = given ?? (isSecurePicked ? "wss" : "ws");
  const url = readUrl(`${scheme}://${rest}`);
  if (url === null) return fail("net/bad-url", { reason: "not-a-url" });
  url.hash = "";

  const port = url.port === "" ? (scheme === "ws" ? 80 : 443) : Number(url.port);
  if (BLOCKED_PORTS.has(port)) return fail("net/bad-url", { reason: "port", port });
  if (scheme === "ws" && isPageHttps && !isLoopback) {
    return fail("net/mixed-content", { use: `wss://${maskQuery(rest)}` });
  }
  return ok({
    // "ws://h/" and "ws://h" are one request. Any other path is dialled with its slash: proxies route by it.
    url: url.pathname === "/" && url.search === "" ? url.href.replace(/\/$/, "") : url.href,
    scheme,
    isSchemePicked: given === null,
    host: url.hostname,
    port,
    isLoopback,
  });
}

/** localhost and its subdomains, 127.0.0.0/8 and ::1: hosts that browsers let any page reach over ws://. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(?:(?:.*\.)?localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}

function advise(scheme: string, plain: URL, isTlsNeeded: boolean): string {
  // With nats:// and tls:// the port is for TCP clients, so only the host can be kept.
  if (scheme === "https" || scheme === "http") {
    const path = plain.pathname === "/" ? "" : plain.pathname;
    return `${scheme === "https" ? "wss" : "ws"}://${plain.host}${path}`;
  }
  if (scheme === "tls" || isTlsNeeded) return `wss://${plain.hostname}`;
  return `ws://${plain.hostname}:${USUAL_WS_PORT}`;
}

/** The port of a WebSocket listener in the examples of the NATS documentation. */
export const USUAL_WS_PORT = 8080;

/** The address with "…" in place of the values of its query, which may be tokens, and without its fragment. */
export function maskQuery(address: string): string {
  const start = address.search(/[?#]/u);
  if (start < 0) return address;
  if (address[start] === "#") return address.slice(0, start);
  const [query = ""] = address.slice(start + 1).split("#");
  const masked = query.split("&").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    if (value.length === 0) return name === "" ? "" : MASK;
    return `${name}=${value.join("=") === "" ? "" : MASK}`;
  });
  return `${address.slice(0, start)}?${masked.join("&")}`;
}

/** Whether values of the query are hidden, so that it cannot be dialled. */
export function hasMaskedQuery(address: string): boolean {
  return /\?.*…/su.test(address);
}

const MASK = "…";

/** "::1" → "[::1]". A bare IPv6 address cannot have a port, since it would look like a part of it. */
function withBrackets(rest: string): string {
  return /^[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*$/i.test(rest) ? `[${rest}]` : rest;
}

function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Ports that browsers refuse ("bad port" in the WHATWG Fetch standard, section 2.9). */
const BLOCKED_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
]);

/** Host and port of a connected address, for people. */
export function hostOf(address: string): string {
  return /^wss?:\/\/([^/?]*)/u.exec(address)?.[1] ?? address;
}
