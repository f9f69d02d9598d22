// A check through the page's bridge, whose server is killed in the middle, and a vault that is killed: what was answered
// stays, what was not says so, and the check can be gone on with.

import { expect, type Page } from "@playwright/test";
import { closedPort } from "@/lib/testing/real-server";
import { makeTrust } from "@/lib/testing/trust";
import { startBridgedSite, targetAt } from "../fixtures/bridged-site";
import { stretch } from "../fixtures/pace";
import { test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

const COUNT = 48;
/** Every row is drawn. */
test.use({ viewport: { width: 1280, height: 1400 } });
const run = (page: Page) => page.locator("[data-check-run]");

async function openOverview(page: Page, count: number): Promise<void> {
  await page.getByRole("link", { name: /^Overview/ }).click();
  await expect(page.getByRole("grid", { name: "Creds" })).toHaveAttribute(
    "aria-rowcount",
    String(count),
  );
}

/** Slow enough that something can happen in the middle on any machine. */
async function checkSlowly(page: Page, server: string): Promise<void> {
  await page.getByRole("button", { name: /^Check/ }).click();
  const dialog = page.getByRole("dialog", { name: "Check against servers" });
  await dialog.getByRole("textbox", { name: "Servers" }).fill(server);
  await dialog.getByLabel("Connections to each server").selectOption("5");
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function untilAnswered(page: Page): Promise<number> {
  const done = async () => Number(await run(page).getAttribute("data-done"));
  await expect.poll(done, { intervals: [50] }).toBeGreaterThan(1);
  return done();
}

test("through the bridge: a silent server, a stop, and the rest afterwards", async ({
  page,
  lab,
  files,
}) => {
  const clientPort = await closedPort();
  const server = await lab.serve({ websocket: false, clientPort });
  const site = await startBridgedSite(files, { orders: targetAt(server.clientUrl) });
  const watch = new Watch(page, site.url);
  const workbench = new Workbench(page, watch);
  await workbench.open(site.url);
  const stray = makeTrust().user({ name: "stray" });
  const users = Array.from({ length: COUNT - 1 }, (_, n) => lab.trust.user({ name: `svc-${n}` }));
  await workbench.choose(
    files.write("a-stray.creds", stray.creds),
    ...users.map(({ name, creds }) => files.write(`${name}.creds`, creds)),
  );
  await workbench.expectKeys(COUNT);
  await openOverview(page, COUNT);
  watch.choose(site.address("orders"));
  await checkSlowly(page, "orders");
  await untilAnswered(page);

  await server.stop();
  const silent = page.locator('[data-silent="orders"]');
  await expect(silent).toHaveAttribute("data-state", "silent");
  await expect(silent).toContainText("orders stopped answering");
  await page.getByRole("radio", { name: "Table" }).check();
  await expect(page.locator("[data-creds]", { hasText: "Waiting" }).first()).toBeVisible();
  await page.getByRole("button", { name: "Stop check" }).click();
  await expect(run(page)).toHaveAttribute("data-check-run", "stopped");
  const left = COUNT - Number(await run(page).getAttribute("data-done"));
  expect(left).toBeGreaterThan(0);
  await expect(silent).toContainText(`${left} creds left.`);
  await expect(page.locator("[data-creds]", { hasText: "Waiting" })).toHaveCount(0);

  await lab.serve({ websocket: false, clientPort });
  await page.getByRole("button", { name: "Resume check" }).click();
  await expect(run(page)).toHaveAttribute("data-check-run", "done", { timeout: stretch(30_000) });
  await expect(run(page)).toHaveAttribute("data-done", String(COUNT));
  await expect(page.locator('[data-status-count="accepted"]')).toHaveAttribute(
    "data-value",
    String(COUNT - 1),
  );

  await page.getByRole("radio", { name: "By server" }).check();
  const cell = page.locator(`[data-cell][data-key="${stray.key.publicKey}"]`);
  await expect(cell).toHaveAttribute("data-server", "orders");
  await expect(cell).toHaveAttribute("data-verdict", "refused");
  const cause = await cell.getAttribute("data-cause");
  await cell.click();
  await workbench.expectSelected(stray.key.publicKey);
  await workbench.expectVerdict("refused");
  await expect(page.locator("[data-verdict] [data-headline]")).toHaveAttribute(
    "data-cause",
    cause ?? "",
  );
  await expect(workbench.fact("bridge")).toHaveAttribute("data-value", "orders");
  watch.check();
  await site.stop();
});

test("a vault that is killed during a check", async ({ workbench, lab, files, page, watch }) => {
  const { wsUrl } = await lab.server();
  const users = Array.from({ length: COUNT }, (_, n) => lab.trust.user({ name: `svc-${n}` }));
  await workbench.choose(...users.map(({ name, creds }) => files.write(`${name}.creds`, creds)));
  await workbench.expectKeys(COUNT);
  await openOverview(page, COUNT);
  watch.choose(wsUrl);
  await checkSlowly(page, wsUrl);
  await untilAnswered(page);
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error("planted");
    }, 0);
  });
  await expect(run(page)).toHaveAttribute("data-check-run", "stopped");
  watch.forgiveErrors();
  await expect(run(page)).toContainText("This tab's vault stopped, and the check with it.");
  const done = Number(await run(page).getAttribute("data-done"));
  expect(done).toBeGreaterThan(1);
  expect(done).toBeLessThan(COUNT);
  const grid = page.getByRole("grid", { name: "Results" });
  await expect(grid.locator('[data-verdict="accepted"]')).toHaveCount(done);
  await expect(grid.getByText("Not tried").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Resume check" })).toHaveCount(0);
});
