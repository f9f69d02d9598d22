// Faults that a new user saw in the console and at the paste dialog.
import { expect } from "@playwright/test";
import { connectUser, makeSubject, test } from "../fixtures/connected";
import { test as plain } from "../fixtures/test";

test("shift-click selects rows and none of the page's text", async ({
  workbench,
  page,
  connected,
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  for (const text of ["one", "two", "three"]) connected.other.publish(subject, text);
  await workbench.expectCount("kept", 3);
  await workbench.rows.first().click();
  await workbench.rows.last().click({ modifiers: ["Shift"] });
  await expect(page.locator('[data-message][aria-selected="true"]')).toHaveCount(3);
  expect(await page.evaluate(() => getSelection()?.toString() ?? "")).toBe("");
  await expect(workbench.grid).toBeFocused();
});

test("twelve subscriptions look different and can all be reached; a second equal one is named", async ({
  workbench,
  page,
  connected: _,
}) => {
  const base = makeSubject();
  for (let n = 0; n < 12; n++) await workbench.subscribe(`${base}.${n}`);
  const chips = page.locator("[data-subscription]");
  await expect(chips).toHaveCount(12);
  const looks = await chips.locator("i").evaluateAll((all) => all.map((one) => one.className));
  expect(new Set(looks).size).toBe(12);
  await chips.last().scrollIntoViewIfNeeded();
  await expect(
    chips.last().getByRole("button", { name: "Unsubscribe", exact: true }),
  ).toBeInViewport({ ratio: 1 });
  await workbench.field("Subject").fill(`${base}.3`);
  await expect(page.locator("[data-twice]")).toContainText("arrives twice");
  await expect(workbench.button("Subscribe again")).toBeEnabled();
});

test("notices are not counted as messages shown", async ({ workbench, connected }) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  for (let n = 0; n < 4; n++) connected.other.publish(subject, "x");
  await workbench.expectCount("received", 4);
  await workbench.expectCount("notices", 1);
  await workbench.expectCount("matching", 4);
});

test("placeholders of a single message are filled in, and only JSON is called invalid JSON", async ({
  workbench,
  page,
  connected: _,
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  await workbench.field("Publish subject").fill(subject);
  await workbench.field("Payload").fill("{ not JSON");
  const form = page.getByRole("form", { name: "Send" });
  await expect(form.locator("[data-sent]").locator("..")).toContainText("B,");
  await expect(form).not.toContainText("not JSON (");
  await page.getByLabel("Payload encoding").selectOption("json");
  await expect(form).toContainText("This is not JSON (line 1, column 3).");
  await expect(workbench.button("Send")).toBeDisabled();
  await workbench.field("Payload").fill('{"id":"{{uuid}}"}');
  await workbench.button("Send").click();
  await expect(workbench.rows.first()).toContainText(/"id":\s?"[0-9a-f]{8}-/);
});

test("an own subscription that hides that no one answers is named", async ({
  workbench,
  page,
  connected: _,
}) => {
  await workbench.subscribe(">");
  await workbench.sendMode("Request");
  await workbench.field("Timeout").fill("300");
  await workbench.send(makeSubject(), "?");
  await expect(page.getByRole("form", { name: "Send" })).toContainText(
    "Your own subscription to >",
  );
});

plain(
  "subjects that are offered are allowed ones, with their queue group",
  async ({ workbench, lab, files }) => {
    await connectUser(
      { workbench, lab, files },
      {
        sub: { allow: ["orders.eu.>", "orders.us.> workers", "_INBOX.>"] },
        pub: { allow: ["orders.eu.created"] },
      },
    );
    const offered = workbench.page.locator("[data-offered]");
    await expect(offered).toHaveCount(2);
    await expect(
      workbench.page.locator('[data-offered-publish="orders.eu.created"]'),
    ).toBeVisible();
    for (const [name, typed, rest] of [
      ["Subject", "orders.e", "u.>"],
      ["Publish subject", "ord", "ers.eu.created"],
    ] as const) {
      const field = workbench.field(name);
      await field.click();
      await field.pressSequentially(typed);
      await expect(workbench.page.locator("[data-completion]")).toHaveText(typed + rest);
      await field.press("ArrowRight");
      await expect(field).toHaveValue(typed + rest);
      await expect(workbench.page.locator("[data-completion]")).toHaveCount(0);
      await field.fill("");
    }
    await workbench.page.locator('[data-offered="orders.us.> workers"]').click();
    await expect(workbench.subscription("orders.us.>")).toHaveAttribute("data-state", "active");
    await expect(workbench.subscription("orders.us.>")).toContainText("workers");
  },
);

plain(
  "the paste dialog has the focus, and what is pasted goes there and nowhere else",
  async ({ workbench, lab, page }) => {
    const user = lab.trust.user({ name: "svc-pasted" });
    await workbench.button("Paste").first().click();
    const field = page.getByLabel("Creds text", { exact: true });
    await expect(field).toBeFocused();
    await field.fill(user.creds);
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+X");
    await page.keyboard.press("Control+V");
    await expect(page.getByRole("dialog")).toContainText("bytes pasted");
    await expect(page.locator("[data-key]")).toHaveCount(0);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await workbench.expectSelected(user.key.publicKey);
    // Anywhere on the page the same keys load creds at once; these are known already.
    await page.locator("body").click({ position: { x: 700, y: 880 } });
    await page.keyboard.press("Control+V");
    await workbench.expectKeys(1);
  },
);

test("in a narrow window the storage settings leave Export within reach", async ({
  workbench,
  page,
  connected: _,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await workbench.button("Storage").click();
  const settings = page.getByRole("dialog", { name: "Storage" });
  await expect(settings).toBeVisible();
  const [above, below] = [
    await workbench.button("Export choices").boundingBox(),
    await settings.boundingBox(),
  ];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
});
