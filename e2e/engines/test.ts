// The `test` of the smoke: an opened page in the engine of the project (e2e/playwright.config.ts), with the lab of
// servers. At the end no error and no violation of the policy may have been noted.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect } from "@playwright/test";
import { startWebKitDriver } from "../../scripts/setup/engines/webkit-driver.mjs";
import { test as base, pageUrl } from "../fixtures/test";
import type { EnginePage } from "./engine-page";
import { openPlaywrightPage } from "./playwright-page";
import { Product } from "./product";
import type { EngineOptions } from "./projects";
import { openWebDriverPage } from "./webdriver-page";

interface PerWorker extends EngineOptions {
  readonly engine: { openPage(): Promise<EnginePage> };
}

export const test = base.extend<{ readonly product: Product }, PerWorker>({
  driver: ["playwright", { scope: "worker", option: true }],

  engine: [
    async ({ driver, playwright, browserName, launchOptions }, use) => {
      if (driver === "webdriver") {
        const started = await startWebKitDriver();
        await use({ openPage: () => openWebDriverPage(started) });
        await started.end();
        return;
      }
      const downloads = fs.mkdtempSync(path.join(os.tmpdir(), "credence-downloads-"));
      const browser = await playwright[browserName].launch({
        ...launchOptions,
        downloadsPath: downloads,
      });
      await use({ openPage: () => openPlaywrightPage(browser, downloads) });
      await browser.close();
      fs.rmSync(downloads, { recursive: true, force: true });
    },
    { scope: "worker" },
  ],

  product: async ({ engine }, use, info) => {
    const page = await engine.openPage();
    info.annotations.push({ type: "browser", description: page.browser });
    const product = new Product(page);
    await product.open(pageUrl());
    await use(product);
    const faults = info.status === info.expectedStatus ? await product.faults() : [];
    await page.close();
    expect(faults, "errors and violations on the page").toEqual([]);
  },
});
