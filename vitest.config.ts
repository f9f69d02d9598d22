import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: ["{app,components,lib,scripts}/**/*.test.{ts,tsx,mjs}"],
    // These limits only end a test that hangs; a busy machine must not fail one.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Tests mostly wait for servers, so one worker, the default on two cores, would be idle.
    maxWorkers: 2,
  },
});
