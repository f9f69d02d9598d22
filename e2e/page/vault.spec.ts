// The page shows when the vault has crashed. A restart reads the files again for which the page still has a
// handle.
import { expect, type Page } from "@playwright/test";
import { measureSlowness } from "../fixtures/pace";
import { waitForTimers } from "../fixtures/settle";
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

test("a vault that ends itself is told as that within a second, and the connection is offered", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-phoenix" });
  await workbench.choose(files.write("svc-phoenix.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.subscribe("phoenix.>");
  const other = await lab.client(server.wsUrl);
  await expect
    .poll(async () => {
      other.publish("phoenix.a", "first");
      return workbench.rows.count();
    })
    .toBeGreaterThan(0);
  other.publish("phoenix.last", "the last one");
  await expect(workbench.rows.filter({ hasText: "the last one" })).toBeVisible();
  await other.close();
  await waitForTimers(page, 300);
  const received = Number(await workbench.count("received").getAttribute("data-value"));

  const withinMs = 1_000 * (await measureSlowness(page));
  await page.evaluate(timeStop);
  await page.workers()[0]?.evaluate(() => {
    // The worker's own method: nothing is thrown, and the page hears nothing.
    setTimeout(() => self.close(), 0);
  });
  expect(await page.evaluate(() => window.stoppedAfterMs)).toBeLessThan(withinMs);

  await workbench.expectVerdict("ended");
  await expect.poll(() => workbench.causes()).toEqual(["vault/stopped proven"]);
  await expect(workbench.verdict).not.toContainText("by itself");
  await expect(workbench.verdict).toContainText(`${received} by this page's last count`);
  await expect(workbench.verdict).not.toHaveAttribute("data-retry-ms", /.*/);
  const banner = page.getByRole("alert").filter({ hasText: "The vault stopped" });
  await expect(banner).toContainText("1 connection");
  await expect(banner).toContainText(`${received} message`);

  await workbench.button("Restart the vault").click();
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-phoenix");
  await expect(page.locator("[data-lost-connection]")).toHaveAttribute(
    "data-lost-connection",
    server.wsUrl,
  );
  await workbench.button("Connect again").click();
  await workbench.expectVerdict("accepted");
  await expect(page.locator("[data-lost-connection]")).toHaveCount(0);
});

declare global {
  interface Window {
    stoppedAfterMs: Promise<number>;
  }
}

/** Runs in the page: how long until it says that the vault stopped. */
function timeStop(): void {
  const startedAt = performance.now();
  window.stoppedAfterMs = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('[data-cause="vault/stopped"]') === null) return;
      observer.disconnect();
      resolve(performance.now() - startedAt);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}
