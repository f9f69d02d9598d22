// Connections that were accepted and then ended: by expiry, where nothing is tried again, and by a
// server that goes and comes back, where everything is as it was before.
import { expect } from "@playwright/test";
import { nowSec } from "./fixtures/jwt";
import { test } from "./fixtures/test";

test("expiry while connected ends it for good", async ({ workbench, lab, files, watch, page }) => {
  const server = await lab.server();
  const user = lab.trust.user({ claims: { exp: nowSec() + 4 } });
  await workbench.choose(files.write("soon.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.expectVerdict("ended", 8_000);
  expect(await workbench.causes()).toContain("ended/expired proven");
  await expect(workbench.notices.and(page.locator('[data-notice="ended/expired"]'))).toBeVisible();
  await expect(workbench.verdict).not.toHaveAttribute("data-retry-ms", /.*/);
  // The first retry of a lost connection comes well within this time; here none may come.
  const again = page.waitForEvent("websocket", { timeout: 2_500 }).then(
    () => "tried again",
    () => "left alone",
  );
  expect(await again).toBe("left alone");
  expect(watch.sockets).toHaveLength(1);
});

test("a server that restarts: countdown, reconnect, subscriptions restored", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  test.setTimeout(45_000);
  const server = await lab.serve({});
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
  await expect(workbench.verdict).toHaveAttribute("data-retry-ms", /^\d+$/);
  const waits = async () => Number(await workbench.verdict.getAttribute("data-retry-ms"));
  const first = await waits();
  await expect.poll(waits).toBeLessThan(first);
  await expect(page.locator('[data-notice^="ended/"]').first()).toBeVisible();

  const again = await lab.serve({ wsPort: Number(new URL(server.wsUrl).port) });
  await workbench.expectVerdict("accepted", 20_000);
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

test("Disconnect is no end: nothing is tried again", async ({ workbench, lab, files, watch }) => {
  const server = await lab.server();
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.button("Disconnect").click();
  await expect(workbench.button("Connect")).toBeEnabled();
  await expect.poll(() => watch.sockets[0]?.isClosed()).toBe(true);
  await expect(workbench.page.locator("[data-retry-ms]")).toHaveCount(0);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  expect(watch.sockets).toHaveLength(2);
});
