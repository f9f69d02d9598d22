// Account and operator JWTs as pages of their own, what claims mean, and a signing key before and after its proof.
import { expect } from "@playwright/test";
import { runAxe } from "../fixtures/axe";
import { clipboardText } from "../fixtures/clipboard";
import { test } from "../fixtures/test";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("an account opens, says what it holds, and is forgotten alone, with undo", async ({
  workbench,
  lab,
  files,
  page,
  context,
}) => {
  const { trust } = lab;
  await workbench.choose(
    files.write("orders.jwt", trust.ordersJwt),
    files.write("operator.jwt", trust.operatorJwt),
    files.write("a.creds", trust.user({ name: "a" }).creds),
  );
  await workbench.expectKeys(1);
  const rows = page.locator("[data-trust]");
  await expect(rows).toHaveCount(2);
  await page.locator(`[data-trust="${trust.orders.publicKey}"]`).click();
  const sheet = page.locator(`[data-trust-page="${trust.orders.publicKey}"]`);
  await expect(sheet.getByRole("region", { name: "Limits" })).toContainText("no limit");
  await expect(sheet.locator(`[data-trust-line="${trust.revoked.publicKey}"]`)).toContainText(
    "2096",
  );
  expect(await runAxe(page)).toEqual([]);
  await workbench.button("Copy the JWT as issued").click();
  await expect.poll(() => clipboardText(context)).toBe(trust.ordersJwt);
  await workbench.button("Forget this JWT").click();
  await expect(rows).toHaveCount(1);
  await workbench.button("Undo").click();
  await expect(rows).toHaveCount(2);
});

test("claims say what they mean", async ({ workbench, lab, files, page }) => {
  const user = lab.trust.user({ name: "a" });
  await workbench.choose(files.write("a.creds", user.creds));
  await workbench.expectSelected(user.key.publicKey);
  await page.getByRole("tab", { name: "Claims", exact: true }).click();
  const row = page.getByRole("row").filter({ hasText: "nats.subs" });
  await expect(row).toContainText("no limit");
  await expect(page.getByRole("row").filter({ hasText: /^iat/ })).toContainText("UTC");
});
