// "Who may": one subject against all loaded creds, with the deciding rule, as a choice of answers and as CSV; the
// question is part of the address. And a list of subjects, as a matrix.

import fs from "node:fs";
import { expect } from "@playwright/test";
import { runAxe } from "../fixtures/axe";
import { test } from "../fixtures/test";

test("one subject is asked of all loaded creds", async ({ workbench, lab, files, page }) => {
  const user = (name: string, nats: object) => lab.trust.user({ name, nats: { ...nats } });
  const inbox = { allow: ["_INBOX.>"] };
  const wide = user("wide", { pub: { allow: [">"] }, sub: inbox });
  const eu = user("eu", { pub: { allow: ["orders.eu.>"] }, sub: { allow: ["orders.> workers"] } });
  const one = user("one", { pub: { allow: ["orders.eu.created"] }, sub: inbox });
  const no = user("no", {
    pub: { allow: ["audit"] },
    sub: { allow: [">"], deny: ["orders.eu.secret"] },
  });
  const reply = user("reply", { resp: { max: 1, ttl: 0 }, sub: inbox });
  const users = [no, reply, one, eu, wide];
  await workbench.choose(
    ...users.map(({ name, creds }) => files.write(`${name}.creds`, creds)),
    files.write("broken.creds", "no creds at all"),
  );
  await workbench.expectKeys(6);
  // The address names the shown creds; until then there is no place to go back to.
  const placed = (name: string) => new URLSearchParams(new URL(page.url()).hash.slice(1)).get(name);
  await expect.poll(() => placed("key")).not.toBeNull();

  // From the palette, with the keyboard alone.
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search and commands" }).fill("who may");
  await page.keyboard.press("Enter");
  const subject = page.getByRole("textbox", { name: "Subject", exact: true });
  await expect(subject).toBeFocused();
  await expect(page.getByText("Nothing is sent.")).toBeVisible();
  await page.keyboard.type("orders.eu.created");

  const row = ({ key }: typeof wide) => page.locator(`[data-who="${key.publicKey}"]`);
  const answers = () =>
    page
      .locator("[data-who]")
      .evaluateAll((rows) =>
        rows.map(({ dataset }) => `${dataset["decision"]} ${dataset["rule"]}`),
      );
  await expect
    .poll(answers)
    .toEqual([
      "allowed >",
      "allowed orders.eu.>",
      "allowed orders.eu.created",
      "denied ",
      "denied ",
    ]);
  await expect(row(wide)).toHaveAttribute("aria-rowindex", "1");
  await expect(row(reply)).toContainText("only as a reply");
  const asks = page.getByRole("region", { name: "Who may", exact: true });
  await expect(asks.getByRole("status")).toHaveText(
    "3 of 5 may: 1 by any subject, 1 by a wildcard, 1 by name and 1 only as a reply",
  );

  await page.getByRole("radio", { name: /^denied/ }).check();
  await expect.poll(answers).toEqual(["denied ", "denied "]);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const csv = fs
    .readFileSync(await (await download).path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(csv[0]).toBe(
    "name,file,user,account,status,action,subject,queue,decision,only as a reply,rule,origin,why",
  );
  expect(csv.slice(1).map((line) => line.split(",")[0])).toEqual(["reply", "no"]);
  await page.getByRole("radio", { name: "all 5" }).check();

  // A subscription, and what a queue group and a deny rule change.
  await page.getByRole("radio", { name: "Subscribe", exact: true }).check();
  await subject.fill("orders.eu.*");
  await expect(row(no)).toHaveAttribute("data-decision", "filtered");
  await expect(row(no)).toHaveAttribute("data-rule", "orders.eu.secret");
  await expect(row(eu)).toHaveAttribute("data-decision", "denied");
  await page.getByRole("textbox", { name: "Queue group", exact: true }).fill("workers");
  await expect(row(eu)).toHaveAttribute("data-decision", "allowed");
  await expect(row(eu)).toHaveAttribute("data-rule", "orders.> workers");
  await expect.poll(() => placed("may")).toBe("subscribe:orders.eu.* workers");
  expect(await runAxe(page)).toEqual([]);

  // The search narrows who is asked; a subject that no server takes is named.
  await page.getByRole("textbox", { name: "Search creds", exact: true }).fill("is:over-privileged");
  await expect.poll(answers).toHaveLength(2);
  await subject.fill("orders..eu");
  await expect(asks.getByRole("alert")).toContainText("Not a valid subject.");
  await expect(page.locator("[data-who]")).toHaveCount(0);

  // Back is the workbench, and forward the question.
  await page.goBack();
  await expect(subject).toBeHidden();
  await page.goForward();
  await expect(subject).toBeVisible();
});

test("a list of subjects is asked of all loaded creds", async ({ workbench, lab, files, page }) => {
  const eu = lab.trust.user({ name: "eu", nats: { pub: { allow: ["orders.eu.>"] } } });
  const audit = lab.trust.user({ name: "audit", nats: { pub: { deny: ["orders.>"] } } });
  await workbench.choose(
    ...[eu, audit].map(({ name, creds }) => files.write(`${name}.creds`, creds)),
  );
  await workbench.expectKeys(2);
  await page.getByRole("link", { name: /^Overview/ }).click();
  await page.getByRole("radio", { name: /^Who may/ }).check();
  await page.getByRole("radio", { name: "A list", exact: true }).check();
  await expect(page.getByText("Type or load a list of subjects.")).toBeVisible();
  await page
    .getByRole("textbox", { name: "List of subjects", exact: true })
    .fill("pub orders.eu.created\npub orders.us.created\nsub orders.* workers\nsay it");
  const grid = page.getByRole("grid", { name: "Who may, by subject", exact: true });
  await expect(grid).toHaveAttribute("aria-colcount", "4");
  await expect(page.getByText("Line 4,")).toBeVisible();
  const answersOf = ({ key }: typeof eu) =>
    page
      .locator(`[data-who-cell][data-key="${key.publicKey}"]`)
      .evaluateAll((cells) => cells.map(({ dataset }) => dataset["decision"]));
  await expect.poll(() => answersOf(eu)).toEqual(["allowed", "denied", "allowed"]);
  await expect.poll(() => answersOf(audit)).toEqual(["denied", "denied", "allowed"]);
  expect(await runAxe(page)).toEqual([]);

  // By keyboard: "audit" is the first row; below it, the second question.
  await grid.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  const active = page.locator('[data-who-cell][aria-selected="true"]');
  await expect(active).toHaveAttribute("data-key", eu.key.publicKey);
  await expect(active).toHaveAttribute("data-who-cell", "1");
  await expect(page.getByText(/^eu, publish orders\.us\.created: denied\./)).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export CSV" }).click();
  const [head, first] = fs.readFileSync(await (await download).path(), "utf8").split("\r\n");
  expect(head).toContain(
    ",publish orders.eu.created,publish orders.us.created,subscribe orders.* workers",
  );
  expect(first).toMatch(/^audit,.*,denied,denied,allowed$/);
});
