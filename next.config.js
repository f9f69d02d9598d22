import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));

// For browser bundles only: the prerender runs in Node, where packages are what they are.
const inBrowser = (file) => ({ browser: `./lib/vault/nats/${file}` });

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: "export",
  ...(process.env.BASE_PATH ? { basePath: process.env.BASE_PATH } : {}),
  // lib/page/base/base-path.ts reads it.
  env: { NEXT_PUBLIC_BASE_PATH: process.env.BASE_PATH ?? "" },
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
