// Saved messages, in their tab of the dock: kept, exported and imported, and put into folders.
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { runAxe } from "../fixtures/axe";
import { makeSubject, test } from "../fixtures/connected";
import { startInstance } from "../fixtures/instance";
import { test as plain } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

test("a message is saved, exported, deleted, imported and sent again", async ({
  workbench,
  page,
  files,
  connected: { other },
}) => {
  const subject = makeSubject();
  const got: string[] = [];
  other.subscribe(subject, { callback: (_error, message) => got.push(message.string()) });
  await other.flush();
  await workbench.field("Publish subject").fill(subject);
  await workbench.field("Payload").fill('{"id":1}');
  await workbench.show("Saved");
  await workbench.button("Save this one").click();
  const saved = page.locator(`[data-saved="${subject}"]`);
  await expect(saved).toHaveCount(1);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    workbench.button("Export all").click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  expect(JSON.parse(text).messages).toMatchObject([{ name: subject, payload: '{"id":1}' }]);
  await workbench.button(`Delete ${subject}`).click();
  await workbench.button("Cancel").click();
  await expect(saved).toHaveCount(1);
  await workbench.button(`Delete ${subject}`).click();
  await workbench.button("Delete now").click();
  await expect(saved).toHaveCount(0);
  await expect(workbench.field("Name of the message")).toBeFocused();
  await page.getByLabel("File of saved messages").setInputFiles(files.write("saved.json", text));
  await expect(saved).toHaveCount(1);

  await workbench.show("Send");
  await workbench.field("Payload").fill("something else");
  await workbench.show("Saved");
  await saved.getByRole("button").first().click();
  await expect(workbench.field("Payload")).toHaveValue('{"id":1}');
  await workbench.button("Send").click();
  await expect.poll(() => got).toEqual(['{"id":1}']);

  await workbench.reload();
  expect(await page.evaluate(() => localStorage.getItem("credence.messages"))).toContain(subject);
});

test("messages are put into folders, which are folded, renamed, moved and deleted by keyboard", async ({
  workbench,
  page,
  connected: _,
}) => {
  await workbench.field("Publish subject").fill("orders.new");
  await workbench.show("Saved");
  const save = async (folder: string, name: string) => {
    await page.getByLabel("Folder of the message", { exact: true }).fill(folder);
    await workbench.field("Name of the message").fill(name);
    await workbench.button("Save this one").click();
    await expect(page.locator(`[data-saved="${folder}/${name}"]`)).toBeVisible();
  };
  await save("team/orders", "created");
  await save("team/orders", "paid");
  await save("ping", "all");
  // A name that is taken is replaced after a question only, and is still there after a look at another tab.
  await page.getByLabel("Folder of the message", { exact: true }).fill("ping");
  await workbench.field("Name of the message").fill("all");
  await workbench.show("Send", "Saved");
  await workbench.button("Save this one").click();
  const replace = page.getByRole("dialog", { name: "Replace this message" });
  await expect(replace).toContainText("ping/all");
  await replace.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(workbench.field("Name of the message")).toHaveValue("all");
  const folder = (path: string) => page.locator(`[data-saved-folder="${path}"]`);
  const message = (path: string) => page.locator(`[data-saved="${path}"]`);
  await expect(folder("team")).toContainText("2");
  await expect(
    page.getByRole("list", { name: "team" }).getByRole("list", { name: "orders" }),
  ).toContainText("created");

  expect(await runAxe(page, { within: '[aria-label="Saved messages"]' })).toEqual([]);

  // The arrow keys fold and go on.
  await folder("ping").getByRole("button").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(folder("team").getByRole("button").first()).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(message("team/orders/paid")).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(message("team/orders/paid")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(folder("team/orders").getByRole("button").first()).toBeFocused();

  await page.keyboard.press("F2");
  const dialog = page.getByRole("dialog", { name: "Rename or move this folder" });
  await expect(dialog.getByLabel("Name", { exact: true })).toBeFocused();
  await dialog.getByLabel("Folder", { exact: true }).fill("");
  await dialog.getByLabel("Name", { exact: true }).fill("sales");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(folder("sales").getByRole("button").first()).toBeFocused();
  await expect(folder("team")).toHaveCount(0);

  // A name that is taken stays in the field, and nothing is lost.
  await workbench.button("Rename or move sales/paid").click();
  const rename = page.getByRole("dialog", { name: "Rename or move this message" });
  await rename.getByLabel("Name", { exact: true }).fill("created");
  await rename.getByRole("button", { name: "Save", exact: true }).click();
  await expect(rename.getByRole("alert")).toContainText("there already");
  await rename.getByLabel("Folder", { exact: true }).fill("ping");
  await rename.getByRole("button", { name: "Save", exact: true }).click();
  await expect(message("ping/created").getByRole("button").first()).toBeFocused();

  await folder("ping").getByRole("button").first().focus();
  await page.keyboard.press("Delete");
  const question = page.getByRole("dialog", { name: "Delete this folder" });
  await expect(question).toContainText("ping and 2 messages");
  await question.getByRole("button", { name: "Delete now", exact: true }).click();
  await expect(folder("ping")).toHaveCount(0);
  await expect(folder("sales").getByRole("button").first()).toBeFocused();
  const kept = await page.evaluate(() => localStorage.getItem("credence.messages") ?? "[]");
  expect(JSON.parse(kept).map((one: { name: string }) => one.name)).toEqual(["sales/created"]);
});

plain(
  "an instance offers messages in folders, which are used and not changed",
  async ({ page, lab, files }) => {
    const instance = await startInstance({
      messages: [
        { name: "team/orders/created", subject: "orders.created", payload: '{"n":{{seq}}}' },
        { name: "ping", mode: "request", subject: "$SRV.PING" },
      ],
    });
    try {
      const workbench = new Workbench(page, new Watch(page, instance.url));
      await workbench.open(instance.url);
      await workbench.choose(files.write("a.creds", lab.trust.user({ name: "svc-a" }).creds));
      await workbench.show("Console", "Saved");
      const offered = page.getByRole("list", { name: "Offered by this instance", exact: true });
      await expect(offered.locator("[data-saved]")).toHaveCount(2);
      await expect(offered.locator('[data-saved-folder="team/orders"]')).toContainText("1");
      await offered.locator("[data-place]").first().focus();
      await page.keyboard.press("Delete");
      await page.keyboard.press("F2");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await offered.locator('[data-saved="team/orders/created"]').getByRole("button").click();
      await expect(workbench.field("Publish subject")).toHaveValue("orders.created");
      await expect(workbench.field("Payload")).toHaveValue('{"n":{{seq}}}');
    } finally {
      await instance.stop();
    }
  },
);
