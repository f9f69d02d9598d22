// The server field takes what people have: addresses of other clients, lists, and a path with a token. What is
// in a query is dialled and shown nowhere.
import { expect } from "@playwright/test";
import { startPathProxy } from "@/lib/testing/path-proxy";
import { startInstance } from "../fixtures/instance";
import type { Lab } from "../fixtures/lab";
import type { TemporaryFiles } from "../fixtures/temporary-files";
import { test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

async function load(workbench: Workbench, lab: Lab, files: TemporaryFiles) {
  const user = lab.trust.user({ name: "svc-address" });
  await workbench.choose(files.write("svc-address.creds", user.creds));
  await workbench.expectSelected(user.key.publicKey);
}

test("addresses of other clients become presses", async ({ workbench, lab, files }) => {
  await load(workbench, lab, files);
  const suggestions = workbench.page.locator("[data-suggestion]");
  const texts = () =>
    suggestions.evaluateAll((all) => all.map((one) => one.getAttribute("data-suggestion")));
  await workbench.server.fill("nats://127.0.0.1:4222");
  await expect
    .poll(texts)
    .toEqual(["ws://127.0.0.1:8080", "wss://127.0.0.1", "ws://127.0.0.1:9222"]);
  await workbench.server.fill("nats://a.example.com:4222,tls://b.example.com");
  await expect.poll(texts).toEqual(["ws://a.example.com:8080", "wss://b.example.com"]);
  await suggestions.first().click();
  await expect(workbench.server).toHaveValue("ws://a.example.com:8080");
  await expect(suggestions).toHaveCount(0);
});

test("what a query holds is dialled and shown nowhere", async ({ workbench, lab, files }) => {
  const server = await lab.server();
  const proxy = await startPathProxy(server.wsUrl, "/nats/?token=s3cret");
  await load(workbench, lab, files);
  await workbench.connect(`ws://127.0.0.1:${proxy.port}/nats/?token=s3cret`);
  await workbench.expectVerdict("accepted");
  await expect(workbench.server).toHaveValue(`ws://127.0.0.1:${proxy.port}/nats/?token=…`);
  await workbench.showProtocol();
  await workbench.button("Disconnect").click();
  await workbench.button("Connect").click();
  await expect.poll(() => proxy.asked).toEqual(["/nats/?token=s3cret", "/nats/?token=s3cret"]);
  await workbench.expectVerdict("accepted");
  const stored = () => workbench.page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect.poll(stored).toContain(`127.0.0.1:${proxy.port}/nats/`);
  const html = await workbench.page.content();
  expect(html + (await stored())).not.toContain("s3cret");
  await proxy.stop();
});

test("only servers that answered are remembered, and each can be removed", async ({
  workbench,
  lab,
  files,
}) => {
  const server = await lab.server();
  await load(workbench, lab, files);
  await workbench.connect("ws://127.0.0.1:1024");
  await workbench.expectVerdict("unreachable");
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.button("Disconnect").click();
  await workbench.button("Recent addresses").click();
  await expect(workbench.page.locator("[data-recent]")).toHaveCount(1);
  await expect(workbench.page.locator(`[data-recent="${server.wsUrl}"]`)).toBeVisible();
  await workbench.button(`Remove ${server.wsUrl}`).click();
  await expect(workbench.page.locator("[data-recent]")).toHaveCount(0);
});

test("an edited address greys the verdict that is not about it", async ({
  workbench,
  lab,
  files,
}) => {
  const server = await lab.server();
  await load(workbench, lab, files);
  const stranger = "ws://127.0.0.1:1024";
  await workbench.connect(stranger);
  await workbench.expectVerdict("unreachable");
  await expect(workbench.verdict).not.toHaveAttribute("data-stale");
  await workbench.server.fill(server.wsUrl);
  await expect(workbench.verdict).toHaveAttribute("data-stale");
  await expect(workbench.verdict).toContainText(`This is about ${stranger}`);
  await workbench.server.fill(`${stranger}/`);
  await expect(workbench.verdict).not.toHaveAttribute("data-stale");
});

test("a listed address typed by hand leaves no list open", async ({ page, lab, files }) => {
  const server = await lab.server();
  const instance = await startInstance({
    servers: [{ name: "staging EU", address: server.wsUrl }],
  });
  const watch = new Watch(page, instance.url);
  const workbench = new Workbench(page, watch);
  await workbench.open(instance.url);
  await load(workbench, lab, files);
  const field = page.getByRole("combobox", { name: "Server", exact: true });
  await field.fill("");
  await field.pressSequentially(server.wsUrl);
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await expect(field).toHaveAttribute("aria-expanded", "false");
  await expect(field).toHaveValue(server.wsUrl);
  await instance.stop();
});

test("an address from inside a cluster is explained before and after the click", async ({
  workbench,
  lab,
  files,
}) => {
  await load(workbench, lab, files);
  const note = workbench.page.locator("[data-inside]");
  await workbench.server.fill("ws://nats.example.com:8080");
  await expect(note).toHaveCount(0);
  await workbench.server.fill("ws://172.17.0.2:8080");
  await expect(note).toHaveAttribute("data-inside", "container-network");
  await workbench.server.fill("nats");
  await expect(note).toHaveCount(0);
  await workbench.server.fill("nats:8080");
  await expect(note).toHaveAttribute("data-inside", "bare");
  await workbench.server.fill("ws://nats.default.svc:8080");
  await expect(note).toHaveAttribute("data-inside", "cluster");
  await expect(note).toContainText("ws://localhost:8080");

  await workbench.connect("ws://nats.default.svc:8080");
  await workbench.expectVerdict("unreachable");
  await expect.poll(async () => (await workbench.causes())[0]).toBe("net/inside-address likely");
  await expect(workbench.verdict).toContainText(
    "kubectl port-forward --namespace default svc/nats 8080:8080",
  );
});
