// All main steps with the keyboard only, except choosing a file in the browser's own dialog: connect, subscribe,
// send, read a row, forget.
import { expect, type Page } from "@playwright/test";
import { makeSubject } from "../fixtures/connected";
import { test } from "../fixtures/test";

test("by keyboard alone", async ({ workbench, lab, files, page }) => {
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-keys" });
  const subject = makeSubject();
  const choosing = page.waitForEvent("filechooser");
  // The browser has begun to intercept file choosers once it answers this.
  await page.evaluate(() => undefined);
  await tabTo(page, "Choose files");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(files.write("svc-keys.creds", user.creds));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();

  await tabTo(page, "Server");
  workbench.watch.choose(server.wsUrl);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(server.wsUrl);
  await page.keyboard.press("Enter");
  await workbench.expectVerdict("accepted");

  await tabTo(page, "Subject");
  await page.keyboard.type(subject);
  await page.keyboard.press("Enter");
  await expect(workbench.subscription(subject)).toHaveAttribute("data-state", "active");

  await tabTo(page, "Publish subject");
  await page.keyboard.type(subject);
  await tabTo(page, "Payload");
  await page.keyboard.type("typed by hand");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(workbench.rows.filter({ hasText: "typed by hand" })).toHaveCount(1);

  await tabTo(page, "Messages");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(workbench.message).toContainText(subject);

  await tabTo(page, "Forget");
  await page.keyboard.press("Enter");
  // The connection would be lost, so it asks, and Cancel has the focus.
  await expect(page.getByRole("button", { name: "Cancel", exact: true })).toBeFocused();
  await tabTo(page, "Forget now");
  await page.keyboard.press("Enter");
  await expect(workbench.key(user.key.publicKey)).toHaveCount(0);
});

test("the sheet of keys opens with ? and closes with Escape", async ({ page, workbench }) => {
  await workbench.page.locator("body").press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard" });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

/** Presses Tab until the element with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    const target = page.locator(":focus");
    if ((await target.count()) > 0) {
      const named = await target
        .evaluate((element) => element.getAttribute("aria-label") ?? element.textContent ?? "")
        .catch(() => "");
      if (named.trim() === name) return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached "${name}"`);
}
