// The report of a refusal can be copied and downloaded, and holds no secret.
import fs from "node:fs";
import { expect } from "@playwright/test";
import { clipboardText } from "../fixtures/clipboard";
import { test } from "../fixtures/test";

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
  await dialog.getByText("Copied").waitFor();
  const markdown = await clipboardText(context);

  const downloading = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download JSON", exact: true }).click();
  const download = await downloading;
  const json = fs.readFileSync(await download.path(), "utf8");

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

  // The same file is loaded again: the page shows it and adds no creds.
  const file = files.write(download.suggestedFilename(), json);
  await workbench.drop(file);
  const saved = page.getByRole("dialog", { name: "Saved report", exact: true });
  await expect(saved).toContainText(download.suggestedFilename());
  await expect(saved).toContainText("not what is loaded now");
  const banner = saved.locator("[data-made-elsewhere]");
  await expect(banner).toHaveText(
    "Made elsewhere and not checked by this page: anyone can write such a file.",
  );
  const [above, headline] = await Promise.all([
    banner.boundingBox(),
    saved.getByText("The server refused these creds", { exact: true }).boundingBox(),
  ]);
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThan(headline?.y ?? 0);
  await expect(saved).toContainText(user.key.publicKey);
  await expect(saved).toContainText("-ERR 'Authorization Violation'");
  const shown = saved.locator("[data-cause]:not([data-certainty='ruled-out'])");
  const causes = await shown.evaluateAll((all) => all.map((one) => one.getAttribute("data-cause")));
  expect(causes).toContain("account/user-revoked");
  await saved.getByRole("button", { name: "Copy Markdown", exact: true }).click();
  await saved.getByText("Copied").waitFor();
  const warning =
    "> **Made elsewhere and not checked by this page: anyone can write such a file.**\n\n";
  expect(await clipboardText(context)).toBe(warning + markdown);
  await page.keyboard.press("Escape");
  await expect(saved).toBeHidden();
  await workbench.expectKeys(1);
  await workbench.expectVerdict("refused");
});

test("a report opens where nothing is loaded, and a broken one says so", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  await workbench.choose(files.write("user.jwt", lab.trust.user().jwt));
  await page.getByRole("button", { name: "Report", exact: true }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download JSON", exact: true }).click();
  const json = fs.readFileSync(await (await downloading).path(), "utf8");
  await workbench.open();

  await workbench.choose(files.write("cut.json", json.slice(0, -40)));
  const notes = page.getByRole("region", { name: "Notifications" });
  await expect(notes).toContainText("cut.json was not opened");
  await expect(notes).toContainText("It is incomplete, or it was changed after it was made.");
  const saved = page.getByRole("dialog", { name: "Saved report", exact: true });
  await expect(saved).toHaveCount(0);

  await workbench.choose(files.write("a.json", json), files.write("b.json", json));
  await expect(saved).toContainText("From a.json");
  await expect(saved).toContainText("1 of 2");
  await saved.getByRole("button", { name: "Next report", exact: true }).click();
  await expect(saved).toContainText("From b.json");
  await saved.getByRole("button", { name: "Close", exact: true }).click();
  await expect(page.getByRole("button", { name: "Paste", exact: true }).first()).toBeVisible();
  await expect(page.locator("[data-key]")).toHaveCount(0);
});
