import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));

// nats.ws carries its own copy of nkeys.js, and both ask for Node's crypto in branches that a
// browser never takes. Left alone, the vault would ship the key code twice and a crypto polyfill
// with an eval in it. The aliases hold for browser bundles only: the prerender runs in Node.
const inBrowser = (file) => ({ browser: `./lib/nats/${file}` });

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: "export",
  reactStrictMode: true,
  images: { unoptimized: true },
  turbopack: {
    root,
    resolveAlias: {
      "nkeys.js": inBrowser("nkeys-of-nats-ws.ts"),
      crypto: inBrowser("empty.ts"),
      util: inBrowser("empty.ts"),
    },
  },
  ...(process.env.BUILD_ID ? { generateBuildId: () => process.env.BUILD_ID } : {}),
};

export default nextConfig;
