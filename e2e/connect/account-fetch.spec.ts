// On a click, a user of the system account asks its server for the account JWTs of the loaded users. They
// prove the cause of a refusal that the server does not explain.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect } from "@playwright/test";
import { test } from "../fixtures/test";

for (const resolver of ["full", "MEMORY"]) {
  test(`account JWTs from a server with resolver ${resolver}`, async ({
    workbench,
    lab,
    files,
    page,
  }) => {
    const { trust } = lab;
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "credence-jwt-"));
    const full = `resolver { type: full, dir: ${JSON.stringify(dir)} }`;
    const config =
      resolver === "full" ? trust.config.replace("resolver: MEMORY", full) : trust.config;
    const server = await lab.serve({ config });
    const user = trust.user({ name: "svc-revoked", key: trust.revoked });
    await workbench.choose(files.write("svc.creds", user.creds));
    await workbench.connect(server.wsUrl);
    await workbench.expectVerdict("refused");
    await expect.poll(() => workbench.causes()).toContain("account/user-revoked possible");
    await expect(workbench.button("Fetch account JWTs")).toHaveCount(0);

    const admin = trust.user({ name: "admin", account: trust.system });
    await workbench.choose(files.write("admin.creds", admin.creds));
    await workbench.expectSelected(admin.key.publicKey);
    await workbench.connect(server.wsUrl);
    await workbench.expectVerdict("accepted");
    await workbench.select(user.key.publicKey);
    await workbench.show("Claims", "Chain");
    const account = page.locator("[data-link='account']");
    await expect(account).toHaveAttribute("data-state", "unknown");
    await workbench.button("Fetch account JWT").click();

    await workbench.show("Diagnosis");
    await expect(
      workbench.verdict.locator("[data-cause='account/user-revoked'][data-certainty='proven']"),
    ).toBeVisible();
    await expect(account).toContainText(`from server ${new URL(server.wsUrl).host}`);
    await expect(page.getByRole("region", { name: "Accounts and operators" })).toContainText(
      "ORDERS",
    );

    // The keyring fetches the accounts of both users at once.
    await workbench.button("Fetch account JWTs").click();
    await expect(page.getByRole("heading", { name: "2 account JWTs fetched" })).toBeVisible();
    await expect(page.getByRole("region", { name: "Accounts and operators" })).toContainText("SYS");
    fs.rmSync(dir, { recursive: true, force: true });
  });
}
