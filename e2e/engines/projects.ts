// The projects of the smoke besides Chromium: one for each engine that this machine has. `npm test` looks for the
// engines, installs what the distribution offers, and names them in FIREFOX and WEBKIT (scripts/setup/engines).
import type { PlaywrightTestOptions, PlaywrightWorkerOptions, Project } from "@playwright/test";
import { START_FIREFOX } from "../../scripts/setup/engines/find-engines.mjs";

/** How the engine is driven. */
export interface EngineOptions {
  readonly driver: "playwright" | "webdriver";
}

type EngineProject = Project<PlaywrightTestOptions, PlaywrightWorkerOptions & EngineOptions>;

/** `FIREFOX`: the path of a Firefox; `WEBKIT`: "playwright" for its own build, "webdriver" for WebKitWebDriver. */
export function engineProjects(env: NodeJS.ProcessEnv = process.env): EngineProject[] {
  const shared = { testMatch: "engines/*.spec.ts", grep: /@engines/u };
  const projects: EngineProject[] = [];
  if (env["FIREFOX"]) {
    const launchOptions = { channel: "moz-firefox", executablePath: START_FIREFOX, args: [] };
    projects.push({ ...shared, name: "firefox", use: { browserName: "firefox", launchOptions } });
  }
  if (env["WEBKIT"] === "playwright") {
    const launchOptions = { args: [] };
    projects.push({ ...shared, name: "webkit", use: { browserName: "webkit", launchOptions } });
  } else if (env["WEBKIT"] === "webdriver") {
    projects.push({ ...shared, name: "webkit", use: { driver: "webdriver" } });
  }
  return projects;
}
