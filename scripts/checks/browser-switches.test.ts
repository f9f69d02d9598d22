// The browser of the tests keeps every feature off that Playwright keeps off.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, it } from "vitest";
import { FEATURES_OFF } from "../../e2e/fixtures/browser";

it("our list of features that are off has all of Playwright's", () => {
  const home = path.dirname(createRequire(import.meta.url).resolve("playwright-core/package.json"));
  const bundle = fs.readFileSync(path.join(home, "lib/coreBundle.js"), "utf8");
  const [, list = ""] = /disabledFeatures = \[([^\]]*)\]/.exec(bundle) ?? [];
  const names = [...list.matchAll(/^\s*"(\w+)"/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(FEATURES_OFF).toEqual(expect.arrayContaining(names));
});
