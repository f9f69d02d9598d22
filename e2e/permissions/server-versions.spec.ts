// What the tab Permissions says of the server's version: that it is newer than every one that was tried, or older than
// the fix of what lets these rules be passed by. Real servers of each version: `npm run servers -- --check`.
import { expect } from "@playwright/test";
import { startHostileServer } from "@/lib/testing/hostile-server";
import { test } from "../fixtures/test";

const RULES = {
  pub: { allow: ["orders.>"] },
  sub: { deny: ["orders.>", "orders.new audit"] },
};

for (const [version, notes, isNewer] of [
  ["2.99.0", [], true],
  ["2.15.1", [], false],
  ["2.12.5", ["queue-deny", "trace", "deny-lookup"], false],
] as const) {
  test(`a server of version ${version}`, async ({ workbench, lab, files, page }) => {
    const server = await startHostileServer({ info: { version } });
    const { creds } = lab.trust.user({ name: "svc-version", nats: RULES });
    await workbench.choose(files.write("svc-version.creds", creds));
    await workbench.connect(server.url);
    // It does not look like a nats-server in anything but its version.
    await workbench.expectVerdict("unchecked");
    await workbench.show("Permissions");
    await expect(page.locator("[data-server-permissions]")).toBeVisible();
    const newer = page.locator('[data-rights-note="newer-server"]');
    await expect(newer).toHaveCount(isNewer ? 1 : 0);
    if (isNewer) await expect(newer).toContainText(`${version} is newer than every version`);
    const shown = page.locator("[data-bypass]");
    await expect(shown).toHaveCount(notes.length);
    for (const [index, name] of notes.entries()) {
      await expect(shown.nth(index)).toHaveAttribute("data-bypass", name);
      await expect(shown.nth(index)).toContainText(
        /Upgrade the server to 2\.\d+\.\d+, .* or newer\./,
      );
    }
    await server.end();
  });
}
