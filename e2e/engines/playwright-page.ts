// A page of the smoke, driven by Playwright.
import fs from "node:fs";
import type { Browser, Locator, Page } from "@playwright/test";
import type { Control, EnginePage } from "./engine-page";
import { readNewFile } from "./new-file";

/** `downloads`: the folder that the browser was started with. */
export async function openPlaywrightPage(browser: Browser, downloads: string): Promise<EnginePage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
  });
  const page = await context.newPage();
  const name = browser.browserType().name();
  return {
    browser: `${name} ${browser.version()}`,
    goto: async (url) => void (await page.goto(url)),
    run: (script, argument) => page.evaluate(script as never, argument),
    click: (control) => find(page, control).click(),
    type: async (control, text) => {
      const field = find(page, control);
      await field.click();
      await field.press("ControlOrMeta+a");
      await field.press("Delete");
      await field.pressSequentially(text);
    },
    setFiles: (control, files) => find(page, control).setInputFiles([...files]),
    download: async (control) => {
      const click = () => find(page, control).click();
      // Firefox ESR 153 tells the beginning of a download without the id that Playwright needs for its event.
      if (name === "firefox") return readNewFile(downloads, click);
      const [download] = await Promise.all([page.waitForEvent("download"), click()]);
      return fs.readFileSync(await download.path(), "utf8");
    },
    close: () => context.close(),
  };
}

function find(page: Page, { role, name }: Control): Locator {
  if (role === "file") return page.getByLabel(name, { exact: true });
  if (role !== "textbox") return page.getByRole(role, { name, exact: true });
  const options = { name, exact: true };
  return page.getByRole("textbox", options).or(page.getByRole("combobox", options));
}
