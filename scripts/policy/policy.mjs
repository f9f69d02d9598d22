// Every policy that the browser enforces, as data and pure functions. The meta tags of the pages (apply.mjs),
// the server's headers (serve/site-headers.mjs) and the nginx and Caddy files (deploy/) are all made from it.
//
// There are three kinds of answer: a page, a script, anything else. The page opens no socket and asks its own
// host only. The worker owns the connections; its policy is that of its script's answer and not the page's
// (observed with Chromium 156: e2e/page/policy.spec.ts).

/** @typedef {Record<string, readonly string[]>} Directives */

/**
 * The hosts that the worker may reach besides the page's host: any (the user names the server), or the
 * listed servers only.
 * @typedef {{locked: false} | {locked: true, addresses: readonly string[]}} Reach
 */

export const OPEN = /** @type {const} */ ({ locked: false });

const TRUSTED_TYPES = {
  "require-trusted-types-for": ["'script'"],
  // The page creates its one policy before foreign code can run and create a policy of that name.
  "trusted-types": ["default"],
};

/**
 * @param {readonly string[]} scriptHashes of the page's inline scripts, as "sha256-…"
 * @returns {Directives}
 */
export function pageDirectives(scriptHashes) {
  return {
    "default-src": ["'none'"],
    "script-src": ["'self'", ...scriptHashes.map((hash) => `'${hash}'`)],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "object-src": ["'none'"],
    "frame-ancestors": ["'none'"],
    ...TRUSTED_TYPES,
  };
}

/**
 * @param {Reach} reach
 * @returns {Directives}
 */
export function scriptDirectives(reach) {
  return {
    "default-src": ["'none'"],
    // The search of messages compiles WebAssembly modules; text is never compiled.
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "connect-src": ["'self'", ...connectSources(reach)],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
    ...TRUSTED_TYPES,
  };
}

/** @type {Directives} */
export const otherDirectives = { "default-src": ["'none'"], "frame-ancestors": ["'none'"] };

/**
 * http and https are for the host probe (lib/vault/nats/host-probe.ts), which a locked instance does
 * without.
 * @param {Reach} reach
 */
function connectSources(reach) {
  if (!reach.locked) return ["ws:", "wss:", "http:", "https:"];
  const hosts = reach.addresses.map((address) => {
    const { protocol, hostname, port } = new URL(address);
    return `${protocol}//${hostname}:${port || (protocol === "wss:" ? "443" : "80")}`;
  });
  return [...new Set(hosts)];
}

/** @param {Directives} directives */
export function serialise(directives) {
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(" "))
    .join("; ");
}

/** For a meta tag: leaves out what browsers ignore there with a warning. @param {Directives} directives */
export function serialiseForMeta({ "frame-ancestors": _, ...rest }) {
  return serialise(rest);
}

const OFF = [
  "accelerometer",
  "autoplay",
  "camera",
  "clipboard-read",
  "display-capture",
  "encrypted-media",
  "fullscreen",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** Every answer has these headers. */
export const commonHeaders = /** @type {const} */ ({
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  // require-corp would block the host probe, since servers do not state that their answers may be
  // embedded.
  "Cross-Origin-Embedder-Policy": "credentialless",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "X-Frame-Options": "DENY",
  "X-DNS-Prefetch-Control": "off",
  "Permissions-Policy": OFF.map((feature) => `${feature}=()`).join(", "),
});

/** The proxy that ends TLS sends this; it must not be sent over plain http. */
export const STRICT_TRANSPORT = "max-age=31536000";

export const CACHE = /** @type {const} */ ({
  /** Names hold the digest of their content. */
  named: "public, max-age=31536000, immutable",
  rest: "no-cache",
  never: "no-store",
});

/** Paths whose names hold a digest. */
export const NAMED_PREFIX = "/_next/static/";
/**
 * But for the script that starts a worker: the build adds our Trusted Types policy to it, and its name does not
 * change with that policy. A browser must not keep a former one.
 */
export const WORKER_PREFIX = "/_next/static/chunks/turbopack-worker-";
