// The JetStream panel: limits, streams, buckets and consumers of a real account, and the exact refusal of a
// user that may not read them.
import { expect } from "@playwright/test";
import { AckPolicy } from "nats.ws";
import { makeWorld } from "@/lib/testing/account-world";
import { makeUser } from "@/lib/testing/jwt";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import { test } from "../fixtures/test";

test("shows what exists, and what the user may not see", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { account, accountJwt, config } = makeWorld();
  const jwt = accountJwt({
    limits: { ...OPEN_LIMITS, mem_storage: -1, disk_storage: 1e8, streams: 10, consumer: -1 },
  });
  const { wsUrl } = await lab.serve({ config: config(jwt), hasJetStream: true });
  const other = await lab.client(wsUrl, makeUser({ name: "maker", account }));
  const manager = await other.jetstreamManager();
  await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  await manager.consumers.add("ORDERS", {
    durable_name: "billing",
    ack_policy: AckPolicy.Explicit,
  });
  await (await other.jetstream().views.kv("settings")).put("theme", "dark");
  await other.jetstream().publish("orders.eu", "1");

  const full = makeUser({ name: "svc-full", account });
  await workbench.choose(files.write("full.creds", full.creds));
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await page.getByRole("tab", { name: "JetStream", exact: true }).click();
  const panel = page.getByRole("region", { name: "JetStream", exact: true });
  await expect(panel.getByRole("region", { name: "Limits and use" })).toContainText("2 of 10");
  const stream = panel.getByRole("region", { name: "Streams" }).locator('[data-stream="ORDERS"]');
  await expect(stream).toContainText("1 message");
  await stream.locator("summary").click();
  await expect(stream.locator('[data-consumer="billing"]')).toContainText("pull, lag 1,");
  await expect(panel.getByRole("region", { name: "Key-value buckets" })).toContainText("settings");

  const narrow = makeUser({
    name: "svc-narrow",
    account,
    nats: { pub: { allow: ["$JS.API.STREAM.INFO.ORDERS"] } },
  });
  await workbench.choose(files.write("narrow.creds", narrow.creds));
  await workbench.expectSelected(narrow.key.publicKey);
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.show("JetStream");
  await expect(panel.locator('[data-refusal="refused"]').first()).toContainText(
    /Permissions Violation for Publish to "\$JS.API.INFO"/i,
  );
  await workbench.field("Stream by name").fill("ORDERS");
  await workbench.button("Find").click();
  const named = panel.locator('[data-stream="ORDERS"]');
  await expect(named).toContainText("orders.>");
  await expect(named.locator('[data-refusal="refused"]')).toContainText("CONSUMER.LIST.ORDERS");
});
