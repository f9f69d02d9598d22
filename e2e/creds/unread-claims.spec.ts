// Claims that no server reads, as the page shows them.
import { expect } from "@playwright/test";
import { test } from "../fixtures/test";

test("a misspelt restriction is named, with what it means and the right name", async ({
  workbench,
  lab,
  files,
}) => {
  const nats = { permissions: { publish: ["a.>"], subscribe: ["b.>"] } };
  await workbench.choose(files.write("open.creds", lab.trust.user({ nats }).creds));
  await workbench.expectCheck("claims", "warn", "jwt/unknown-claim");
  const claims = workbench.check("claims");
  await expect(claims).toContainText("These creds are not restricted");
  await expect(claims).toContainText("No server reads nats.permissions");
  await expect(claims).toContainText("Servers read nats.pub and nats.sub");
});

test("an empty resp says what it allows, and its wrong names stand below", async ({
  workbench,
  lab,
  files,
}) => {
  const nats = { pub: {}, sub: {}, resp: { max_msgs: 5, expires: 60 }, bearer_token: null };
  await workbench.choose(files.write("replies.creds", lab.trust.user({ nats }).creds));
  await workbench.expectCheck("claims", "warn", "jwt/reply-only");
  const claims = workbench.check("claims");
  await expect(claims).toContainText("one reply to each request, within 2 min");
  const unread = claims.locator('[data-code="jwt/unknown-claim"]');
  await expect(unread).toContainText("nats.resp.max_msgs");
  await expect(unread).toContainText("nats.resp.expires (ttl)");
});

test("connection types with hyphens are named", async ({ workbench, lab, files }) => {
  const nats = { allowed_connection_types: ["WEBSOCKET", "MQTT-WS"] };
  await workbench.choose(files.write("types.creds", lab.trust.user({ nats }).creds));
  await workbench.expectCheck("connection-type", "warn", "jwt/unknown-connection-type");
  await expect(workbench.check("connection-type")).toContainText("Servers read MQTT_WS");
});

test("a malformed subject is no subject, and nothing is decided or tried", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  await workbench.choose(files.write("a.creds", lab.trust.user().creds));
  const subject = workbench.field("Subject to test");
  for (const malformed of ["orders..new", "orders new", "orders.>.new", ".orders"]) {
    await subject.fill(malformed);
    await expect(subject).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByText("Not a valid subject").first()).toBeVisible();
    await expect(page.locator("[data-decision]")).toHaveCount(0);
    await expect(page.locator("[data-try]")).toHaveCount(0);
  }
  await subject.fill("orders.new");
  await expect(page.locator("[data-decision]")).toHaveCount(2);
});
