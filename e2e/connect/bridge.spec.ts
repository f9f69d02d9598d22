// Servers without a WebSocket listener, reached through the page's own bridge. They accept, messages flow, the
// page names the target and what the bridge can see, and a bridge that reaches no server says why.
import { expect, type Page } from "@playwright/test";
import { makeAuthority } from "../../scripts/bridge/testing/certificates.mjs";
import { runAxe } from "../fixtures/axe";
import { type BridgedSite, startBridgedSite, targetAt } from "../fixtures/bridged-site";
import { test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

const authority = makeAuthority("Team CA");

/** Opens the page of that site; `watch.check` checks its requests. */
async function openSite(page: Page, site: BridgedSite) {
  const watch = new Watch(page, site.url);
  const workbench = new Workbench(page, watch);
  await workbench.open(site.url);
  return { watch, workbench };
}

for (const kind of ["TCP only", "TLS only, with a private authority"] as const) {
  test(`${kind}: accepted, and messages flow`, async ({ page, lab, files }) => {
    const isTls = kind !== "TCP only";
    const { cert, key } = authority.issue({ name: "nats", hosts: ["nats.test"] });
    const [certFile, keyFile] = [files.write("nats.pem", cert), files.write("nats.key", key)];
    const server = await lab.serve({
      websocket: false,
      config: `${lab.trust.config}\n${isTls ? `tls { cert_file: "${certFile}", key_file: "${keyFile}" }` : ""}`,
    });
    files.write("ca.pem", authority.ca);
    const tls = isTls ? { tls: "required", ca: "ca.pem", serverName: "nats.test" } : {};
    const targets = { orders: { ...targetAt(server.clientUrl), ...tls } };
    // The vault of a locked instance may reach the bridge, too.
    const site = await startBridgedSite(files, targets, { locked: isTls });
    const { watch, workbench } = await openSite(page, site);
    const user = lab.trust.user({ name: "svc-orders" });
    await workbench.choose(files.write("svc-orders.creds", user.creds));
    await workbench.server.fill("orders");
    const note = page.locator("[data-bridge='orders']");
    await expect(note).toContainText("never the seed");

    await workbench.connect("orders");
    await workbench.expectVerdict("accepted");
    await expect(workbench.verdict).toContainText("through this page's bridge");
    await expect(workbench.fact("bridge")).toHaveAttribute("data-value", "orders");
    await expect(workbench.fact("bridge")).toHaveText(
      `orders, ${isTls ? "over TLS" : "without TLS"}`,
    );
    await workbench.subscribe("orders.>");
    await workbench.sendMode("Publish");
    await workbench.send("orders.new", "hello bridge");
    await workbench.expectCount("received", 1);
    await expect(workbench.rows).toContainText(["hello bridge"]);

    await workbench.showProtocol();
    const frames = workbench.protocol.locator("[data-frame]");
    await expect(frames.first()).toContainText("bridge to orders");
    const text = await workbench.protocol.innerText();
    expect(text).toContain("INFO {");
    expect(text).not.toMatch(/"(host|port|client_ip|connect_urls|tls_required)"/);

    watch.check();
    const [stop, code] = isTls
      ? ([site.stop, "bridge/stopped"] as const)
      : ([server.stop, "bridge/upstream-closed"] as const);
    await stop();
    await workbench.expectVerdict("ended");
    await expect.poll(async () => (await workbench.causes())[0]).toBe(`${code} proven`);
    if (!isTls) await site.stop();
  });
}

test("a bridge that reaches no server says why", async ({ page, lab, files }) => {
  const server = await lab.server();
  const { cert, key } = authority.issue({ name: "nats", hosts: ["nats.test"] });
  const config = `tls { cert_file: "${files.write("n.pem", cert)}", key_file: "${files.write("n.key", key)}" }`;
  const tls = await lab.serve({ websocket: false, config });
  files.write("other.pem", makeAuthority("Other CA").ca);
  const targets = {
    untrusted: { ...targetAt(tls.clientUrl), ...{ ca: "other.pem", serverName: "nats.test" } },
    web: targetAt(server.monitorUrl),
    gone: { host: "127.0.0.1", port: 1 },
  };
  // The limit ends the silent target, and leaves the others enough time for the handshake.
  const site = await startBridgedSite(files, targets, { connectMs: 3_000 });
  const { workbench } = await openSite(page, site);
  await workbench.choose(files.write("u.creds", lab.trust.user().creds));
  for (const [typed, code] of [
    ["gone", "bridge/upstream-refused"],
    ["untrusted", "bridge/upstream-tls"],
    ["web", "bridge/upstream-silent"],
    [site.address("unlisted"), "bridge/unknown-target"],
  ] as const) {
    await workbench.connect(typed);
    await workbench.expectVerdict("unreachable");
    await expect.poll(() => workbench.causes()).toEqual([`${code} proven`]);
    await expect(page.getByRole("button", { name: "Look closer" })).toHaveCount(0);
  }
  expect(await runAxe(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(() => workbench.measureOverflow()).toBe(0);
  await site.stop();

  await workbench.connect("gone");
  await workbench.expectVerdict("unreachable");
  await expect.poll(() => workbench.causes()).toEqual(["bridge/not-reached proven"]);
});
