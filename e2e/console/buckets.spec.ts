// A KV bucket in the JetStream view: a key with its history, two revisions compared, and a watch that leaves no
// consumer. Consumers with their lag while they are shown, and the services of the account.
import { expect } from "@playwright/test";
import { AckPolicy } from "nats.ws";
import { makeWorld } from "@/lib/testing/account-world";
import { makeUser } from "@/lib/testing/jwt";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import type { Lab } from "../fixtures/lab";
import { test } from "../fixtures/test";

/** A server with an account that has JetStream, and a client beside the page. */
async function serve(lab: Lab) {
  const { account, accountJwt, config } = makeWorld();
  const storage = { mem_storage: -1, disk_storage: 1e8, streams: 10, consumer: -1 };
  const jwt = accountJwt({ limits: { ...OPEN_LIMITS, ...storage } });
  const { wsUrl } = await lab.serve({ config: config(jwt), hasJetStream: true });
  const other = await lab.client(wsUrl, makeUser({ name: "maker", account }));
  const { creds } = makeUser({ name: "svc", account });
  return { wsUrl, other, creds, manager: await other.jetstreamManager() };
}

test("a key has its history, revisions are compared, and a bucket is watched", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { wsUrl, other, creds, manager } = await serve(lab);
  const bucket = await other.jetstream().views.kv("settings", { history: 3 });
  await bucket.put("theme", "dark");
  await bucket.put("old", "1");
  await bucket.delete("old");
  await bucket.put("theme", "light");

  await workbench.choose(files.write("svc.creds", creds));
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.show("JetStream");
  const panel = page.getByRole("region", { name: "JetStream", exact: true });
  await panel.locator('[data-stored="kv"][data-name="settings"]').click();
  const keys = panel.getByRole("grid", { name: "Keys" });
  await expect(keys.locator('[data-kv-key="old"]')).toHaveAttribute("data-removal", "deleted");
  await keys.getByRole("button", { name: "theme", exact: true }).click();
  const key = panel.getByRole("region", { name: "Key", exact: true });
  await expect(key.locator("[data-payload]")).toContainText("light");
  await key.getByRole("button", { name: "Compare with revision 1" }).click();
  const changed = key.locator('[data-diff-row="changed"]');
  await expect(changed).toContainText("dark");
  await expect(changed).toContainText("light");
  await key.getByRole("button", { name: "Show the value" }).click();
  await key.locator('[data-kv-revision="1"] [aria-pressed]').first().click();
  await expect(key.locator("[data-payload]")).toContainText("dark");
  await keys.getByRole("button", { name: "old", exact: true }).click();
  await expect(key).toContainText("The key was deleted at this revision. It has no value.");

  await panel.getByRole("button", { name: "Watch", exact: true }).click();
  await expect(panel.locator("[data-watching]")).toBeVisible();
  await bucket.put("watched", "1");
  await expect(keys.locator('[data-kv-key="watched"]')).toBeVisible();
  await expect(panel.locator('[data-watching="consumer"]')).toBeVisible();
  // Leaving the keys ends the watch.
  await panel.getByRole("radio", { name: "Configuration" }).check({ force: true });
  const consumers = async () => (await manager.streams.info("KV_settings")).state.consumer_count;
  await expect.poll(consumers).toBe(0);
});

test("consumers show their lag while they are open, and services are found", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { wsUrl, other, creds, manager } = await serve(lab);
  await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  const ack_policy = AckPolicy.Explicit;
  await manager.consumers.add("ORDERS", { durable_name: "billing", ack_policy });
  await other.jetstream().publish("orders.eu");
  const service = await other.services.add({ name: "prices", version: "1.2.3" });
  service.addEndpoint("quote", { subject: "prices.quote", handler: (_, m) => void m.respond() });

  await workbench.choose(files.write("svc.creds", creds));
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.show("JetStream");
  const panel = page.getByRole("region", { name: "JetStream", exact: true });
  await panel.getByRole("button", { name: "Find services" }).click();
  const found = panel.locator('[data-service="prices"]');
  await found.getByText("prices").first().click();
  await expect(found.locator('[data-endpoint="quote"]')).toContainText("prices.quote");

  await panel.locator('[data-stored="stream"][data-name="ORDERS"]').click();
  await panel.getByRole("radio", { name: "Consumers" }).check({ force: true });
  const billing = panel.locator('[data-consumer="billing"]');
  await expect(billing).toHaveAttribute("data-lag", "1");
  await other.jetstream().publish("orders.eu");
  await expect(billing.getByRole("img", { name: /^Lag from 1 to 2/ })).toBeVisible();
  await billing.getByRole("button", { name: "billing" }).click();
  const detail = panel.getByRole("region", { name: "Consumer billing" });
  await expect(detail).toContainText("each, in 30 s");
});
