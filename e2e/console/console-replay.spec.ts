// Replay in the built page: messages of the list are sent again to another subject.
import { expect } from "@playwright/test";
import { makeSubject, test } from "../fixtures/connected";

test("the messages that match the filter are sent again, and the progress says so", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const [from, to] = [makeSubject(), makeSubject()];
  await workbench.subscribe(`${from}.>`);
  await workbench.subscribe(`${to}.>`);
  for (let n = 0; n < 5; n++) other.publish(`${from}.${n}`, `order ${n}`);
  await workbench.expectCount("received", 5);
  await workbench.field("Filter").fill("/order [1-3]/");
  await workbench.expectCount("matching", 3);

  await workbench.button("Replay").click();
  const dialog = page.getByRole("dialog", { name: "Replay messages" });
  await expect(dialog.getByRole("radio", { name: "Matching the filter" })).toBeChecked();
  await dialog.getByLabel("Subjects to replay").fill(`${from}.*`);
  await dialog.getByLabel("Replay to").fill(`${to}.*.*`);
  await expect(dialog.getByText("More wildcards than in the subjects")).toBeVisible();
  await dialog.getByLabel("Replay to").fill(`${to}.again.*`);
  await expect(dialog.getByText(`is sent to ${to}.again.3`)).toBeVisible();
  await dialog.getByRole("radio", { name: "No delay" }).click();
  await dialog.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(dialog.locator('[data-repeat="done"]')).toContainText("Sent 3 in");
  await page.keyboard.press("Escape");
  await workbench.expectCount("received", 8);
  await workbench.expectCount("matching", 6);
  await expect(workbench.rows.last()).toContainText(`${to}.again.3`);
});
