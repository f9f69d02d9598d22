// What expires when, as filters and as a calendar; and searches of the overview that are kept under names.

import fs from "node:fs";
import { expect } from "@playwright/test";
import { nowSec } from "@/lib/testing/jwt";
import { runAxe } from "../fixtures/axe";
import { test } from "../fixtures/test";

const DAY = 86_400;

test("expiries filter and are exported, and a search is kept", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const user = (name: string, days: number | null) =>
    lab.trust.user({ name, claims: days === null ? {} : { exp: nowSec() + days * DAY } });
  const soon = user("soon", 3);
  const users = [user("old", -2), soon, user("later", 20), user("never", null)];
  await workbench.choose(...users.map(({ name, creds }) => files.write(`${name}.creds`, creds)));
  await workbench.expectKeys(4);
  await page.getByRole("link", { name: /^Overview/ }).click();
  const grid = page.getByRole("grid", { name: "Creds", exact: true });
  const span = (name: string) => page.locator(`[data-expiry="${name}"]`);
  await expect(span("week")).toHaveAttribute("data-value", "1");
  await expect(span("never")).toHaveAttribute("data-value", "1");
  await expect(span("day")).toBeDisabled();

  await span("week").click();
  await expect(grid).toHaveAttribute("aria-rowcount", "1");
  await expect(page.locator("[data-creds]")).toHaveAttribute("data-creds", soon.key.publicKey);
  await span("month").click({ modifiers: ["Shift"] });
  await expect(page.getByText("No creds match the search.")).toBeVisible();
  // It is on, so that one press clears all filters.
  await span("month").click();
  await expect(grid).toHaveAttribute("aria-rowcount", "4");

  const saved = async (name: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name, exact: true }).click();
    return fs.readFileSync(await (await download).path(), "utf8");
  };
  const calendar = await saved("Export expiries as iCalendar");
  expect(calendar.match(/^SUMMARY:.*$/gmu)).toEqual([
    "SUMMARY:NATS creds expire: soon",
    "SUMMARY:NATS creds expire: later",
  ]);
  const csv = await saved("Export expiries as CSV");
  expect(csv.split("\r\n").map((line) => line.split(",")[2])).toEqual([
    "name",
    "old",
    "soon",
    "later",
    undefined,
  ]);

  const search = page.getByRole("textbox", { name: "Search creds", exact: true });
  const list = page.getByRole("button", { name: "Saved searches", exact: true });
  await search.fill("expires<7d -is:expired");
  await list.click();
  await page.getByRole("textbox", { name: "Name of the search", exact: true }).fill("this week");
  await page.keyboard.press("Enter");
  const kept = page.getByRole("button", { name: "this week", exact: true });
  await expect(kept).toHaveAttribute("aria-pressed", "true");
  expect(await runAxe(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await search.fill("");

  await workbench.reload();
  await workbench.choose(...users.map(({ name, creds }) => files.write(`${name}.creds`, creds)));
  await expect(grid).toHaveAttribute("aria-rowcount", "4");
  await list.click();
  await kept.click();
  await expect(search).toHaveValue("expires<7d -is:expired");
  await expect(grid).toHaveAttribute("aria-rowcount", "1");
});
