// The report of a refusal: copied, downloaded, and free of anything secret.
import fs from "node:fs";
import { expect } from "@playwright/test";
import { test } from "./fixtures/test";

test("a report for a ticket holds the answer and no secret", async ({
  workbench,
  lab,
  files,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-former", key: lab.trust.revoked });
  await workbench.choose(files.write("user.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("refused");
  await page.getByRole("button", { name: "Report", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Report", exact: true });
  await dialog.getByRole("button", { name: "Copy Markdown", exact: true }).click();
  await expect(dialog.getByText("Copied")).toBeVisible();
  const markdown = await page.evaluate(() => navigator.clipboard.readText());

  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download JSON", exact: true }).click();
  const json = fs.readFileSync(await (await downloading).path(), "utf8");

  expect(JSON.parse(json)).toMatchObject({
    outcome: "refused",
    identity: { name: "svc-former", user: user.key.publicKey },
    attempt: { address: server.wsUrl, errors: ["Authorization Violation"] },
  });
  const [, body = "", signature = ""] = user.jwt.split(".");
  for (const text of [markdown, json]) {
    expect(text).toContain("account/user-revoked");
    for (const secret of [user.key.seed, user.jwt, body, signature]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/eyJ|"nonce"|"sig"/);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});
