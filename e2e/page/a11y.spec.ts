// axe finds nothing, under any rule or level, in the console's views, forms and dialogs, the matrix and JetStream, in
// both themes, at a wide and a narrow width; and no page scrolls sideways. The states of the workbench are in
// states.spec.ts.
import fs from "node:fs";
import { expect } from "@playwright/test";
import { nowSec } from "@/lib/testing/jwt";
import { runAxe } from "../fixtures/axe";
import { stretch } from "../fixtures/pace";
import { test } from "../fixtures/test";
import type { Workbench } from "../fixtures/workbench";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** `within` is a selector; the default is the whole page. */
async function expectNoFindings(workbench: Workbench, within = "html"): Promise<void> {
  expect(await runAxe(workbench.page, { tags: RULES, within })).toEqual([]);
}

async function expectNoSidewaysScroll(workbench: Workbench): Promise<void> {
  for (const width of [390, 768, 1440, 2560]) {
    await workbench.page.setViewportSize({ width, height: 900 });
    await expect.poll(() => workbench.measureOverflow(), `${width} px wide`).toBe(0);
  }
}

test("a saved report", async ({ workbench, lab, files, page }) => {
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-look", claims: { exp: nowSec() - 60 } });
  await workbench.choose(files.write("svc-look.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("refused");
  await workbench.button("Report").click();
  const downloading = page.waitForEvent("download");
  await workbench.button("Download JSON").click();
  const json = fs.readFileSync(await (await downloading).path(), "utf8");
  await page.keyboard.press("Escape");
  await workbench.choose(files.write("report.json", json));
  await expect(page.getByRole("dialog", { name: "Saved report", exact: true })).toBeVisible();
  await expectNoFindings(workbench);
  await expectNoSidewaysScroll(workbench);
});

test("the console's views, forms and dialogs", async ({ workbench, lab, files, page }) => {
  test.setTimeout(stretch(300_000));
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-look" });
  await workbench.choose(files.write("svc-look.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.subscribe("views.>");
  const other = await lab.client(server.wsUrl);
  for (let n = 0; n < 60; n++) other.publish(`views.${n % 3}.a`, `{"n":${n}}`);
  await workbench.expectCount("received", 60);
  await workbench.rows.last().click();

  const chooseView = (name: string) => page.getByRole("radio", { name, exact: true }).check();
  const states: Readonly<Record<string, () => Promise<unknown>>> = {
    "hits among all rows": async () => {
      await workbench.field("Filter").fill('views.> "n"');
      await workbench.button("Only hits").click();
      await expect(workbench.rows.locator("mark").first()).toBeVisible();
    },
    "filter form": async () => {
      await workbench.button("Build a filter").click();
      await expect(page.getByRole("form", { name: "Filter conditions" })).toBeVisible();
    },
    subjects: async () => {
      await page.keyboard.press("Escape");
      await workbench.button("Remove the filter").click();
      await chooseView("Subjects");
      await expect(page.locator("[data-subject=views]")).toBeVisible();
    },
    time: async () => {
      await chooseView("Time");
      await expect(page.locator(".u-over")).toBeVisible();
    },
    storage: async () => {
      await workbench.button("Storage").click();
      await expect(page.getByLabel("At most")).toBeVisible();
    },
    repeat: async () => {
      await page.keyboard.press("Escape");
      await chooseView("List");
      await workbench.button("Repeat").click();
      await expect(workbench.field("Times")).toBeVisible();
    },
    "export choices": async () => {
      await workbench.button("Export choices").click();
      await expect(page.getByRole("dialog", { name: "Export messages" })).toBeVisible();
    },
  };
  const panels = new Set(["filter form", "storage", "export choices"]);
  for (const [name, enter] of Object.entries(states)) {
    await enter();
    for (const [theme, width] of [
      ["light", 1440],
      ["dark", 390],
    ] as const) {
      await page.evaluate((next) => (document.documentElement.dataset["theme"] = next), theme);
      await page.setViewportSize({ width, height: 900 });
      const within = panels.has(name) ? "[role=dialog], dialog[open]" : "[aria-label=Console]";
      await test.step(`${name}, ${theme}, ${width} px`, () => expectNoFindings(workbench, within));
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }
});

test("matrix, compare and JetStream: both themes, wide and narrow", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  test.setTimeout(stretch(300_000));
  const server = await lab.server();
  const user = lab.trust.user({
    name: "svc-look",
    nats: { pub: { allow: ["orders.>", "$SYS.REQ.USER.INFO"] }, sub: { deny: ["orders.secret"] } },
  });
  const other = lab.trust.user({ name: "svc-other" });
  await workbench.choose(files.write("a.creds", user.creds), files.write("b.creds", other.creds));
  await workbench.select(user.key.publicKey);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.field("Subject to test").fill("orders.*");
  const open = (name: string) => page.getByRole("tab", { name, exact: true }).click();
  const places = [
    async () => {
      await workbench.show("Permissions", "Matrix");
      await page.locator('[data-need="consume"] summary').click();
    },
    async () => {
      await page.getByRole("radio", { name: "Own lists", exact: true }).check();
      await workbench.field("List of subjects").fill("orders.a\nsub orders.*\nno good line");
      await workbench.button("Test the subscriptions").click();
      await expect(page.getByRole("table").locator("[data-finding]")).toHaveCount(2);
    },
    async () => {
      await open("Compare");
      await page.getByLabel("B, to compare with").selectOption(other.key.publicKey);
      await workbench.field("Published subject").fill("orders.secret");
      await expect(page.locator("[data-reach]")).toBeVisible();
    },
    async () => {
      await open("JetStream");
      await expect(page.locator("[data-refusal]").first()).toBeVisible();
    },
  ];
  for (const show of places) {
    await show();
    // Each place is checked in one theme at each width; the pairs swap from place to place.
    await page.setViewportSize({ width: 1440, height: 900 });
    await expectNoFindings(workbench);
    await workbench.button("Theme").click();
    await page.setViewportSize({ width: 390, height: 900 });
    await expectNoFindings(workbench);
    await expectNoSidewaysScroll(workbench);
  }
});

test("the chosen theme is kept", async ({ workbench, page }) => {
  const html = page.locator("html");
  const before = await html.getAttribute("data-theme");
  await workbench.button("Theme").click();
  await expect(html).not.toHaveAttribute("data-theme", before ?? "");
  const after = await html.getAttribute("data-theme");
  await workbench.reload();
  await expect(html).toHaveAttribute("data-theme", after ?? "");
});
