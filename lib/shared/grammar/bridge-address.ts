// Whether a server address is the page's own bridge (scripts/bridge), and to which target. The page asks
// before a click, the vault before it dials. Pure.

const PATH = /\/bridge\/([a-z0-9][a-z0-9_-]{0,31})$/;

/**
 * The target's name; null for any address that is not on the page's own origin. `url` as parseAddress
 * (address.ts) gives it.
 */
export function bridgeTarget(url: string, pageOrigin: string): string | null {
  if (!/^https?:/.test(pageOrigin)) return null;
  const address = new URL(url);
  const own = new URL(pageOrigin);
  const isOwn =
    address.host === own.host && (address.protocol === "wss:") === (own.protocol === "https:");
  return isOwn ? (PATH.exec(address.pathname)?.[1] ?? null) : null;
}
