// Many creds against servers: the one confirmation, the results as a grid of creds and servers, one reason for a silent
// server, the way to the diagnosis and back, proof by an account JWT that comes later, and the exports.

import fs from "node:fs";
import { expect } from "@playwright/test";
import { nowSec } from "@/lib/testing/jwt";
import { closedPort } from "@/lib/testing/real-server";
import { makeTrust } from "@/lib/testing/trust";
import { runAxe } from "../fixtures/axe";
import { test } from "../fixtures/test";

test("creds are checked against servers, opened and exported", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  // axe looks at two screens here.
  const good = ["svc-a", "svc-b", "svc-c"].map((name) => lab.trust.user({ name }));
  const old = lab.trust.user({ name: "svc-old", claims: { exp: nowSec() - 86_400 } });
  const stray = makeTrust().user({ name: "svc-stray" });
  const users = [...good, old, stray];
  const { wsUrl } = await lab.server();
  const dead = `ws://127.0.0.1:${await closedPort()}`;
  await workbench.choose(
    ...users.map(({ name, creds }) => files.write(`${name}.creds`, creds)),
    files.write("broken.creds", "no creds at all"),
  );
  await workbench.expectKeys(6);
  await page.getByRole("link", { name: /^Overview/ }).click();

  // The confirmation names hosts and connections, and an address that cannot be dialled is named.
  await page.getByRole("button", { name: /^Check/ }).click();
  const dialog = page.getByRole("dialog", { name: "Check against servers" });
  const servers = dialog.getByRole("textbox", { name: "Servers" });
  const start = dialog.getByRole("button", { name: "Start", exact: true });
  await expect(servers).toBeFocused();
  await servers.fill(`${wsUrl}\nnats://somewhere:4222`);
  await start.click();
  await expect(dialog.getByRole("alert")).toContainText("nats://somewhere:4222");
  await servers.fill(`${wsUrl}\n${dead}`);
  const plan = dialog.getByRole("region", { name: "What Start does" });
  await expect(plan).toContainText("10 connections");
  await expect(plan).toContainText(`${new URL(wsUrl).host}: 5 connections`);
  expect(await runAxe(page, { within: "dialog" })).toEqual([]);
  // Cancel connects to nothing, and the addresses are still there when it opens again.
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator("[data-check-run]")).toHaveCount(0);
  await page.getByRole("button", { name: /^Check/ }).click();
  await expect(servers).toHaveValue(`${wsUrl}\n${dead}`);
  for (const address of [wsUrl, dead]) workbench.watch.choose(address);
  await start.click();
  await expect(dialog).toBeHidden();

  const run = page.locator("[data-check-run]");
  await expect(run).toHaveAttribute("data-check-run", "done");
  await expect(run).toHaveAttribute("data-done", "12");
  await expect(run).toHaveAttribute("data-total", "12");
  const cell = (id: string, server: string) =>
    page.locator(`[data-cell][data-key="${id}"][data-server="${server}"]`);
  for (const { key } of good) {
    await expect(cell(key.publicKey, wsUrl)).toHaveAttribute("data-verdict", "accepted");
    await expect(cell(key.publicKey, dead)).toHaveAttribute("data-verdict", "unreachable");
  }
  await expect(cell(old.key.publicKey, wsUrl)).toHaveAttribute("data-cause", "jwt/expired");
  await expect(cell(stray.key.publicKey, wsUrl)).toHaveAttribute("data-verdict", "refused");
  await expect(page.locator(`[data-silent="${dead}"]`)).toHaveCount(1);
  await expect(page.locator(`[data-silent="${dead}"]`)).toContainText("5 creds not tried");
  expect(await runAxe(page, { within: "[data-check-run], [role=grid]" })).toEqual([]);

  // The counts of the overview are those of the check.
  await expect(page.locator('[data-status-count="accepted"]')).toHaveAttribute("data-value", "3");
  await expect(page.locator('[data-status-count="refused"]')).toHaveAttribute("data-value", "1");

  // Exports hold results and no secret.
  const download = async (format: string) => {
    await page.getByRole("button", { name: "Export results" }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: format }).click();
    const text = fs.readFileSync(await (await saved).path(), "utf8");
    expect(text).not.toMatch(/SU[A-Z2-7]{56}|eyJ[\w-]{8}/u);
    return text;
  };
  const { version, results } = JSON.parse(await download("JSON"));
  expect([version, results.length]).toEqual([1, 12]);
  expect(results[0]).toMatchObject({ file: "broken.creds", user: null, outcome: "unreadable" });
  expect((await download("CSV")).split("\r\n")).toHaveLength(14);
  const junit = await download("JUnit XML");
  const tests = ["<testcase ", "<error ", "<failure "].map((tag) => junit.split(tag).length - 1);
  // On the server that answers, two are refused and one cannot be read; the other server is one error for each of five.
  expect(tests).toEqual([12, 5, 4]);
  expect(await download("Markdown")).toContain(`| ${wsUrl} | 3 | 2 | 0 | 1 | 0 | 0 |`);

  // By keyboard to the cell of the stray creds, and from there to its diagnosis.
  const grid = page.getByRole("grid", { name: "Results" });
  await grid.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowLeft");
  await expect(grid).toHaveAttribute("aria-activedescendant", `checked-${stray.key.publicKey}-0`);
  const cause = await cell(stray.key.publicKey, wsUrl).getAttribute("data-cause");
  await page.keyboard.press("Enter");
  await workbench.expectSelected(stray.key.publicKey);
  await workbench.expectVerdict("refused");
  // The same causes as in the cell.
  await expect(page.locator("[data-verdict] [data-headline]")).toHaveAttribute(
    "data-cause",
    cause ?? "",
  );
  await expect(workbench.server).toHaveValue(wsUrl);
  await page.getByRole("link", { name: /^Overview/ }).click();
  await expect(grid).toBeVisible();
});
