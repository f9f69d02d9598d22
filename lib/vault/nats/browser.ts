// Reads which browser engine runs this page, from the user agent. The engines report and allow different things where a
// WebSocket fails, and the diagnosis needs to know (lib/page/diagnosis/transport-causes.ts). Called for each attempt.

import type { BrowserFacts } from "@/lib/shared/facts/attempt";

/** Every browser on Chromium or WebKit names AppleWebKit; only Chromium names itself besides. */
const ENGINES: readonly (readonly [BrowserFacts["engine"], RegExp])[] = [
  ["firefox", /\bFirefox\/\d/u],
  ["chromium", /\b(?:Headless)?Chrom(?:e|ium)\/\d/u],
  ["webkit", /\bAppleWebKit\/\d/u],
];

/** Null where it is none of them, as in Node. */
export function engineOf(userAgent: string): BrowserFacts["engine"] | null {
  return ENGINES.find(([, name]) => name.test(userAgent))?.[0] ?? null;
}

/** The release of a Chromium; null where it is none. */
export function chromiumRelease(userAgent: string): number | null {
  const release = /Chrom(?:e|ium)\/(\d+)/u.exec(userAgent)?.[1];
  return release === undefined ? null : Number(release);
}

export function readBrowser(): BrowserFacts | null {
  const engine = engineOf(globalThis.navigator?.userAgent ?? "");
  if (engine === null) return null;
  return { engine, isPageHttps: globalThis.location?.protocol === "https:" };
}
