// The help: an entry of each cause on its page, found by search; permissions that are decided there; and the entry of a
// card beside the workbench, which keeps everything that is loaded.
import { expect } from "@playwright/test";
import { nowSec } from "@/lib/testing/jwt";
import { runAxe } from "../fixtures/axe";
import { test } from "../fixtures/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

test("the page of the help is searched, opens at an entry, and decides examples", async ({
  page,
}) => {
  await page.goto("/help/#cause-jwt-connection-type");
  const entries = page.locator("[data-help-entry]");
  const entry = page.locator("#cause-jwt-connection-type");
  await expect(entry).toBeInViewport();
  await expect(entry).toContainText("Connection type not allowed");
  expect(await entries.count()).toBeGreaterThan(90);

  const search = page.getByRole("searchbox", { name: "Search the causes", exact: true });
  // The field may be there before the code that handles it.
  await expect(async () => {
    await search.fill("origin not allowed");
    await expect(page.getByRole("status")).toHaveText(/^\d+ causes?$/, { timeout: 500 });
  }).toPass();
  await expect(page.locator("#cause-net-origin")).toBeVisible();
  await expect(page.locator("#cause-jwt-expired")).toHaveCount(0);
  // All entries are built alike, and axe takes long over a hundred of them.
  expect(await runAxe(page, { tags: RULES })).toEqual([]);
  await search.fill("no such words");
  await expect(entries).toHaveCount(0);
  await search.fill("");

  const tester = page.getByRole("region", { name: "Tester", exact: true });
  const subscribe = tester.locator("[data-decision][data-action=subscribe]");
  await page
    .getByRole("listitem")
    .filter({ hasText: "wider than a deny entry" })
    .getByRole("button", { name: "Try it", exact: true })
    .click();
  await expect(subscribe).toHaveAttribute("data-decision", "filtered");
  await tester.getByLabel("Subject to test", { exact: true }).fill("orders.secret.key");
  await expect(subscribe).toHaveAttribute("data-decision", "denied");
  for (const within of ["#filter", "#placeholders", "#permissions"]) {
    expect(await runAxe(page, { tags: RULES, within })).toEqual([]);
  }
  // A part that a search hides is found by its link.
  await search.fill("no such words");
  await page.getByRole("link", { name: "Placeholders of messages", exact: true }).click();
  await expect(page.locator("#placeholders")).toBeInViewport();
  await expect(page.locator("#placeholders")).toContainText("order 42");
});

test("a card opens its entry beside it, and nothing that is loaded is lost", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const user = lab.trust.user({ claims: { exp: nowSec() - 3600 } });
  await workbench.choose(files.write("old.creds", user.creds));
  const link = workbench.beforeConnecting.locator("[data-help='jwt/expired']");
  await link.click();
  const panel = page.getByRole("dialog", { name: /expired/i });
  await expect(panel).toContainText("User JWT no longer valid");
  await expect(panel.getByRole("button", { name: "Close the help", exact: true })).toBeFocused();
  await expect(workbench.beforeConnecting.locator("[data-cause='jwt/expired']")).toBeVisible();
  // The page beside it is used as ever.
  await page.getByRole("heading", { level: 2 }).first().click();
  const html = page.locator("html");
  const theme = (await html.getAttribute("data-theme")) ?? "";
  await page.keyboard.press("t");
  await expect(html).not.toHaveAttribute("data-theme", theme);
  await panel.getByRole("button", { name: "Close the help", exact: true }).focus();
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(link).toBeFocused();
  await expect(page.locator("[data-key][data-selected=true]")).toHaveCount(1);

  const opened = page.context().waitForEvent("page");
  await link.click({ modifiers: ["ControlOrMeta"] });
  const help = await opened;
  await expect(help.locator("#cause-jwt-expired")).toBeInViewport();
  await help.close();
  await expect(page.locator("[data-key][data-selected=true]")).toHaveCount(1);
});
