// Adding, recognising and forgetting: loaded creds are not lost, forgotten ones do not stay, and Undo brings
// them back.

import { expect } from "@playwright/test";
import { signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { test } from "../fixtures/test";

test("dropping and choosing do the same, and adding keeps the loaded creds", async ({
  workbench,
  lab,
  files,
}) => {
  const [a, b, c] = [lab.trust.user({ name: "a" }), lab.trust.user(), lab.trust.user()];
  await workbench.choose(files.write("a.creds", a.creds));
  await workbench.expectKeys(1);
  await workbench.drop(files.write("b.creds", b.creds), files.write("c.creds", c.creds));
  await workbench.expectKeys(3);
  for (const { key } of [a, b, c]) await expect(workbench.key(key.publicKey)).toBeVisible();
  await workbench.select(a.key.publicKey);
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "a");
});

test("a dropped folder is read with its subfolders, and other files are skipped", async ({
  workbench,
  lab,
  files,
}) => {
  const [a, b] = [lab.trust.user(), lab.trust.user()];
  files.write("keys/a.creds", a.creds);
  files.write("keys/eu/prod/b.creds", b.creds);
  files.write("keys/README.md", "# Keys\n");
  await workbench.drop(`${files.folder}/keys`);
  await workbench.expectKeys(2);
  for (const { key } of [a, b]) await expect(workbench.key(key.publicKey)).toBeVisible();
});

test("a chosen folder is read with its subfolders, and paths tell equal names apart", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const [a, b] = [lab.trust.user({ name: "svc" }), lab.trust.user({ name: "svc" })];
  files.write("keys/eu/svc.creds", a.creds);
  files.write("keys/us/prod/svc.creds", b.creds);
  files.write("keys/README.md", "# Keys\n");
  await workbench.button("Choose a folder").first().focus();
  const choosing = page.waitForEvent("filechooser");
  // The browser has begun to intercept file choosers once it answers this.
  await page.evaluate(() => undefined);
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(`${files.folder}/keys`);
  await workbench.expectKeys(2);
  await expect(workbench.key(a.key.publicKey)).toContainText("keys/eu/svc.creds");
  await expect(workbench.key(b.key.publicKey)).toContainText("keys/us/prod/svc.creds");
  await workbench.select(b.key.publicKey);
  await expect(workbench.identity).toContainText("from keys/us/prod/svc.creds");
});

test("the same identity twice is recognised", async ({ workbench, lab, files }) => {
  const user = lab.trust.user();
  await workbench.choose(files.write("first.creds", user.creds));
  await workbench.expectKeys(1);
  await workbench.choose(files.write("second.creds", user.creds));
  await expect(workbench.page.getByText(/already loaded/i)).toBeVisible();
  await workbench.expectKeys(1);
});

test("account and operator JWTs become trust material, not entries", async ({
  workbench,
  lab,
  files,
}) => {
  const user = lab.trust.user();
  await workbench.choose(
    files.write("user.creds", user.creds),
    files.write("ORDERS.jwt", lab.trust.ordersJwt),
    files.write("operator.jwt", `${lab.trust.operatorJwt}\n`),
  );
  await workbench.expectKeys(1);
  await expect(workbench.page.getByText("ORDERS", { exact: true }).first()).toBeVisible();
  await expect(workbench.page.getByText("e2e-operator", { exact: true }).first()).toBeVisible();
});

test("a user JWT without a seed is shown, and can connect only if it is bearer", async ({
  workbench,
  lab,
  files,
}) => {
  const plain = lab.trust.user({ name: "plain" });
  await workbench.choose(files.write("plain.jwt", plain.jwt));
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "plain");
  await workbench.expectVerdict("unreadable");
  await expect.poll(() => workbench.causes()).toContain("creds/no-seed proven");
  const bearer = lab.trust.user({ name: "bearer", nats: { bearer_token: true } });
  await workbench.choose(files.write("bearer.jwt", bearer.jwt));
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "bearer");
  await expect(workbench.button("Connect")).toBeEnabled();
});

test("an activation token adds no entry and causes no crash", async ({ workbench, lab, files }) => {
  const account = makeKey("account");
  const jwt = signToken(
    {
      ...standardClaims("grant", account, lab.trust.orders),
      nats: { subject: "orders.>", kind: "stream", type: "activation", version: 2 },
    },
    lab.trust.orders,
  );
  await workbench.choose(files.write("grant.jwt", jwt));
  await expect(workbench.page.locator('[data-cause="jwt/not-a-user"]').first()).toBeVisible();
  await expect(workbench.button("Connect")).toBeDisabled();
});

test("pasted into the dialog", async ({ workbench, lab }) => {
  const user = lab.trust.user({ name: "svc-pasted" });
  await workbench.paste(user.creds);
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await expect(workbench.page.getByRole("dialog")).toHaveCount(0);
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-pasted");
});

test("creds can be pasted anywhere on the page, and into the dialog without being shown", async ({
  workbench,
  lab,
  page,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copy = (text: string) =>
    page.evaluate((value) => navigator.clipboard.writeText(value), text);
  const [a, b] = [lab.trust.user(), lab.trust.user()];
  await copy(a.creds);
  await page.keyboard.press("Control+V");
  await expect(workbench.key(a.key.publicKey)).toBeVisible();

  await copy(b.creds);
  await workbench.button("Paste").first().click();
  const field = page.getByLabel("Creds text", { exact: true });
  await field.press("Control+V");
  await expect(page.getByRole("button", { name: "Add", exact: true })).toBeEnabled();
  await expect(field).toHaveValue("");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(workbench.key(b.key.publicKey)).toBeVisible();
  await workbench.expectKeys(2);
});

test("forget, undo, forget all", async ({ workbench, lab, files }) => {
  const [a, b] = [lab.trust.user({ name: "a" }), lab.trust.user({ name: "b" })];
  await workbench.choose(files.write("a.creds", a.creds), files.write("b.creds", b.creds));
  await workbench.expectKeys(2);
  await workbench.select(b.key.publicKey);
  await workbench.button("Forget").click();
  await expect(workbench.key(b.key.publicKey)).toHaveCount(0);
  await workbench.expectKeys(1);
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "a");

  await workbench.button("Undo").click();
  await expect(workbench.key(b.key.publicKey)).toBeVisible();
  await workbench.expectKeys(2);

  await workbench.button("Forget all").click();
  await expect(workbench.page.locator("[data-key]")).toHaveCount(0);
  await expect(workbench.identity.locator("[data-claim]")).toHaveCount(0);
});
