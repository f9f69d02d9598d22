// A server can announce others (connect_urls of INFO). The page connects to none of them, not even when the
// announcing server is gone: only to what a click on Connect named.
import { expect } from "@playwright/test";
import { startHostileServer } from "@/lib/testing/hostile-server";
import { test } from "../fixtures/test";

test("a server that another one announces is never dialled", async ({ workbench, lab, files }) => {
  const announced = await startHostileServer({});
  let drops = 0;
  const server = await startHostileServer({
    info: { connect_urls: [new URL(announced.url).host] },
    onAccepted: (client) => {
      if (drops++ === 0) setTimeout(() => client.drop(), 50);
    },
  });
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await expect(workbench.claim("sub")).toBeVisible();
  await workbench.connect(server.url);
  // Dropped, and connected again by itself.
  await expect.poll(() => server.clients(), { timeout: 15_000 }).toBe(2);
  await workbench.expectVerdict("accepted");
  expect(announced.clients()).toBe(0);
  await server.end();
  await expect(workbench.verdict).toHaveAttribute("data-verdict", "ended");
  await expect(workbench.verdict).toHaveAttribute("data-retry-ms", /.+/);
  expect(announced.clients()).toBe(0);
  await announced.end();
});
