// "Use it from code": a client and an example are chosen, and each snippet says with what it ran.
import { expect } from "@playwright/test";
import { test } from "../fixtures/test";

test("shows each client's examples, and with what they ran", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  await workbench.choose(files.write("svc-orders.creds", lab.trust.user().creds));
  await workbench.server.fill("ws://nats.example.net:8080");
  await workbench.show("Code");
  const tab = page.getByRole("region", { name: "Use it from code" });
  await expect(tab).toContainText('nats.Connect("nats://nats.example.net:4222"');
  await expect(tab).toContainText(/Ran with nats\.go [\d.]+ and Go [\d.]+ on \d+ \w+ \d{4}/);

  await tab.getByLabel("Client").selectOption({ label: "JavaScript (browser)" });
  await tab.getByLabel("Example").selectOption({ label: "Consume a stream" });
  await expect(tab).toContainText('servers: "ws://nats.example.net:8080"');
  await expect(tab).toContainText('consumers.get("ORDERS", "worker")');
  await expect(tab).toContainText("npm install @nats-io/nats-core @nats-io/jetstream");
  await expect(tab).toContainText(/Ran with @nats-io\/nats-core [\d.]+ in Chromium/);

  await tab.getByLabel("Client").selectOption({ label: "Ruby" });
  await expect(tab).toContainText("pull_subscribe('demo.hello', 'worker', stream: 'ORDERS')");
  await expect(tab).toContainText("Not run here.");
});
