// Working with subscriptions and with what was sent: mute and solo, overlaps, sets, the history, other payloads.
import { expect } from "@playwright/test";
import { makeSubject, test } from "../fixtures/connected";

test("a subscription is muted, listed alone, kept in a set, and all end at once", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.a`);
  await workbench.subscribe(`${subject}.>`);
  other.publish(`${subject}.a`, "one");
  other.publish(`${subject}.b`, "two");
  await workbench.expectCount("received", 3);
  const chip = page.locator(`[data-subscription="${subject}.>"]`);
  await expect(chip.locator("[data-overlaps]")).toHaveText("overlaps");
  await chip.getByRole("button", { name: "Mute" }).click();
  await workbench.expectCount("matching", 1);
  other.publish(`${subject}.b`, "three");
  await workbench.expectCount("received", 4);
  await chip.getByRole("button", { name: "Unmute" }).click();
  await workbench.expectCount("matching", 4);
  await chip.getByRole("button", { name: "Solo" }).click();
  await workbench.expectCount("matching", 3);

  const sets = workbench.button("Subscription sets");
  await sets.click();
  await workbench.field("Name of the set").fill("both");
  await workbench.button("Save").click();
  await workbench.button("Unsubscribe all").click();
  await expect(page.locator("[data-subscription]")).toHaveCount(0);
  await sets.click();
  await workbench.button("both").click();
  await expect(page.locator("[data-subscription]")).toHaveCount(2);
});

test("the history has results and latencies, and fills the form again", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  other.subscribe(subject, {
    callback: (_error, message) => {
      for (const part of ["a", "b", "c", ""]) message.respond(part);
    },
  });
  await other.flush();
  await workbench.field("Publish subject").fill(subject);
  await page.getByRole("radio", { name: "Request" }).click();
  await workbench.field("Replies").fill("100");
  await page.getByLabel("or an empty reply").check();
  await page.getByLabel("Payload encoding").selectOption("cbor");
  await workbench.field("Payload").fill('{"a":1}');
  await workbench.button("Send").click();
  await expect(page.locator("form [data-latencies]")).toHaveAttribute("data-latencies", "4");

  await workbench.show("History");
  const row = page.locator(`[data-history="${subject}"]`);
  await expect(row.locator("[data-reply]")).toHaveCount(4);
  await row.locator("[data-reply]").nth(1).click();
  await expect(workbench.payload).toHaveText("b");
  await row.getByRole("button").first().click();
  await expect(workbench.field("Payload")).toHaveValue('{"a":1}');
  await expect(workbench.field("Replies")).toHaveValue("100");
});
