// Replay in the built page: messages of the list are sent again to another subject, and replies are left out.
import { expect, type Page } from "@playwright/test";
import { connectUser, makeSubject, test } from "../fixtures/connected";
import { test as plain } from "../fixtures/test";

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
  await dialog.getByRole("radio", { name: "At another speed" }).click();
  const start = dialog.getByRole("button", { name: "Replay", exact: true });
  await dialog.getByLabel("Times as fast").fill("fast");
  await expect(start).toBeDisabled();
  await dialog.getByLabel("Times as fast").fill("10000");
  await expect(start).toBeEnabled();
  await dialog.getByRole("button", { name: "Replay", exact: true }).click();
  await expect(dialog.locator('[data-repeat="done"]')).toContainText("Sent 3 in");
  await page.keyboard.press("Escape");
  await workbench.expectCount("received", 8);
  await workbench.expectCount("matching", 6);
  await expect(workbench.rows.last()).toContainText(`${to}.again.3`);
});

for (const leave of ["Cancel", "Escape"]) {
  test(`a replay that is left with ${leave} while it starts sends nothing`, async ({
    workbench,
    page,
    connected: { other },
  }) => {
    const [from, to] = [makeSubject(), makeSubject()];
    await workbench.subscribe(`${from}.>`);
    await workbench.subscribe(`${to}.>`);
    other.publish(`${from}.a`, "order");
    await workbench.expectCount("received", 1);
    const dialog = page.getByRole("dialog", { name: "Replay messages" });
    await workbench.button("Replay").click();
    await dialog.getByLabel("Subjects to replay").fill(`${from}.*`);
    await dialog.getByLabel("Replay to").fill(`${to}.*`);
    // The vault's code of a replay does not come before the user has left.
    const code = await holdCode(page);
    await dialog.getByRole("button", { name: "Replay", exact: true }).click();
    await expect(dialog.getByText("Starting: looking for the messages to send")).toBeVisible();
    await expect.poll(code.held).toBeGreaterThan(0);
    if (leave === "Escape") await page.keyboard.press("Escape");
    else await dialog.getByRole("button", { name: leave, exact: true }).click();
    await expect(dialog).toBeHidden();
    const run = page.locator("[data-repeat]");
    await expect(run).toHaveAttribute("data-repeat", "starting");
    code.release();
    await expect(run).toHaveAttribute("data-repeat", "cancelled");
    await expect(run).toContainText("Cancelled. Nothing was sent");
    other.publish(`${to}.last`, "marker");
    await workbench.expectCount("received", 2);
    await expect(workbench.rows.last()).toContainText(`${to}.last`);
  });
}

test("a repeat that starts can be cancelled in the dialog of a replay", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  other.publish(subject, "order");
  await workbench.expectCount("received", 1);
  // Its code is there then.
  await workbench.button("Replay").click();
  const dialog = page.getByRole("dialog", { name: "Replay messages" });
  await expect(dialog.getByLabel("Replay as")).toBeEnabled();
  await page.keyboard.press("Escape");
  await workbench.button("Repeat").click();
  await workbench.field("Publish subject").fill(subject);
  const code = await holdCode(page);
  await workbench.button("Start").click();
  await expect.poll(code.held).toBeGreaterThan(0);
  await workbench.button("Replay").click();
  const run = dialog.locator("[data-repeat]");
  await expect(run).toHaveAttribute("data-repeat", "starting");
  await expect(dialog.getByText("looking for the messages")).toHaveCount(0);
  await run.getByRole("button", { name: "Cancel" }).click();
  code.release();
  await expect(run).toContainText("Cancelled. Nothing was sent");
  await expect(dialog.getByLabel("Replay as")).toBeEnabled();
  other.publish(subject, "marker");
  await workbench.expectCount("received", 2);
});

test("creds that lose their connection stay chosen, and nothing is sent as others", async ({
  workbench,
  page,
  lab,
  files,
  connected,
}) => {
  await workbench.expectSelected(connected.user.key.publicKey);
  const server = await lab.serve({});
  const user = lab.trust.user({ name: "svc-second" });
  await workbench.choose(files.write("svc-second.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.show("Console");
  const subject = makeSubject();
  await workbench.subscribe(subject);
  await workbench.send(subject, "order");
  await workbench.expectCount("received", 1);
  await workbench.button("Replay").click();
  const dialog = page.getByRole("dialog", { name: "Replay messages" });
  const sender = dialog.getByLabel("Replay as").locator("option:checked");
  await expect(sender).toContainText("svc-second");
  await server.stop();
  await expect(dialog.getByRole("alert")).toContainText("not connected any more");
  await expect(sender).toContainText("svc-second");
  await expect(dialog.getByRole("button", { name: "Replay", exact: true })).toBeDisabled();
});

plain(
  "replies to the inbox of these creds are not sent again, and the page says why",
  async ({ workbench, page, lab, files }) => {
    // The only inbox that they may subscribe to.
    const inbox = `${makeSubject()}.inbox`;
    const parts = { workbench, lab, files };
    const { other } = await connectUser(parts, { sub: { allow: [`${inbox}.>`] } });
    await workbench.show("Console");
    await workbench.subscribe(`${inbox}.x.*`);
    other.publish(`${inbox}.x.1`, "late");
    await workbench.expectCount("received", 1);
    await workbench.button("Replay").click();
    const dialog = page.getByRole("dialog", { name: "Replay messages" });
    await expect(dialog).toContainText("is left out: it is a reply subject");
    await expect(dialog).toContainText(`_INBOX, ${inbox}, or to a subject`);
    await dialog.getByRole("radio", { name: "All kept" }).check();
    await dialog.getByRole("button", { name: "Replay", exact: true }).click();
    const done = dialog.locator('[data-repeat="done"]');
    await expect(done).toContainText("1 left out (1 on reply or system subjects)");
    await workbench.expectCount("received", 1);
  },
);

/** What is loaded from now on waits for `release`. */
async function holdCode(page: Page) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let held = 0;
  await page.context().route("**/_next/static/**", async (route) => {
    held += 1;
    await released;
    await route.continue();
  });
  return { held: () => held, release: () => release() };
}
