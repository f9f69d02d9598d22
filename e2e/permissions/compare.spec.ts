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

  // The cause of the difference, in few words.
  await expect(page.getByRole("row", { name: `Subscribe ${subject}.secret` })).toContainText(
    "denied",
  );

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

test("a third joins, sides are swapped, and one is removed", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const nats = { pub: { allow: ["a"] }, sub: { allow: ["b"] } };
  const [a, b, c] = ["svc-a", "svc-b", "svc-c"].map((name) => lab.trust.user({ name, nats }));
  if (!a || !b || !c) throw new Error("no creds");
  const texts = { "a.creds": a, "b.creds": b, "c.creds": c };
  await workbench.choose(
    ...Object.entries(texts).map(([name, user]) => files.write(name, user.creds)),
  );
  await workbench.expectKeys(3);
  await workbench.select(a.key.publicKey);
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await page.getByLabel("B, to compare with").selectOption(b.key.publicKey);
  await page.getByLabel("C, optional").selectOption(c.key.publicKey);
  await expect(page.locator("[data-gist] li")).toHaveText([
    "A and B may do the same.",
    "A and C may do the same.",
  ]);
  await workbench.button("Swap A and B").click();
  await workbench.expectSelected(b.key.publicKey);
  await expect(page.getByLabel("B, to compare with")).toHaveValue(a.key.publicKey);
  await workbench.button("Remove C").click();
  await expect(page.locator("[data-gist] li")).toHaveCount(1);
  await page.getByRole("link", { name: "Workbench", exact: true }).click();
  await expect(page.getByRole("tab", { name: "Diagnosis", exact: true })).toHaveAttribute(
    "aria-selected",
    "true",
  );
});
