// Chromium keeps a public page from this computer unless the user allowed it. A switch makes the page's own address
// count as public; the server's stays loopback. The socket is opened by a worker. Headless Chromium answers the
// prompt with "denied". A prompt without an answer is judged in lib/page/diagnosis/transport-causes.test.ts.
import { type Browser, chromium, expect } from "@playwright/test";
import { browserArguments, browserPath } from "../fixtures/browser";
import { pageUrl, test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

let browser: Browser;

/** The switch takes addresses, not names. */
function publicAddresses(): string {
  const { port } = new URL(pageUrl());
  return ["127.0.0.1", "[::1]"].map((address) => `${address}:${port}=public`).join();
}

test.beforeAll(async () => {
  const executablePath = browserPath();
  browser = await chromium.launch({
    args: [...browserArguments, `--ip-address-space-overrides=${publicAddresses()}`],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
});
test.afterAll(() => browser.close());

for (const setting of ["denied", "granted"] as const) {
  test(`a public page and a server on this computer, with the permission ${setting}`, async ({
    lab,
    files,
  }) => {
    const server = await lab.server();
    const context = await browser.newContext();
    const page = await context.newPage();
    if (setting === "granted") await context.grantPermissions(["local-network-access"]);
    const workbench = new Workbench(page, new Watch(page, pageUrl()));
    await workbench.open(pageUrl());
    await workbench.choose(files.write("svc-far.creds", lab.trust.user({ name: "svc-far" }).creds));
    await workbench.connect(server.wsUrl);
    if (setting === "granted") {
      await workbench.expectVerdict("accepted");
    } else {
      await workbench.expectVerdict("unreachable");
      const first = () => workbench.causes().then(([cause]) => cause);
      await expect.poll(first).toBe("net/local-network-access proven");
      await page.getByRole("button", { name: "Look closer", exact: true }).click();
      await expect(page.getByRole("button", { name: "Look closer", exact: true })).toHaveCount(0);
      expect(await first()).toBe("net/local-network-access proven");
      expect((await workbench.causes()).join()).not.toMatch(/not-listening likely|ruled-out/u);
      await expect(workbench.verdict.locator("[data-headline]")).toContainText(
        "The browser keeps this page from that address",
        { ignoreCase: true },
      );
    }
    await context.close();
  });
}
