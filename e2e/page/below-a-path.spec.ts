// One release, the same bytes, at the root of a host and below a path of another site, whether the proxy removes
// that path or passes it on: page, vault, configuration, bridge, security page and 404 page.
import fs from "node:fs";
import path from "node:path";
import { expect } from "@playwright/test";
import {
  findProgram,
  runUntilAnswer,
  writeNginxConfig,
} from "../../scripts/deploy/testing/programs.mjs";
import { digestList } from "../../scripts/release/digests.mjs";
import { version } from "../../scripts/serve/version.mjs";
import { rootDir } from "../../scripts/setup/paths.mjs";
import { leasePort } from "../../scripts/setup/testing/ports.mjs";
import { targetAt } from "../fixtures/bridged-site";
import { makeRelease, type Release, startPathProxy, startRelease } from "../fixtures/released";
import type { TemporaryFiles } from "../fixtures/temporary-files";
import { test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

const BASE = "/tools/credence";
const nginx = findProgram("nginx");

const CASES = [
  { title: "at the root", base: "", proxy: "none", removes: true },
  { title: "a proxy removes the path", base: BASE, proxy: "node", removes: true },
  { title: "a proxy passes the path on", base: BASE, proxy: "node", removes: false },
  { title: "nginx removes the path", base: BASE, proxy: "nginx", removes: true },
  { title: "nginx passes the path on", base: BASE, proxy: "nginx", removes: false },
] as const;

const released = test.extend<object, { release: Release }>({
  release: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from it.
    async ({}, use) => {
      const release = makeRelease();
      const before = digestList(release.folder);
      await use(release);
      expect(digestList(release.folder), "a server changed its release").toBe(before);
      release.remove();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

// One worker makes one release for all cases.
released.describe.configure({ mode: "default" });

for (const { title, base, proxy, removes } of CASES) {
  released(title, async ({ page, lab, files, release }) => {
    released.skip(proxy === "nginx" && nginx === undefined, "nginx is not installed");
    const [upstream, front] = [await leasePort(), await leasePort()];
    const port = proxy === "none" ? upstream : front;
    const origin = `http://localhost:${port}`;
    const nats = await lab.serve({ websocket: false, config: lab.trust.config });
    const config = files.write(
      "config.json",
      JSON.stringify({
        title: "Payments",
        servers: [{ name: "orders", bridge: "orders" }],
        bridge: {
          origins: [origin],
          targets: { orders: { ...targetAt(nats.clientUrl), tls: "auto" } },
        },
      }),
    );
    openToAll(config);
    const basePath = removes ? "" : base;
    const ends = [await startRelease(release, { port: upstream, config, basePath })];
    if (proxy === "node") {
      ends.push(await startPathProxy({ port: front, upstream, basePath: base, removes }));
    } else if (proxy === "nginx") {
      ends.push(await startNginx(files, { port: front, upstream, removes }));
    }

    const watch = new Watch(page, origin);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const workbench = new Workbench(page, watch);
    await workbench.open(`${origin}${base}`);
    expect(new URL(page.url()).pathname).toBe(`${base}/`);
    await expect(page).toHaveTitle("Payments · Credence");
    await workbench.choose(files.write("a.creds", lab.trust.user({ name: "svc-a" }).creds));
    await workbench.connect("orders");
    await workbench.expectVerdict("accepted");
    await expect(workbench.fact("bridge")).toHaveAttribute("data-value", "orders");

    const opened = page.waitForEvent("popup");
    await page.getByRole("link", { name: /Seeds stay in this tab/ }).click();
    const security = await opened;
    await expect(security.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(security.getByText(`This is Credence ${version}.`)).toBeVisible();
    expect(new URL(security.url()).pathname.replace(/\/$/, "")).toBe(`${base}/security`);
    expect(await hrefOf(security.getByRole("link", { name: /Credence/ }).first())).toBe(
      `${origin}${base}/`,
    );

    // One folder deeper, and without the slash at its end.
    await security.goto(`${origin}${base}/help`);
    expect(new URL(security.url()).pathname).toBe(`${base}/help/`);
    await expect(security.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await hrefOf(security.getByRole("link", { name: /Credence/ }).first())).toBe(
      `${origin}${base}/`,
    );

    await security.goto(`${origin}${base}/no/such/page`);
    await expect(security.getByRole("heading", { name: "Page not found" })).toBeVisible();
    const home = security.getByRole("link", { name: "Open Credence" });
    expect(await hrefOf(home)).toBe(`${origin}${base}/`);
    expect(await home.evaluate((link) => getComputedStyle(link).textDecorationLine)).toBe(
      "underline",
    );

    expect(asked.filter((name) => name !== base && !name.startsWith(`${base}/`))).toEqual([]);
    watch.check();
    // The release says farewell on its sockets; then no proxy has one left.
    for (const { stop } of ends) await stop();
  });
}

const hrefOf = (link: import("@playwright/test").Locator) =>
  link.evaluate((element) => (element as HTMLAnchorElement).href);

/** The release runs as another user, who must be able to read its configuration. */
function openToAll(file: string): void {
  fs.chmodSync(file, 0o644);
  fs.chmodSync(path.dirname(file), 0o755);
}

/** With the shipped file, changed to the addresses of this test. */
async function startNginx(
  files: TemporaryFiles,
  { port, upstream, removes }: { port: number; upstream: number; removes: boolean },
) {
  const shipped = fs.readFileSync(path.join(rootDir, "deploy", "nginx-subpath.conf"), "utf8");
  const site = shipped.replace("127.0.0.1:4280/;", `127.0.0.1:${upstream}${removes ? "/" : ""};`);
  const home = path.dirname(files.write("nginx-home", ""));
  openToAll(path.join(home, "nginx-home"));
  const args = writeNginxConfig(home, `server { listen 127.0.0.1:${port}; ${site} }`);
  const stop = await runUntilAnswer(nginx ?? "", args, `http://127.0.0.1:${port}${BASE}/healthz`);
  return { stop: async () => void (await stop()) };
}
