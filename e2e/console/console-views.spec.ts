// The log by subject and over time: exact counts, and one click from a count to its messages.
import { expect } from "@playwright/test";
import { makeSubject, test } from "../fixtures/connected";
import { waitForTimers } from "../fixtures/settle";

test("by subject: counts add up, and lead to rows and to subscriptions", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const root = makeSubject();
  await workbench.subscribe(`${root}.>`);
  for (let n = 0; n < 30; n++) other.publish(`${root}.eu.created`, `eu ${n}`);
  for (let n = 0; n < 12; n++) other.publish(`${root}.us.created`, `us ${n}`);
  other.publish(`${root}.us`, "us itself");
  await workbench.expectCount("received", 43);

  await page.getByRole("radio", { name: "Subjects" }).check();
  const tree = page.getByRole("treegrid", { name: "Subjects" });
  const line = (path: string) => tree.locator(`[data-subject="${path}"]`);
  await expect(line(root)).toHaveAttribute("data-messages", "43");
  await expect(line(root)).toHaveAttribute("aria-expanded", "false");

  // The keyboard opens a line, goes down and opens the next one.
  await tree.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(line(`${root}.eu`)).toHaveAttribute("data-messages", "30");
  await expect(line(`${root}.us`)).toHaveAttribute("data-messages", "13");
  await expect(line(`${root}.us`)).toContainText("us itself");

  await line(`${root}.us`)
    .getByRole("button", { name: /^Subscribe to/ })
    .click();
  await expect(workbench.subscription(`${root}.us.>`)).toHaveAttribute("data-state", "active");

  await line(`${root}.us`)
    .getByRole("button", { name: /^Filter by/ })
    .click();
  await workbench.expectCount("matching", 13);
  await expect(workbench.rows.filter({ hasText: "eu " })).toHaveCount(0);
  await expect(workbench.field("Filter")).toHaveValue(`${root}.us ${root}.us.>`);
});

test("over time: a range drawn on the chart is part of the filter", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  for (let burst = 0; burst < 2; burst++) {
    for (let n = 0; n < 50; n++) other.publish(subject, `burst ${burst}`);
    await other.flush();
    await workbench.expectCount("received", 50 * (burst + 1));
    // The chart shows time, so this much time must pass between the two bursts.
    if (burst === 0) await page.waitForTimeout(3_000);
  }
  await page.getByRole("radio", { name: "Time", exact: true }).check();
  const chart = page.getByRole("figure", { name: "Messages over time" });
  await page.getByRole("radio", { name: "All kept" }).check();
  await expect(chart).toHaveAttribute("data-timeline-messages", "100");

  // When the chart is drawn, the first burst is at the left edge and the second at the right.
  await waitForTimers(page, 1_500);
  const plot = await chart.locator(".u-over").boundingBox();
  if (plot === null) throw new Error("the chart has no place");
  const at = (part: number) => plot.x + plot.width * part;
  await page.mouse.move(at(0.5), plot.y + 40);
  await page.mouse.down();
  await page.mouse.move(at(0.999), plot.y + 40, { steps: 4 });
  await page.mouse.up();
  await expect(workbench.field("Filter")).toHaveValue(/^after:\S+ before:\S+$/);
  await workbench.expectCount("matching", 50);
  await expect(workbench.rows.filter({ hasText: "burst 0" })).toHaveCount(0);
  await expect(chart, "what lies around the range stays in sight").toHaveAttribute(
    "data-timeline-messages",
    "100",
  );
  await workbench.button("All times").click();
  await expect(workbench.field("Filter")).toHaveValue("");
});

test("storage: a choice takes effect at once, and is kept after a reload", async ({
  workbench,
  files,
  page,
  connected: { user, other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  await workbench.button("Storage").click();
  await page.getByLabel("Memory", { exact: true }).selectOption("64 MiB");
  await page.getByLabel("At most").fill("100");
  await workbench.button("Save").click();
  await expect(page.locator("[data-budget]")).toHaveAttribute("data-budget", String(64 * 2 ** 20));
  for (let n = 0; n < 10_000; n++) other.publish(subject, `m${n}`);
  await workbench.expectCount("received", 10_000);
  await expect
    .poll(async () => Number(await workbench.count("dropped").getAttribute("data-value")))
    .toBeGreaterThan(0);
  const [kept, dropped] = await Promise.all(
    ["kept", "dropped"].map((name) => workbench.count(name).getAttribute("data-value")),
  );
  expect(Number(kept) + Number(dropped)).toBe(10_000);

  await workbench.reload();
  await workbench.choose(files.write("again.creds", user.creds));
  await workbench.show("Console");
  await workbench.button("Storage").click();
  await expect(page.getByLabel("At most")).toHaveValue("100");
});
