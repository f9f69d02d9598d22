import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["{app,components,lib,scripts}/**/*.test.{ts,tsx,mjs}"],
    testTimeout: 20_000,
    // Most of the time goes by waiting for servers: one worker, the default on two cores, idles.
    maxWorkers: 2,
  },
});
