// The tour of the demo on a host that only serves files: every step works, no request leaves but for the page's own
// files, and nothing fails.
import { expect, type Page } from "@playwright/test";
import { readEvidence } from "../../scripts/demo/demo.mjs";
import { runAxe } from "../fixtures/axe";
import { startPlainHost } from "../fixtures/plain-host";
import { test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";

const verdict = (page: Page) => page.locator("[data-verdict]");

/** By its name: notes are dialogs as well. */
const help = (page: Page) =>
  page.getByRole("dialog", { name: "This user may not connect over WebSocket", exact: true });

/** By the step's name: what has to be seen. */
const STEPS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  accepted: async (page) => {
    await expect(verdict(page)).toHaveAttribute("data-verdict", "accepted");
    await expect(page.locator("[data-recorded]")).toBeVisible();
  },
  expired: (page) => expectProven(page, "jwt/expired"),
  revoked: (page) => expectProven(page, "account/user-revoked"),
  help: async (page) => {
    await expectProven(page, "jwt/connection-type");
    await expect(help(page)).toContainText("Connection type not allowed");
  },
  permissions: async (page) => {
    await expect(help(page)).toHaveCount(0);
    const decision = page.locator("[data-decision=denied][data-action=publish]").first();
    await expect(decision).toHaveAttribute("data-rule", "orders.eu.audit.>");
  },
  overview: async (page) => {
    const outcomes = readEvidence().map(({ session }) => session.outcome);
    const accepted = outcomes.filter((outcome) => outcome === "accepted").length;
    await expectCount(page, "accepted", accepted);
    await expectCount(page, "all", outcomes.length);
  },
  recording: (page) =>
    expect(page.locator("[data-count=matching]")).toHaveAttribute("data-value", "10"),
};

const expectCount = (page: Page, name: string, value: number) =>
  expect(page.locator(`[data-status-count=${name}]`)).toHaveAttribute("data-value", String(value));

async function expectProven(page: Page, code: string): Promise<void> {
  await expect(verdict(page)).toHaveAttribute("data-verdict", "refused");
  await expect(
    verdict(page).locator(`[data-cause="${code}"][data-certainty=proven]`),
  ).toBeVisible();
}

test("every step works from files alone, with all other hosts blocked", async ({ page }) => {
  const host = await startPlainHost();
  const watch = new Watch(page, host.url);
  try {
    await page.route(
      (url) => url.origin !== host.url,
      (route) => route.abort(),
    );
    await page.goto(`${host.url}/`);
    const tour = page.locator("[data-tour]");
    // The button may be there before the code that handles it.
    await expect(async () => {
      const button = page.getByRole("button", { name: "Take the tour", exact: true });
      if (!(await tour.isVisible())) await button.click({ timeout: 1_000 }).catch(() => {});
      await expect(tour).toBeVisible({ timeout: 5_000 });
    }).toPass();
    for (const [step, look] of Object.entries(STEPS)) {
      await expect(tour).toHaveAttribute("data-tour", step);
      await look(page);
      await expect(tour).toContainText("Nothing is connected");
      if (step === "expired") expect(await runAxe(page)).toEqual([]);
      const next = tour.getByRole("button", { name: "Next", exact: true });
      if (step !== "recording") await next.click();
    }
    await tour.getByRole("button", { name: "End the tour", exact: true }).click();
    await expect(tour).toHaveCount(0);
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Does this NATS creds");
    expect(watch.sockets).toEqual([]);
    watch.check();
  } finally {
    await host.stop();
  }
});
