// The overview of many creds: counts that add up and filter, search, sorting, the way to the workbench and back.

import { expect } from "@playwright/test";
import { nowSec } from "@/lib/testing/jwt";
import { test } from "../fixtures/test";

const STATES = ["accepted", "refused", "expired", "unreadable", "not-tried", "other"];

test("everything loaded is counted, searched, sorted and opened", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const pub = { allow: ["orders.>"] };
  const users = Array.from({ length: 120 }, (_, n) =>
    lab.trust.user({ name: `svc-${n}`, nats: { pub, sub: { allow: ["_INBOX.>"] } } }),
  );
  const old = lab.trust.user({ name: "old", claims: { exp: nowSec() - 86_400 } });
  const server = await lab.server();
  const [first, ...others] = users;
  if (first === undefined) throw new Error("the test makes 120 users");
  const shown = first.key.publicKey;
  await workbench.choose(
    ...others.map(({ name, creds }) => files.write(`${name}.creds`, creds)),
    files.write("old.creds", old.creds),
    files.write("broken.creds", "no creds at all"),
  );
  await workbench.expectKeys(121);
  // Files that come alone are selected. A click would need their row, which a list this long may not draw.
  await workbench.choose(files.write(`${first.name}.creds`, first.creds));
  await workbench.expectKeys(122);
  await workbench.expectSelected(shown);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");

  await page.getByRole("link", { name: /^Overview/ }).click();
  const grid = page.getByRole("grid", { name: "Creds", exact: true });
  const row = (id: string) => page.locator(`[data-creds="${id}"]`);
  const tile = (name: string) => page.locator(`[data-status-count="${name}"]`);
  const countOf = async (name: string) => Number(await tile(name).getAttribute("data-value"));
  await expect(grid).toHaveAttribute("aria-rowcount", "122");
  expect(await page.locator("[data-creds]").count()).toBeLessThan(60);
  const counts = await Promise.all(STATES.map(countOf));
  expect(counts).toEqual([1, 0, 1, 1, 119, 0]);
  expect(await countOf("all")).toBe(122);

  await tile("expired").click();
  await expect(grid).toHaveAttribute("aria-rowcount", "1");
  await expect(row(old.key.publicKey)).toHaveAttribute("data-status", "expired");
  await tile("expired").click();
  await expect(grid).toHaveAttribute("aria-rowcount", "122");

  const search = page.getByRole("textbox", { name: "Search creds", exact: true });
  await search.fill("is:accepted may:publish:orders.eu");
  await expect(grid).toHaveAttribute("aria-rowcount", "1");
  await expect(row(shown)).toHaveAttribute("data-status", "accepted");
  await search.fill("nothing has this name");
  await expect(page.getByText("No creds match the search.")).toBeVisible();
  await page.getByRole("button", { name: "Show all creds" }).click();
  await expect(search).toHaveValue("");

  const name = page.getByRole("columnheader", { name: "Name" });
  await name.getByRole("button").click();
  await expect(name).toHaveAttribute("aria-sort", "ascending");
  await expect(page.locator('[data-creds][aria-rowindex="1"]')).toContainText("old");
  await expect(page.locator('[data-creds][aria-rowindex="2"]')).toContainText("svc-0");
  await expect(page.locator('[data-creds][aria-rowindex="4"]')).toContainText("svc-2");
  await name.getByRole("button").click();
  await expect(page.locator('[data-creds][aria-rowindex="1"]')).toContainText("svc-119");

  // By keyboard: to the last row, select it and the one before, then open one.
  await grid.focus();
  await page.keyboard.press("End");
  await expect(page.locator('[data-creds][aria-rowindex="122"]')).toHaveAttribute(
    "data-status",
    "unreadable",
  );
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("x");
  const selection = page.getByRole("region", { name: "Selected creds" });
  await expect(selection).toContainText("2 selected");
  await page.keyboard.press("Enter");
  await expect(workbench.key(shown)).toHaveAttribute("data-selected", "true");
  await expect(page.getByRole("tab", { name: "Diagnosis", exact: true })).toBeVisible();

  // Back and the link lead to the same place, with all of it as it was.
  await page.goBack();
  await expect(grid).toBeVisible();
  await expect(selection).toContainText("2 selected");
  await selection.getByRole("button", { name: "Compare" }).click();
  await expect(page.getByRole("tab", { name: "Compare", exact: true })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.getByRole("link", { name: /^Overview/ }).click();
  await selection.getByRole("button", { name: "Clear the selection" }).click();
  await search.fill("svc-11");
  await page.getByLabel("Select all listed creds").check();
  await expect(selection).toContainText("11 selected");
  const download = page.waitForEvent("download");
  await selection.getByRole("button", { name: "Export selected as CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await selection.getByRole("button", { name: "Forget selected" }).click();
  await search.fill("");
  await expect(tile("all")).toHaveAttribute("data-value", "111");
});
