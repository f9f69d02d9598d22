// Two loaded creds compared: the rights that only one has, and whether a message of one reaches the other, as
// decided and as tried.
import { expect } from "@playwright/test";
import { makeSubject } from "../fixtures/connected";
import { test } from "../fixtures/test";

test("side by side, and can A reach B", async ({ workbench, lab, files, page }) => {
  const server = await lab.server();
  const subject = makeSubject();
  const listener = lab.trust.user({
    name: "svc-listener",
    nats: { sub: { deny: [`${subject}.secret`] }, pub: { allow: ["$SYS.REQ.USER.INFO"] } },
  });
  const sender = lab.trust.user({ name: "svc-sender" });
  await workbench.choose(files.write("listener.creds", listener.creds));
  await workbench.choose(files.write("sender.creds", sender.creds));
  await workbench.expectKeys(2);
  await workbench.select(sender.key.publicKey);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");

  await page.getByRole("tab", { name: "Compare", exact: true }).click();
  await page.getByLabel("B, to compare with").selectOption(listener.key.publicKey);
  await expect(page.locator("[data-gist]")).toContainText(
    "A may do everything B may, and also publish anywhere",
  );
  await expect(
    page.locator('[data-only="a"]').filter({ hasText: `${subject}.secret` }),
  ).toHaveCount(1);

  await workbench.field("Published subject").fill(`${subject}.open`);
  const answer = page.locator("[data-reach]");
  await expect(answer).toHaveAttribute("data-reach", /reaches|unknown/);
  await page.getByRole("button", { name: /^Connect svc-listener to/ }).click();
  await expect(answer).toHaveAttribute("data-reach", "reaches");
  await workbench.button("Test live").click();
  await expect(page.locator('[data-reach-trial="arrived"]')).toContainText(`${subject}.open`);

  await workbench.field("Published subject").fill(`${subject}.secret`);
  await expect(answer).toHaveAttribute("data-reason", "subscribe-denied");
  await workbench.button("Test live").click();
  await expect(page.locator('[data-reach-trial="not-arrived"]')).toContainText("svc-listener");
  await expect(page.locator('[data-finding="differs"]')).toHaveCount(0);

  await workbench.field("Subscribed subject").fill(`${subject}.*`);
  await expect(answer).toHaveAttribute("data-reason", "filtered");
  await workbench.button("Swap").click();
  await expect(answer).toHaveAttribute("data-reason", "publish-denied");
});
