// Account and operator JWTs as pages of their own, what claims mean, and a signing key before and after its proof.
import { expect } from "@playwright/test";
import { runAxe } from "../fixtures/axe";
import { clipboardText } from "../fixtures/clipboard";
import { test } from "../fixtures/test";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("an account opens as a page, says what it holds, and is forgotten alone, with undo", async ({
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
    files.write("a.creds", trust.user({ name: "svc-a" }).creds),
    files.write("b.creds", trust.user({ name: "svc-former", key: trust.revoked }).creds),
  );
  await workbench.expectKeys(2);
  const rows = page.locator("[data-trust]");
  await expect(rows).toHaveCount(2);
  await page.locator(`[data-trust="${trust.orders.publicKey}"]`).click();
  const account = page.locator(`[data-trust-page="${trust.orders.publicKey}"]`);
  await expect(account.getByRole("region", { name: "Limits" })).toContainText("no limit");
  await expect(account.getByLabel("About this account")).toContainText("Users loaded2");
  const revoked = account.locator(`[data-trust-line="${trust.revoked.publicKey}"]`);
  await expect(revoked).toContainText("2096");
  await expect(page.getByRole("region", { name: "Identity" }).getByRole("tab")).toHaveCount(0);
  expect(await runAxe(page)).toEqual([]);

  await workbench.button("Copy JWT as issued").click();
  await expect.poll(() => clipboardText(context)).toBe(trust.ordersJwt);
  await workbench.button("Forget this JWT").click();
  await expect(rows).toHaveCount(1);
  await expect(account).toHaveCount(0);
  await workbench.button("Undo").click();
  await expect(account).toBeVisible();

  // The revoked user leads to its creds, and Back to the account.
  await revoked.getByRole("button", { name: "svc-former" }).click();
  await workbench.expectSelected(trust.revoked.publicKey);
  await expect(account).toHaveCount(0);
  await page.goBack();
  await expect(account).toBeVisible();
});

test("the operator of an account, by the Chain, the palette and the address", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { trust } = lab;
  const user = trust.user({ name: "svc-a" });
  await workbench.choose(
    files.write("orders.jwt", trust.ordersJwt),
    files.write("operator.jwt", trust.operatorJwt),
    files.write("a.creds", user.creds),
  );
  await workbench.expectSelected(user.key.publicKey);
  await workbench.show("Claims");
  await page.getByRole("tab", { name: "Chain", exact: true }).click();
  await page.locator('[data-link="account"]').getByRole("button", { name: "ORDERS" }).click();
  const account = page.locator(`[data-trust-page="${trust.orders.publicKey}"]`);
  await expect(account.getByRole("heading", { name: "ORDERS" })).toBeFocused();
  await expect(page).toHaveURL(new RegExp(trust.orders.publicKey));
  await account.getByRole("button", { name: "e2e-operator" }).click();
  const operator = page.locator("[data-trust-page]").filter({ hasText: "self-signed" });
  await expect(operator.getByRole("region", { name: "Accounts" })).toContainText("ORDERS");
  // The address follows what is shown, and Back goes where the address was.
  const key = (await operator.getAttribute("data-trust-page")) ?? "";
  await expect(page).toHaveURL(new RegExp(key));
  await page.goBack();
  await expect(account).toBeVisible();
  await page.goBack();
  await expect(page.locator("[data-trust-page]")).toHaveCount(0);
  await expect(page.locator('[data-link="account"]')).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("orders, account");
  // The whole list has it as well, and Enter takes the chosen one.
  const option = page.getByRole("option", { name: "ORDERS, account" });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(account).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(account).toHaveCount(0);
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
