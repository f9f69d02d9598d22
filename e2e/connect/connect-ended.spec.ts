// Connections that were accepted and then ended. After expiry the page does not connect again. After a restart
// of the server it reconnects and restores the subscriptions.
import { expect } from "@playwright/test";
import { nowSec } from "@/lib/testing/jwt";
import { leasePort } from "../../scripts/setup/testing/ports.mjs";
import { measureSlowness, stretch } from "../fixtures/pace";
import { waitForTimers } from "../fixtures/settle";
import { test } from "../fixtures/test";

test("expiry while connected ends it for good", async ({ workbench, lab, files, watch, page }) => {
  const server = await lab.server();
  // A slow machine gets more time to connect before the creds expire.
  const lifeSec = Math.ceil(8 * (await measureSlowness(page)));
  const user = lab.trust.user({ claims: { exp: nowSec() + lifeSec } });
  await workbench.choose(files.write("soon.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.expectVerdict("ended", (lifeSec + 7) * 1_000);
  await expect.poll(() => workbench.causes()).toContain("ended/expired proven");
  await expect(workbench.notices.and(page.locator('[data-notice="ended/expired"]'))).toBeVisible();
  await expect(workbench.verdict).not.toHaveAttribute("data-retry-ms", /.*/);
  // After a lost connection the first retry comes well within this time. After expiry none may come.
  await waitForTimers(page, 2_500);
  expect(watch.sockets).toHaveLength(1);
});

test("a server that restarts: countdown, reconnect, subscriptions restored", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const server = await lab.serve({ wsPort: await leasePort() });
  const user = lab.trust.user();
  await workbench.choose(files.write("user.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.subscribe("restart.>");
  const before = await lab.client(server.wsUrl);
  before.publish("restart.a", "before the restart");
  await workbench.expectCount("received", 1);

  await before.close();
  await server.stop();
  await workbench.expectVerdict("ended");
  await page.evaluate(recordWaits);
  await expect.poll(() => page.evaluate(isCountingDown), { timeout: stretch(15_000) }).toBe(true);
  await expect(page.locator('[data-notice^="ended/"]').first()).toBeVisible();

  const again = await lab.serve({ wsPort: Number(new URL(server.wsUrl).port) });
  await workbench.expectVerdict("accepted", 20_000);
  const verdicts = new Set(await page.evaluate(() => window.verdicts));
  expect(verdicts, "a failed retry is no new verdict").not.toContain("unreachable");
  await expect(workbench.subscription("restart.>")).toHaveAttribute("data-state", "active");
  const after = await lab.client(again.wsUrl);
  // The page's SUB may still be on its way when the verdict is shown.
  await expect
    .poll(async () => {
      after.publish("restart.b", "after the restart");
      return workbench.rows.filter({ hasText: "after the restart" }).count();
    })
    .toBeGreaterThan(0);
  await expect(workbench.rows.filter({ hasText: "before the restart" })).toHaveCount(1);
});

test("after Disconnect the page does not connect again", async ({
  workbench,
  lab,
  files,
  watch,
}) => {
  const server = await lab.server();
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.button("Disconnect").click();
  await expect(workbench.button("Connect")).toBeEnabled();
  await expect.poll(() => watch.sockets[0]?.isClosed()).toBe(true);
  await expect(workbench.page.locator("[data-retry-ms]")).toHaveCount(0);
  await workbench.connect(server.wsUrl);
  // The verdict of the first connection may still be shown.
  await expect.poll(() => watch.sockets.length).toBe(2);
  await workbench.expectVerdict("accepted");
});

declare global {
  interface Window {
    verdicts: string[];
    waits: number[];
  }
}

/** Runs in the page: records each verdict and the displayed wait until the next attempt. */
function recordWaits(): void {
  window.waits = [];
  window.verdicts = [];
  const note = () => {
    const verdict = document.querySelector("[data-verdict]");
    const wait = verdict?.getAttribute("data-retry-ms");
    window.verdicts.push(verdict?.getAttribute("data-verdict") ?? "");
    if (wait && Number(wait) !== window.waits.at(-1)) window.waits.push(Number(wait));
  };
  note();
  new MutationObserver(note).observe(document.body, { subtree: true, attributes: true });
}

/** Runs in the page: tells whether three waits in a row each fell by at least half a second. */
function isCountingDown(): boolean {
  return window.waits.some((wait, index, all) => {
    const [next = wait, last = next] = [all[index + 1], all[index + 2]];
    return wait - next >= 500 && next - last >= 500;
  });
}
