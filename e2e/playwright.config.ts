// The browser tests are black box tests of the static export with real nats-servers. The global set-up serves
// the export once without and once with the sandbox and passes the addresses on. CPU_SLOWDOWN=4 runs the tests
// as on a machine that is four times slower (fixtures/pace.ts).
import { defineConfig } from "@playwright/test";
import { type EngineOptions, engineProjects } from "./engines/projects";
import { browserArguments, browserPath } from "./fixtures/browser";
import { stretch } from "./fixtures/pace";

const executablePath = browserPath();

export default defineConfig<object, EngineOptions>({
  testDir: ".",
  outputDir: "../test-results/files",
  globalSetup: "./global-setup.ts",
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // These limits only end a test that hangs; a busy machine must not fail one.
  timeout: stretch(180_000),
  expect: { timeout: stretch(30_000) },
  projects: [
    { name: "tests", testIgnore: "bulk-load.spec.ts" },
    // This test needs the whole machine, so it runs when no other test does.
    { name: "alone", testMatch: "bulk-load.spec.ts", dependencies: ["tests"] },
    ...engineProjects(),
  ],
  reporter: [["line"], ["json", { outputFile: "../test-results/e2e.json" }]],
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    trace: "off",
    video: "off",
    screenshot: "off",
    actionTimeout: stretch(30_000),
    launchOptions: {
      args: [...browserArguments],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
});
