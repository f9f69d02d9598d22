// Decides whether a server address is the bridge of the page's host (scripts/bridge), and which target it
// leads to. The page asks before a click, the vault before it dials. Pure.

const PATH = /\/bridge\/([a-z0-9][a-z0-9_-]{0,31})$/;

/**
 * The name of the target; null for an address that is not on the origin of the page. `url` comes from
 * parseAddress (address.ts).
 */
export function bridgeTarget(url: string, pageOrigin: string): string | null {
  if (!/^https?:/.test(pageOrigin)) return null;
  const address = new URL(url);
  const own = new URL(pageOrigin);
  const isOwn =
    address.host === own.host && (address.protocol === "wss:") === (own.protocol === "https:");
  return isOwn ? (PATH.exec(address.pathname)?.[1] ?? null) : null;
}
