// Reads whether the browser lets this page reach the local network and this computer. Chromium asks before a public
// page may do so, for WebSockets from release 147 on, and refuses without a word to the page. Called by session.ts
// after a socket that did not open. A worker may ask too, and in it the state is that of the page
// (observed with Chromium 156: e2e/connect/local-network.spec.ts).

import type { LocalNetworkFacts, LocalNetworkState } from "@/lib/shared/facts/attempt";
import { chromiumRelease } from "./browser";

/** The release of Chromium that began to ask. */
const FIRST_CHROMIUM = 142;

/** Null where the browser has no such permission. Never rejects. */
export async function readLocalNetwork(pageOrigin: string): Promise<LocalNetworkFacts | null> {
  if (!globalThis.isSecureContext) {
    const release = chromiumRelease(globalThis.navigator?.userAgent ?? "");
    if (release === null || release < FIRST_CHROMIUM) return null;
    return { pageOrigin, loopback: "insecure", local: "insecure" };
  }
  // Until release 145 there was one permission for both.
  const both = await stateOf("local-network-access");
  const loopback = (await stateOf("loopback-network")) ?? both;
  const local = (await stateOf("local-network")) ?? both;
  return loopback === null || local === null ? null : { pageOrigin, loopback, local };
}

async function stateOf(name: string): Promise<LocalNetworkState | null> {
  try {
    // The types do not know these names yet, and a browser without them throws.
    const { state } = await navigator.permissions.query({ name: name as PermissionName });
    return state;
  } catch {
    return null;
  }
}
