// The JetStream view on a real account: the tree, stored messages by sequence, time and subject, consumers, a
// search in the whole stream, and a user who lacks rights. No consumer is left behind.
import { expect } from "@playwright/test";
import { AckPolicy } from "nats.ws";
import { makeWorld } from "@/lib/testing/account-world";
import { makeUser } from "@/lib/testing/jwt";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import { test } from "../fixtures/test";

test("shows what is stored, and which rights are missing", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { account, accountJwt, config } = makeWorld();
  const jwt = accountJwt({
    limits: { ...OPEN_LIMITS, mem_storage: -1, disk_storage: 1e8, streams: 10, consumer: -1 },
    // An API prefix, as an import would have one.
    mappings: { "JS.acme.API.>": [{ subject: "$JS.API.>", weight: 100 }] },
  });
  const { wsUrl } = await lab.serve({ config: config(jwt), hasJetStream: true });
  const other = await lab.client(wsUrl, makeUser({ name: "maker", account }));
  const manager = await other.jetstreamManager();
  await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  await manager.consumers.add("ORDERS", {
    durable_name: "billing",
    ack_policy: AckPolicy.Explicit,
  });
  const bucket = await other.jetstream().views.kv("settings");
  await bucket.put("theme", "dark");
  await bucket.put("old", "1");
  await bucket.delete("old");
  const store = await other.jetstream().views.os("files");
  await store.putBlob({ name: "readme.txt" }, new TextEncoder().encode("hello"));
  for (let n = 1; n <= 250; n++) {
    await other.jetstream().publish(`orders.${n % 2 === 0 ? "eu" : "us"}`, `{"order":${n}}`);
  }

  const full = makeUser({ name: "svc-full", account });
  await workbench.choose(files.write("full.creds", full.creds));
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await page.getByRole("tab", { name: "JetStream", exact: true }).click();
  const panel = page.getByRole("region", { name: "JetStream", exact: true });
  await expect(panel.getByRole("region", { name: "Limits and use" })).toContainText("3 of 10");
  const tree = panel.getByRole("tree", { name: "JetStream" });
  await expect(tree.locator('[data-stored="kv"]')).toHaveAttribute("data-name", "settings");
  await manager.streams.add({ name: "LATER", subjects: ["later.>"] });
  await page.locator("body").press("r");
  await expect(tree.locator('[data-stored="stream"][data-name="LATER"]')).toBeVisible();
  await tree.locator('[data-stored="stream"][data-name="ORDERS"]').click();

  const grid = panel.getByRole("grid", { name: "Messages" });
  const row = (sequence: number) =>
    grid.getByRole("row").filter({ hasText: new RegExp(`#${sequence}orders`, "u") });
  const range = panel.locator("[data-stored-log] [role=status]");
  await expect(row(250)).toContainText('{"order":250}');
  await expect(range).toHaveText("200 messages, #51 to #250 of #250");
  await workbench.field("From sequence").fill("7");
  await panel.getByRole("button", { name: "Read", exact: true }).click();
  await expect(row(7)).toContainText('{"order":7}');
  await expect(row(7)).toHaveAttribute("data-stored-message", "7");
  await expect(row(7).getByRole("gridcell")).toHaveCount(5);
  await expect(row(6)).toHaveCount(0);
  await expect(range).toHaveText("200 messages, #7 to #206 of #250");
  await grid.press("End");
  await expect(range).toHaveText("244 messages, #7 to #250 of #250");
  await panel.getByRole("button", { name: "Older messages" }).click();
  await expect(row(1)).toBeVisible();
  await workbench.field("From time").fill("2020-01-01T00:00:00Z");
  await workbench.field("Subject of the messages").fill("orders.eu");
  await panel.getByRole("button", { name: "Read", exact: true }).click();
  await expect(row(2)).toBeVisible();
  await expect(row(3)).toHaveCount(0);
  await expect(range).toHaveText("125 messages, #1 to #250 of #250");

  await row(2).click();
  const message = panel.getByRole("region", { name: "Message" });
  const facts = message.getByLabel("Facts", { exact: true });
  await expect(facts).toContainText("#2 of ORDERS");
  await grid.press("ArrowDown");
  await expect(message).toContainText("orders.eu");
  await expect(facts).toContainText("#4 of ORDERS");
  await grid.press("Escape");
  await panel.getByRole("button", { name: "Last per subject" }).click();
  await workbench.field("Subject of the messages").fill("");
  await panel.getByRole("button", { name: "Last per subject" }).click();
  await expect(row(249)).toBeVisible();
  await expect(row(250)).toBeVisible();
  await workbench.field("From time").fill("");
  await panel.getByRole("button", { name: "Read", exact: true }).click();
  await workbench.field("Filter").fill(".order == 17");
  await expect(row(17)).toBeVisible();
  await expect(row(18)).toHaveCount(0);
  await panel.getByRole("radio", { name: "Consumers" }).check({ force: true });
  await expect(panel.locator('[data-consumer="billing"]')).toHaveAttribute("data-lag", "250");
  await panel.getByRole("radio", { name: "Configuration" }).check({ force: true });
  await expect(panel.getByLabel("Configuration").last()).toContainText('["orders.>"]');
  await panel.getByRole("radio", { name: "Messages" }).check({ force: true });
  await expect(row(250)).toBeVisible();

  const parts = panel.getByRole("group", { name: "Part of the stream" });
  await parts.getByRole("radio", { name: "Subjects" }).check({ force: true });
  const subjects = panel.getByRole("table", { name: "Subjects of the stream" });
  await expect(subjects.locator('[data-stored-subject="orders.eu"]')).toContainText("125");
  await workbench.field("Filter subjects").fill("orders.us");
  await panel.getByRole("button", { name: "Read", exact: true }).click();
  await expect(subjects.locator("[data-stored-subject]")).toHaveCount(1);
  await subjects.getByRole("button", { name: "orders.us" }).click();
  await expect(row(249)).toBeVisible();
  await expect(row(250)).toHaveCount(0);

  await tree.locator('[data-name="settings"]').click();
  const keys = panel.getByRole("grid", { name: "Keys" });
  await expect(keys.locator('[data-kv-key="theme"]')).toHaveAttribute("data-operation", "PUT");
  await expect(keys.locator('[data-kv-key="theme"]')).toContainText("dark");
  await expect(keys.locator('[data-kv-key="old"]')).toHaveAttribute("data-operation", "DEL");
  await bucket.put("late", "1");
  await panel.getByRole("button", { name: "Refresh" }).click();
  await expect(keys.locator('[data-kv-key="late"]')).toHaveAttribute("data-revision", "4");
  await tree.locator('[data-name="files"]').click();
  await panel.getByRole("radio", { name: "Objects" }).check({ force: true });
  const objects = panel.getByRole("grid", { name: "Objects" });
  await expect(objects.locator('[data-object="readme.txt"]')).toContainText("5 B");

  const { consumer_count } = (await manager.streams.info("ORDERS")).state;
  expect(consumer_count).toBe(1);

  await workbench.field("JetStream domain").fill("JS.acme.API");
  await panel.getByRole("button", { name: "Refresh" }).click();
  await tree.locator('[data-stored="stream"][data-name="ORDERS"]').click();
  await expect(row(250)).toBeVisible();

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
  await expect(panel.locator("[data-missing-right]").first()).toHaveAttribute(
    "data-missing-right",
    "$JS.API.STREAM.LIST",
  );
  await workbench.field("Find a stream or bucket").fill("ORDERS");
  await panel.getByRole("button", { name: "Open this stream" }).click();
  await expect(panel.getByLabel("State").first()).toContainText("250");
  await expect(panel.locator('[data-missing-right="$JS.API.STREAM.MSG.GET.ORDERS"]')).toBeVisible();
});
