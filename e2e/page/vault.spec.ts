// The page shows when the vault has crashed. A restart reads the files again for which the page still has a
// handle.
import { expect, type Page } from "@playwright/test";
import { test } from "../fixtures/test";

/** Makes the vault throw outside of any call. */
async function crashVault(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error("planted");
    }, 0);
  });
}

test("crash, banner, restart", async ({ workbench, lab, files, page, watch }) => {
  const user = lab.trust.user({ name: "svc-phoenix" });
  await workbench.choose(files.write("svc-phoenix.creds", user.creds));
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-phoenix");
  expect(page.workers()).toHaveLength(1);
  await crashVault(page);
  const restart = workbench.button("Restart the vault");
  await expect(restart).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: /vault/i })).toBeVisible();
  watch.forgiveErrors();

  await restart.click();
  await expect(restart).toHaveCount(0);
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await workbench.select(user.key.publicKey);
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-phoenix");
  const server = await lab.server();
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
});

test("a crash while connected ends the connection and says so", async ({
  workbench,
  lab,
  files,
  page,
  watch,
}) => {
  const server = await lab.server();
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await crashVault(page);
  await expect(workbench.button("Restart the vault")).toBeVisible();
  watch.forgiveErrors();
  await expect(page.locator('[data-verdict="accepted"]')).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(0);
});
