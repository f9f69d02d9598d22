// "Try the sandbox": the page offers the samples only where the sandbox runs, each sample does what its line
// says, and there is traffic and a responder from the first minute.
import { expect, type Page } from "@playwright/test";
import { sandboxPageUrl, test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

interface Offer {
  readonly server: string;
  readonly samples: readonly { readonly file: string; readonly title: string }[];
}

async function fetchOffer(): Promise<Offer> {
  return (await fetch(`${sandboxPageUrl()}/sandbox.json`)).json();
}

async function openSandboxPage(page: Page): Promise<Workbench> {
  const workbench = new Workbench(page, new Watch(page, sandboxPageUrl()));
  await workbench.open(sandboxPageUrl());
  return workbench;
}

/** Opens the list of samples and chooses one by its title. */
async function chooseSample(workbench: Workbench, title: string): Promise<void> {
  await workbench.button("Try the sandbox").click();
  await workbench.page
    .getByRole("dialog")
    .getByRole("button")
    .filter({ has: workbench.page.getByText(title, { exact: true }) })
    .click();
}

async function loadSample(workbench: Workbench, title: string): Promise<void> {
  await chooseSample(workbench, title);
  await workbench.expectKeys(1);
}

/** Titles of the samples that the server must refuse; it accepts all others. */
const REFUSED = [
  "Expired",
  "Seed of another user",
  "Tampered signature",
  "WebSocket not allowed",
  "Source address outside",
  "Outside its time window",
  "Revoked",
  "Signing key unknown",
  "Account unknown to the server",
];

// A running page (BASE_URL) may have a sandbox, and this test needs the plain export.
if (process.env["BASE_URL"] === undefined) {
  test("the page offers no sandbox where none runs", async ({ workbench }) => {
    await expect(workbench.button("Paste").first()).toBeVisible();
    await expect(workbench.button("Try the sandbox")).toHaveCount(0);
  });
}

test("every sample does what its line says", async ({ page }) => {
  const { server, samples } = await fetchOffer();
  expect(samples.length).toBeGreaterThanOrEqual(17);
  const watches: Watch[] = [];
  for (const { title } of samples) {
    await test.step(title, async () => {
      const workbench = await openSandboxPage(page);
      watches.push(workbench.watch);
      await loadSample(workbench, title);
      await workbench.connect(server);
      await workbench.expectVerdict(REFUSED.includes(title) ? "refused" : "accepted");
    });
  }
  expect(samples.filter(({ title }) => REFUSED.includes(title))).toHaveLength(REFUSED.length);
  for (const watch of watches) watch.check();
});

test("rows flow, the echo answers, the micro service answers", async ({ page }) => {
  const workbench = await openSandboxPage(page);
  await loadSample(workbench, "Full rights");
  // The field already holds the address of the sandbox.
  const { server } = await fetchOffer();
  workbench.watch.choose(server);
  await expect(workbench.server).toHaveValue(new RegExp(new URL(server).host));
  await workbench.button("Connect").click();
  await workbench.expectVerdict("accepted");
  await workbench.subscribe("orders.>");
  await expect(workbench.rows.filter({ hasText: "orders." }).nth(3)).toBeVisible();

  await workbench.sendMode("Request");
  await workbench.send("demo.echo", "are you there");
  await expect(workbench.payload).toContainText("are you there");
  await workbench.send("pricing.quote", '{"article":"lamp","quantity":2}');
  await expect(workbench.payload).toContainText("price");
  await expect(workbench.payload).toContainText("25");
  workbench.watch.check();
});

test("the account and operator JWTs of the sandbox become trust material", async ({ page }) => {
  const workbench = await openSandboxPage(page);
  await workbench.button("Try the sandbox").click();
  await page.getByRole("dialog").getByRole("button").filter({ hasText: "Account ORDERS" }).click();
  await expect(page.getByText("ORDERS", { exact: true }).first()).toBeVisible();
});
