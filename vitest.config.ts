import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["{app,components,lib,scripts}/**/*.test.{ts,tsx,mjs}"],
    // Limits only end what hangs: a busy machine must not fail a test.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Most of the time goes by waiting for servers: one worker, the default on two cores, idles.
    maxWorkers: 2,
  },
});
