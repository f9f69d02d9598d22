import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));

// For browser bundles only: the prerender runs in Node, where packages are what they are.
const inBrowser = (file) => ({ browser: `./lib/nats/${file}` });

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: "export",
  reactStrictMode: true,
  images: { unoptimized: true },
  turbopack: {
    root,
    resolveAlias: {
      // nats.ws without what the vault does not use; the reasons are in those files.
      "nats.ws": inBrowser("nats-ws-core.ts"),
      "../jetstream/jsclient": inBrowser("empty.ts"),
      "../jetstream/jsm": inBrowser("empty.ts"),
      "../jetstream/jsutil": inBrowser("empty.ts"),
      "../jetstream/kv": inBrowser("empty.ts"),
      "nkeys.js": inBrowser("no-nkeys.ts"),
      // Asked for by tweetnacl in a branch that a browser never takes; the polyfill has an eval in it.
      crypto: inBrowser("empty.ts"),
      util: inBrowser("empty.ts"),
    },
  },
  ...(process.env.BUILD_ID ? { generateBuildId: () => process.env.BUILD_ID } : {}),
};

export default nextConfig;
