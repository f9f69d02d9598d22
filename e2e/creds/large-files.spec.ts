// One file with thousands of creds or seeds neither stops the vault nor the other connections, and after a
// stop the file that was being read is named and left alone.

import { expect } from "@playwright/test";
import { bareSeeds, manyCreds } from "@/lib/testing/creds/many-creds";
import { makeSubject } from "../fixtures/connected";
import { stretch } from "../fixtures/pace";
import { test } from "../fixtures/test";

test("2,800 creds in one file and 20,000 bare seeds; an open connection receives", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  test.setTimeout(stretch(240_000));
  const server = await lab.server();
  const first = lab.trust.user({ name: "svc-first" });
  await workbench.choose(files.write("first.creds", first.creds));
  await workbench.select(first.key.publicKey);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const other = await lab.client(server.wsUrl);

  const creds = manyCreds(2_800, { account: lab.trust.orders });
  await workbench.choose(files.write("many.creds", creds.text));
  await expect(page.getByRole("progressbar", { name: "Reading files" })).toBeVisible();
  other.publish(subject, Buffer.from("while reading"));
  await other.flush();
  await expect(workbench.count("keys")).toHaveAttribute("data-value", "2801", {
    timeout: stretch(60_000),
  });
  await workbench.choose(files.write("seeds.txt", bareSeeds(20_000)));
  await expect(workbench.count("keys")).toHaveAttribute("data-value", "22801", {
    timeout: stretch(120_000),
  });
  await expect(page.getByText("The vault stopped.")).toHaveCount(0);

  const last = lab.trust.user({ name: "svc-last" });
  await workbench.choose(files.write("last.creds", last.creds));
  await workbench.expectSelected(last.key.publicKey);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");

  await page.getByLabel("Find", { exact: true }).fill("svc-first");
  await workbench.select(first.key.publicKey);
  await workbench.expectVerdict("accepted");
  await expect(workbench.rows.filter({ hasText: "while reading" })).toHaveCount(1);
  await other.close();
});

test("a file that was being read when the vault stopped is named, and not read again", async ({
  workbench,
  lab,
  files,
  page,
  watch,
}) => {
  const user = lab.trust.user({ name: "svc-phoenix" });
  await workbench.choose(files.write("svc-phoenix.creds", user.creds));
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-phoenix");
  await workbench.choose(files.write("culprit.creds", manyCreds(8_000).text));
  await expect(page.getByRole("progressbar", { name: "Reading files" })).toBeVisible();
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error("planted");
    }, 0);
  });
  const restart = workbench.button("Restart the vault");
  await expect(restart).toBeVisible();
  watch.forgiveErrors();
  await restart.click();
  await expect(page.getByText("1 file was set aside").first()).toBeVisible();
  const row = page.locator('[data-set-aside="culprit.creds"]');
  await expect(row).toBeVisible();
  await expect(row.getByRole("button", { name: "Dismiss culprit.creds" })).toBeVisible();
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await workbench.expectKeys(1);
  const server = await lab.server();
  await workbench.select(user.key.publicKey);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");

  await row.getByRole("button", { name: "Try culprit.creds again" }).click();
  await expect(row).toHaveCount(0);
  await expect
    .poll(async () => Number(await workbench.count("keys").getAttribute("data-value")), {
      timeout: stretch(60_000),
    })
    .toBeGreaterThan(100);
  await workbench.expectVerdict("accepted");
});
