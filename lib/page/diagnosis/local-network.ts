// Whether the browser keeps the page from the address: Local Network Access in Chromium. It decides by the address
// that a name resolves to, which a page does not learn. So only for an address that is written out, or a name that
// means this computer or a private network, the permission says enough. Used by transport-causes.ts.

import { isInRange, parseAddress } from "@/lib/shared/diagnosis/address-range";
import type { LocalNetworkFacts } from "@/lib/shared/facts/attempt";
import type { Cause, Certainty } from "@/lib/shared/facts/causes";
import { isLoopbackHost } from "@/lib/shared/grammar/address";

type Space = "loopback" | "local" | "public" | "unknown";

const PRIVATE_RANGES = [
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"],
  ...["fc00::/7", "fe80::/10"],
];

/** Names that no public name server knows: mDNS, RFC 9476, RFC 8375, and what home routers give out. */
const PRIVATE_NAME = /(?:^[^.:]+|\.(?:local|internal|lan|home\.arpa|svc))\.?$/iu;

/** Where the host is, as far as it can be read. `host` is as in a URL. */
export function spaceOf(host: string): Space {
  if (isLoopbackHost(host)) return "loopback";
  const address = host.replace(/^\[|\]$/gu, "");
  if (parseAddress(address) !== null) {
    return PRIVATE_RANGES.some((range) => isInRange(address, range) === true) ? "local" : "public";
  }
  return PRIVATE_NAME.test(host) ? "local" : "unknown";
}

/** Null where the browser does not keep the page from the host, as far as is known. */
export function localNetworkCause(
  host: string,
  evidence: Cause["evidence"],
  facts: LocalNetworkFacts | null,
): Cause | null {
  const space = spaceOf(host);
  if (facts === null || space === "public") return null;
  const state = space === "loopback" ? facts.loopback : facts.local;
  const certainty = certaintyOf(space, state, facts);
  if (certainty === null) return null;
  return {
    code: "net/local-network-access",
    certainty,
    evidence: { ...evidence, space, state, origin: facts.pageOrigin },
  };
}

function certaintyOf(
  space: Space,
  state: LocalNetworkFacts["local"],
  { pageOrigin, loopback }: LocalNetworkFacts,
): Certainty | null {
  if (space === "unknown") return state === "denied" || loopback === "denied" ? "possible" : null;
  if (state === "denied") return "proven";
  if (state === "granted") return null;
  // A page from the same place needs no permission, and then none is asked for.
  const page = spaceOf(new URL(pageOrigin).hostname);
  return page === "loopback" || page === space ? null : "likely";
}
