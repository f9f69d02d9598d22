// What cannot be brought back is not lost unasked: by leaving the page, and by Forget.
import { expect } from "@playwright/test";
import { connectUser } from "../fixtures/connected";
import { test } from "../fixtures/test";

test("the browser asks before a reload only while something would be lost", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const user = lab.trust.user({ name: "a" });
  await workbench.choose(files.write("a.creds", user.creds));
  await workbench.expectSelected(user.key.publicKey);
  await page.mouse.click(700, 880);
  await workbench.reload();
  expect(asked).toEqual([]);
  await connectUser({ workbench, lab, files });
  await workbench.reload();
  expect(asked).toEqual(["beforeunload"]);
  await expect(page.locator("[data-key]")).toHaveCount(0);
});

test("Forget names what would be gone, and offers the messages as a file", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { user, other } = await connectUser({ workbench, lab, files });
  await workbench.subscribe("losses.>");
  for (let n = 0; n < 3; n++) other.publish("losses.a", "x");
  await workbench.expectCount("kept", 3);
  await workbench.button("Forget").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("[data-losses]")).toHaveText("1 connection and 3 messages");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export messages" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.ndjson$/);
  await page.keyboard.press("Escape");
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await workbench.button("Forget").click();
  await workbench.button("Forget now").click();
  await expect(workbench.key(user.key.publicKey)).toHaveCount(0);
  await expect(workbench.button("Undo")).toHaveCount(0);
});
