import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.dirname(fileURLToPath(import.meta.url));

const { version } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

// This is for browser bundles only; the prerender runs in Node and uses the packages unchanged.
const inBrowser = (file) => ({ browser: `./lib/vault/nats/${file}` });

/** @type {import('next').NextConfig} */
const nextConfig = {
  output: "export",
  // lib/page/base/version.ts reads it.
  env: { NEXT_PUBLIC_VERSION: version },
  reactStrictMode: true,
  images: { unoptimized: true },
  turbopack: {
    root,
    resolveAlias: {
      // These leave out the parts of nats.ws that the vault does not use; the files give the reasons.
      "nats.ws": inBrowser("nats-ws-core.ts"),
      "../jetstream/jsclient": inBrowser("empty.ts"),
      "../jetstream/jsm": inBrowser("empty.ts"),
      "../jetstream/jsutil": inBrowser("empty.ts"),
      "../jetstream/kv": inBrowser("empty.ts"),
      "nkeys.js": inBrowser("no-nkeys.ts"),
      // tweetnacl requires these in a branch that a browser never takes, and the polyfill uses eval.
      crypto: inBrowser("empty.ts"),
      util: inBrowser("empty.ts"),
    },
  },
  ...(process.env.BUILD_ID ? { generateBuildId: () => process.env.BUILD_ID } : {}),
};

export default nextConfig;
