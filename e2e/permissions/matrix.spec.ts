// Many subjects at once: ready-made lists with answers and the line that changes them, and the user's own list
// with its table, which can be saved by name and exported.
import fs from "node:fs";
import { expect } from "@playwright/test";
import { connectUser } from "../fixtures/connected";
import { test } from "../fixtures/test";

const NARROW = {
  pub: { allow: ["orders.>", "$SYS.REQ.USER.INFO"], deny: ["orders.audit"] },
  sub: { allow: ["orders.>", "jobs.* workers", "_INBOX.>"], deny: ["orders.secret"] },
};

test("ready-made lists answer in one line, and say what to change", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  await connectUser({ workbench, lab, files }, NARROW);
  await page.keyboard.press("Escape");
  await page.locator("body").press("4");
  await workbench.show("Matrix");
  const matrix = page.getByRole("region", { name: "Matrix", exact: true });
  const need = (id: string) => matrix.locator(`[data-need="${id}"]`);
  await workbench.field("Subject to ask about").fill("orders.eu");
  await expect(need("request")).toHaveAttribute("data-verdict-of-need", "yes");
  await expect(need("consume")).toHaveAttribute("data-verdict-of-need", "no");
  await workbench.field("Stream to ask about").fill("ORDERS");
  await need("consume").locator("summary").click();
  await expect(need("consume").locator("[data-fix]").first()).toContainText(
    /^nsc edit user .*ORDERS/,
  );
});

test("an own list: answers, search, saved by name, exported", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  await connectUser({ workbench, lab, files }, NARROW);
  await workbench.show("Permissions", "Matrix");
  await page.getByRole("radio", { name: "Own lists", exact: true }).check();
  const matrix = page.getByRole("region", { name: "Matrix", exact: true });
  const lines = [
    "orders.audit",
    "pub other",
    "sub jobs.eu workers",
    "sub jobs.eu",
    "sub orders.*",
    "say it",
  ];
  await workbench.field("List of subjects").fill(lines.join("\n"));
  const answers = matrix.locator("[data-decision]");
  const shown = () =>
    answers.evaluateAll((all) =>
      all.map(({ dataset }) => `${dataset["action"]} ${dataset["subject"]} ${dataset["decision"]}`),
    );
  await expect
    .poll(shown)
    .toEqual([
      "publish orders.audit denied",
      "subscribe orders.audit allowed",
      "publish other denied",
      "subscribe jobs.eu allowed",
      "subscribe jobs.eu denied",
      "subscribe orders.* filtered",
    ]);
  await expect(matrix).toContainText("Line 6");

  await workbench.button("Test the subscriptions").click();
  await expect(matrix.locator("[data-trial]")).toHaveCount(4);
  await expect(matrix.locator('[data-finding="agrees"]')).toHaveCount(4);

  await page.getByRole("radio", { name: /^denied/ }).check();
  await expect(answers).toHaveCount(4);
  const saved = page.waitForEvent("download");
  await workbench.button("Export CSV").click();
  const csv = fs.readFileSync(await (await saved).path(), "utf8");
  expect(csv).toContain("orders.audit");
  expect(csv).not.toContain("orders.*");

  await workbench.field("List name").fill("mine");
  await workbench.button("Save").click();
  await workbench.reload();
  await connectUser({ workbench, lab, files }, NARROW);
  await workbench.show("Permissions", "Matrix");
  await page.getByRole("radio", { name: "Own lists", exact: true }).check();
  await page.getByLabel("Saved list", { exact: true }).selectOption("mine");
  await expect(workbench.field("List of subjects")).toHaveValue(lines.join("\n"));
  await expect(answers).toHaveCount(6);
});
