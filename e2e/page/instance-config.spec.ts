// A team's instance: servers by name, a clear mark on production, the lock that the browser enforces, and links
// that fill fields and connect nowhere.
import { expect, type Page } from "@playwright/test";
import { startAttacker } from "../fixtures/attacked-sites";
import { runAxe } from "../fixtures/axe";
import { startInstance } from "../fixtures/instance";
import { settle, waitForTimers } from "../fixtures/settle";
import { test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

/** Gives each test a separate instance, which ends with the test. */
const team = test.extend<{ open: (settings: object, hash?: string) => Promise<Workbench> }>({
  open: async ({ page }, use) => {
    const cleanups: (() => Promise<void>)[] = [];
    await use(async (settings, hash = "") => {
      const instance = await startInstance(settings);
      cleanups.push(instance.stop);
      const watch = new Watch(page, instance.url);
      const workbench = new Workbench(page, watch);
      await workbench.open(`${instance.url}/${hash}`);
      return workbench;
    });
    for (const end of cleanups) await end();
  },
});

const offers = (page: Page) => page.getByRole("listbox").getByRole("option");

team("servers are chosen by name, and production is marked", async ({ open, lab, files, page }) => {
  const server = await lab.server();
  const production = await lab.serve({});
  const workbench = await open({
    title: "Payments",
    subjects: ["orders.>", "payments.*"],
    servers: [
      {
        name: "staging EU",
        address: server.wsUrl,
        note: "Emptied every night",
        colour: "amber",
        environment: "staging",
      },
      { name: "production EU", address: production.wsUrl, environment: "production" },
    ],
  });
  await expect(page).toHaveTitle("Payments · Credence");
  await expect(page.getByRole("banner").getByText("Payments", { exact: true })).toBeVisible();
  await workbench.choose(files.write("a.creds", lab.trust.user({ name: "svc-a" }).creds));

  const field = page.getByRole("combobox", { name: "Server", exact: true });
  await field.click();
  await expect(offers(page)).toHaveText([
    /staging EU.*Staging.*Emptied/,
    /production EU.*Production/,
  ]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue("staging EU");
  await expect(workbench.identity.getByText(server.wsUrl)).toBeVisible();
  await expect(workbench.identity.getByText("Emptied every night")).toBeVisible();
  expect(await runAxe(page)).toEqual([]);

  workbench.watch.choose(server.wsUrl);
  await workbench.button("Connect").click();
  await workbench.expectVerdict("accepted");
  // The strip's bundle has loaded, so the strip would be drawn by now.
  await expect(page.locator("[data-strip=production]")).toBeAttached();
  await settle(page);
  await expect(page.locator("[data-production]")).toHaveCount(0);
  await workbench.button("orders.>").click();
  await expect(workbench.subscription("orders.>")).toBeVisible();
  await workbench.button("Disconnect").click();

  // When the user types its address, the page still recognises the listed server.
  await field.fill(production.wsUrl);
  await expect(workbench.identity.locator('[data-environment="production"]')).toBeVisible();
  workbench.watch.choose(production.wsUrl);
  await workbench.button("Connect").click();
  await workbench.expectVerdict("accepted");
  await expect(page.locator('[data-production="production EU"]')).toBeVisible();
  await workbench.button("Disconnect").click();
  await expect(page.locator("[data-production]")).toHaveCount(0);

  // The instance is not locked, so any other server may be used, too.
  const other = await lab.serve({});
  await workbench.connect(other.wsUrl);
  await workbench.expectVerdict("accepted");
  workbench.watch.check();
});

/** Tries to reach `host` from page and worker; the host records what arrives. */
async function reachOut(page: Page, host: string): Promise<void> {
  const vault = page.workers()[0];
  if (vault === undefined) throw new Error("the vault does not run");
  // These end once the browser has answered; by then an allowed request has arrived.
  const dial = async (url: string) => {
    try {
      const socket = new WebSocket(url);
      await new Promise((resolve) => {
        socket.onopen = resolve;
        // A socket that a policy stopped has no "close" event.
        socket.onerror = resolve;
      });
    } catch {
      // The browser refused it before it was tried.
    }
  };
  const ask = async (url: string) => {
    await fetch(url, { mode: "no-cors" }).catch(() => {});
  };
  await page.evaluate(dial, `${host.replace("http", "ws")}/page`);
  await vault.evaluate(dial, `${host.replace("http", "ws")}/worker`);
  await vault.evaluate(ask, `${host}/fetch`);
}

team("locked: only listed servers, whatever code asks", async ({ open, lab, files, page }) => {
  const [server, other] = [await lab.server(), await lab.serve({})];
  const servers = [{ name: "staging EU", address: server.wsUrl }];
  const creds = files.write("a.creds", lab.trust.user({ name: "svc-a" }).creds);
  const attacker = await startAttacker();

  const workbench = await open({ servers, locked: true });
  await expect(page.locator('[data-locked="1"]')).toHaveText("Listed servers only");
  await workbench.choose(creds);
  await expect(workbench.server).toHaveValue("staging EU");
  await workbench.server.fill(other.wsUrl);
  await workbench.button("Connect").click();
  await expect(page.getByRole("alert").filter({ hasText: "locked to its listed" })).toBeVisible();
  await expect(workbench.verdict).toHaveCount(0);
  expect(workbench.watch.sockets).toEqual([]);
  workbench.watch.check();

  await workbench.server.fill("Staging eu");
  workbench.watch.choose(server.wsUrl);
  await workbench.button("Connect").click();
  await workbench.expectVerdict("accepted");
  await reachOut(page, attacker.url);
  expect([...attacker.arrived]).toEqual([]);
  workbench.watch.forgiveErrors();

  // On an open instance the worker's same attempts arrive, so it was the lock that stopped them.
  const unlocked = await open({ servers });
  unlocked.watch.choose(attacker.url);
  await unlocked.choose(creds);
  await expect(unlocked.server).toHaveValue("staging EU");
  await reachOut(page, attacker.url);
  expect([...attacker.arrived].sort()).toEqual(["fetch", "worker"]);
  unlocked.watch.forgiveErrors();
  await attacker.stop();
});

team(
  "a link fills fields, connects nowhere, and carries no address",
  async ({ open, lab, files, page }) => {
    const server = await lab.server();
    const servers = [
      { name: "staging EU", address: server.wsUrl },
      { name: "test", address: "ws://127.0.0.1:9" },
    ];
    const link = "#server=staging%20EU&subject=orders.%3E&filter=EUR";
    const workbench = await open({ servers }, link);
    await workbench.choose(files.write("a.creds", lab.trust.user({ name: "svc-a" }).creds));
    await expect(workbench.server).toHaveValue("staging EU");
    await expect(workbench.field("Subject")).toHaveValue("orders.>");
    await expect(workbench.field("Filter")).toHaveValue("EUR");
    await waitForTimers(page, 500);
    expect(workbench.watch.sockets).toEqual([]);
    await expect(workbench.verdict).toHaveCount(0);

    await page.context().grantPermissions(["clipboard-write"]);
    await workbench.button("Copy a link to staging EU").click();
    await workbench.identity.getByText("Copied").waitFor();
    await workbench.field("Publish subject").press("ControlOrMeta+V");
    await expect(workbench.field("Publish subject")).toHaveValue(new URL(link, page.url()).href);

    workbench.watch.check();

    const unlisted = await open({ servers }, "#server=wss%3A%2F%2Fevil.example.com");
    await expect(page.getByText("names a server that is not listed")).toBeVisible();
    await unlisted.choose(files.write("b.creds", lab.trust.user({ name: "svc-b" }).creds));
    await expect(unlisted.server).toHaveValue("");
    unlisted.watch.check();
  },
);
