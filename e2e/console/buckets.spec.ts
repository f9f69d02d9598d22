// A KV bucket in the JetStream view: a key with its history, two revisions compared, and a watch that leaves no
// consumer. Keys and objects by the keyboard, and where the focus goes when what had it is gone. Consumers with their lag while they are shown, and the services of the account.
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
  await keys.locator('[data-kv-key="theme"]').click();
  const key = panel.getByRole("region", { name: "Key", exact: true });
  await expect(key.locator("[data-payload]")).toContainText("light");
  await key.getByRole("button", { name: "Compare with revision 1" }).click();
  const changed = key.locator('[data-diff-row="changed"]');
  await expect(changed).toContainText("dark");
  await expect(changed).toContainText("light");
  await key.getByRole("button", { name: "Show the value" }).click();
  await key.locator('[data-kv-revision="1"] [aria-pressed]').first().click();
  await expect(key.locator("[data-payload]")).toContainText("dark");
  await keys.locator('[data-kv-key="old"]').click();
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

test("keys and objects are reached by the arrow keys, and the focus stays near what had it", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { wsUrl, other, creds, manager } = await serve(lab);
  const js = other.jetstream();
  const bucket = await js.views.kv("many", { history: 2 });
  const names = Array.from({ length: 60 }, (_, n) => `k.${String(n).padStart(2, "0")}`);
  await Promise.all(names.map((name) => bucket.put(name, `value of ${name}`)));
  await bucket.put("k.59", "later");
  const store = await js.views.os("files");
  for (const name of ["a.txt", "b.txt"]) await store.putBlob({ name }, new Uint8Array(9));
  await manager.streams.add({ name: "ORDERS", subjects: ["orders.>"] });
  await js.publish("orders.eu", "one");

  await workbench.choose(files.write("svc.creds", creds));
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  // A test cannot use the browser's own dialog. The file that replaces its result is real.
  await page.evaluate(() => {
    window.showSaveFilePicker = async (options) => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(options.suggestedName, { create: true });
    };
  });
  await workbench.show("JetStream");
  const panel = page.getByRole("region", { name: "JetStream", exact: true });
  const inTree = (name: string) => panel.locator(`[role=treeitem][data-name="${name}"]`);
  await inTree("many").click();
  const keys = panel.getByRole("grid", { name: "Keys" });
  const key = panel.getByRole("region", { name: "Key", exact: true });
  await expect(keys.locator('[data-kv-key="k.59"]')).toBeAttached();
  await keys.focus();
  const isAt = (name: string) =>
    expect(keys.locator("[data-active]")).toHaveAttribute("data-kv-key", name);
  await keys.press("ArrowDown");
  await isAt("k.00");
  const id = await keys.locator("[data-active]").getAttribute("id");
  await expect(keys).toHaveAttribute("aria-activedescendant", id ?? "");
  await keys.press("End");
  await isAt("k.59");
  await expect(keys.locator('[data-kv-key="k.59"]')).toBeInViewport();
  await keys.press("Home");
  await isAt("k.00");
  await keys.press("PageDown");
  await expect(keys.locator("[data-active]")).not.toHaveAttribute("data-kv-key", "k.00");
  await keys.press("PageUp");
  await isAt("k.00");
  await expect(keys.locator('[data-kv-key="k.00"]')).toBeInViewport();
  await keys.press("Enter");
  await expect(key.locator("[data-payload]")).toContainText("value of k.00");
  // An open key follows.
  await keys.press("ArrowDown");
  await expect(key.locator("[data-payload]")).toContainText("value of k.01");
  await keys.press("Escape");
  await expect(key).toHaveCount(0);
  await isAt("k.01");
  await expect(keys).toBeFocused();

  await keys.press("End");
  await keys.press("Enter");
  await key
    .getByRole("button", { name: /^Compare with revision/ })
    .last()
    .press("Enter");
  await key.getByRole("button", { name: "Show the value" }).press("Enter");
  await expect(key.locator('[data-kv-revision] [aria-pressed="true"]')).toBeFocused();
  await key.getByRole("button", { name: "Close the key" }).press("Enter");
  await expect(keys).toBeFocused();
  await panel.getByRole("button", { name: "Back to the streams" }).press("Enter");
  await expect(inTree("many")).toBeFocused();

  await inTree("files").click();
  const objects = panel.getByRole("grid", { name: "Objects" });
  const download = panel.getByRole("region", { name: "Download" });
  await expect(objects.locator("[data-object]")).toHaveCount(2);
  await objects.focus();
  await objects.press("End");
  const last = await objects.locator("[data-active]").getAttribute("data-object");
  await objects.press("Enter");
  await expect(download).toHaveAttribute("data-download", "kept");
  await expect(download).toContainText(last ?? "");
  await objects.press("Tab");
  const button = objects.locator("[data-active]").getByRole("button").first();
  await expect(button).toBeFocused();
  await button.press("ArrowUp");
  await expect(objects).toBeFocused();
  await expect(objects.locator("[data-active]")).not.toHaveAttribute("data-object", last ?? "");

  await inTree("ORDERS").click();
  const follow = panel.getByRole("button", { name: "Follow", exact: true });
  const stop = panel.getByRole("button", { name: "Stop", exact: true });
  await follow.press("Enter");
  await expect(stop).toBeFocused();
  await stop.press("Enter");
  await expect(follow).toBeFocused();
  const parts = panel.getByRole("group", { name: "Part of the stream" });
  await parts.getByRole("radio", { name: "Subjects" }).check({ force: true });
  await panel.getByRole("button", { name: "orders.eu", exact: true }).press("Enter");
  await expect(parts.getByRole("radio", { name: "Messages" })).toBeFocused();
  await panel.getByLabel("JetStream domain").fill("JS.acme.API");
  await panel.getByRole("button", { name: "Refresh" }).press("Enter");
  await expect(panel).toContainText("This account does not import the subject");
  await expect(panel.getByRole("button", { name: "Refresh" })).toBeFocused();
  await expect(panel.locator('[data-fix^="nsc add import"]').first()).toContainText(
    "--remote-subject '$JS.API.INFO' --local-subject JS.acme.API.INFO",
  );
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
