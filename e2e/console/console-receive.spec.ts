// Messages of other clients: the time until they are rows, their exact counts, and the effects of pausing,
// filtering and clearing.
import { expect } from "@playwright/test";
import { makeSubject, test } from "../fixtures/connected";
import { measureSlowness } from "../fixtures/pace";
import { settle, waitForTimers } from "../fixtures/settle";

const SAMPLES = 15;
/** The limit in milliseconds, on a usual machine. */
const ROW_WITHIN = 100;

declare global {
  interface Window {
    /** From the payload text of a row to the time at which it was first in the document. */
    rowTimes: Map<string, number>;
    /** The distances of the watched row from its first position, in pixels. */
    furthest: number;
  }
}

/** Runs in the page and records when rows appear. Page and publisher share the clock of Date.now(). */
function recordRowTimes(): void {
  const times = new Map<string, number>();
  window.rowTimes = times;
  new MutationObserver(() => {
    const now = Date.now();
    for (const row of document.querySelectorAll("[data-message]")) {
      const mark = /probe-\d+;/.exec(row.textContent ?? "")?.[0];
      if (mark !== undefined && !times.has(mark)) times.set(mark, now);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

test("a message of another client is a row within 100 ms", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  await page.evaluate(recordRowTimes);
  const waits: number[] = [];
  for (let n = 0; n < SAMPLES; n++) {
    const mark = `probe-${n};`;
    const sentAt = Date.now();
    other.publish(`${subject}.a`, mark);
    await other.flush();
    const seen = () => page.evaluate((key) => window.rowTimes.get(key) ?? 0, mark);
    await expect.poll(seen, { intervals: [20] }).toBeGreaterThan(0);
    waits.push((await seen()) - sentAt);
  }
  const median = waits.sort((a, b) => a - b)[Math.floor(SAMPLES / 2)] ?? Number.NaN;
  test.info().annotations.push({ type: "measured", description: `median ${median} ms` });
  expect(median).toBeLessThan(ROW_WITHIN * (await measureSlowness(page)));
});

test("wildcards, queue groups and exact counts", async ({ workbench, connected: { other } }) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.*`);
  await workbench.subscribe(`${subject}.deep.>`);
  await workbench.subscribe(`${subject}.work`, "workers");
  let taken = 0;
  other.subscribe(`${subject}.work`, { queue: "workers", callback: () => taken++ });
  await other.flush();
  for (let n = 0; n < 500; n++) other.publish(`${subject}.one`, `m${n}`);
  for (let n = 0; n < 300; n++) other.publish(`${subject}.deep.a.b`, `d${n}`);
  await other.flush();
  await expect(workbench.subscription(`${subject}.*`)).toHaveAttribute("data-received", "500");
  await expect(workbench.subscription(`${subject}.deep.>`)).toHaveAttribute("data-received", "300");
  await workbench.expectCount("received", 800);
  await workbench.expectCount("kept", 800);
  await workbench.expectCount("dropped", 0);

  for (let n = 0; n < 200; n++) other.publish(`${subject}.work`, `w${n}`);
  await other.flush();
  await expect(workbench.subscription(`${subject}.*`)).toHaveAttribute("data-received", "700");
  const queued = workbench.subscription(`${subject}.work`);
  await expect
    .poll(async () => Number(await queued.getAttribute("data-received")) + taken)
    .toBe(200);
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(200);
  // The rows are the messages of both subscriptions, the queue group's share, and the notice of the connection.
  const rows = 800 + 200 + (200 - taken) + 1;
  await expect(workbench.grid).toHaveAttribute("aria-rowcount", String(rows));
});

test("unsubscribe stops the messages and keeps the rows", async ({
  workbench,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  other.publish(subject, "first");
  await workbench.expectCount("received", 1);
  await workbench.subscription(subject).getByRole("button", { name: "Unsubscribe" }).click();
  await expect(
    workbench.page.locator(`[data-subscription="${subject}"][data-state=active]`),
  ).toHaveCount(0);
  // The server has handled the UNSUB when a later round trip over the same socket is done.
  await workbench.subscribe(`${subject}.mark`);
  await expect
    .poll(async () => {
      other.publish(`${subject}.mark`, "mark");
      return workbench.rows.filter({ hasText: "mark" }).count();
    })
    .toBeGreaterThan(0);
  other.publish(subject, "second");
  other.publish(`${subject}.mark`, "last");
  await expect(workbench.rows.filter({ hasText: "last" })).toHaveCount(1);
  await expect(workbench.rows.filter({ hasText: "second" })).toHaveCount(0);
  await expect(workbench.rows.filter({ hasText: "first" })).toHaveCount(1);
});

test("pause keeps receiving, resume shows what came", async ({
  workbench,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  for (let n = 0; n < 5; n++) other.publish(subject, `before-${n}`);
  await expect(workbench.rows.filter({ hasText: "before-4" })).toHaveCount(1);
  await workbench.button("Pause").click();
  for (let n = 0; n < 50; n++) other.publish(subject, `during-${n}`);
  await workbench.expectCount("received", 55);
  // The messages of a counted window are drawn in the next frame.
  await settle(workbench.page);
  await expect(workbench.rows.filter({ hasText: "during-" })).toHaveCount(0);
  await workbench.button("Resume").click();
  await expect(workbench.rows.filter({ hasText: "during-49" })).toHaveCount(1);
  await workbench.expectCount("kept", 55);
  await workbench.expectCount("dropped", 0);
});

test("filter by subject pattern and by text", async ({ workbench, connected: { other } }) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  for (let n = 0; n < 6; n++) other.publish(`${subject}.eu.created`, `lamp ${n}`);
  for (let n = 0; n < 4; n++) other.publish(`${subject}.us.created`, `chair ${n}`);
  await workbench.expectCount("received", 10);
  await workbench.field("Filter").fill(`${subject}.us.*`);
  await workbench.expectCount("matching", 4);
  await expect(workbench.rows.filter({ hasText: "lamp" })).toHaveCount(0);
  await workbench.field("Filter").fill("lamp");
  await workbench.expectCount("matching", 6);
  await expect(workbench.rows.filter({ hasText: "chair" })).toHaveCount(0);
  await workbench.field("Filter").fill("");
  await expect(workbench.rows.filter({ hasText: "chair" })).toHaveCount(4);
});

test("clear asks only when it destroys much", async ({ workbench, page, connected: { other } }) => {
  const subject = makeSubject();
  const clear = workbench.button("Clear");
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  // Only the notice of the connection is kept, and no message, so Clear asks no question.
  await workbench.expectCount("notices", 1);
  await expect(clear).toBeEnabled();
  await clear.click();
  await workbench.expectCount("notices", 0);
  await settle(page);
  await expect(dialog).toHaveCount(0);

  await workbench.subscribe(subject);
  for (let n = 0; n < 20; n++) other.publish(subject, `m${n}`);
  await workbench.expectCount("kept", 20);
  await clear.click();
  await workbench.expectCount("kept", 0);
  await expect(dialog).toHaveCount(0);
  for (let n = 0; n < 100; n++) other.publish(subject, `m${n}`);
  await workbench.expectCount("kept", 100);
  await clear.click();
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Clear" }).click();
  await workbench.expectCount("kept", 0);
  await expect(workbench.rows).toHaveCount(0);
});

test("the newest row stays in view when the list gets taller", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await page.setViewportSize({ width: 1280, height: 640 });
  await workbench.subscribe(`${subject}.>`);
  const publish = async (from: number) => {
    for (let n = from; n < from + 100; n++) other.publish(`${subject}.a`, `row-${n};`);
    await other.flush();
    await expect(workbench.grid.getByText(`row-${from + 99};`)).toBeInViewport();
  };
  await publish(100);
  // The browser moves a list that is scrolled to its end when its height grows; the user has not scrolled.
  for (const [round, height] of [720, 800, 900, 1000].entries()) {
    await page.setViewportSize({ width: 1280, height });
    await publish(200 + 100 * round);
  }
});

test("the row under the pointer stays where it is in a flood", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  for (let n = 0; n < 300; n++) other.publish(subject, `still-${n}`);
  await workbench.expectCount("received", 300);
  await expect(workbench.rows.filter({ hasText: "still-299" })).toHaveCount(1);
  const row = workbench.rows.filter({ hasText: "still-294" });
  await row.hover();
  const before = await page.evaluate(rowTop);
  expect(before).not.toBeNull();
  await page.evaluate(watchRow, before ?? 0);
  for (let n = 0; n < 5_000; n++) other.publish(subject, `flood-${n}`);
  await other.flush();
  await workbench.expectCount("received", 5_300);
  await expect(row).toHaveCount(1);
  expect(await page.evaluate(rowTop)).toBe(before);
  // This is long enough for everything that is drawn late.
  await waitForTimers(page, 1_000);
  expect(await page.evaluate(() => window.furthest)).toBeLessThanOrEqual(1);
});

test("a row keeps its element while the pointer comes to it", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  for (let n = 0; n < 60; n++) other.publish(subject, `row-${n};`);
  await workbench.expectCount("received", 60);
  const row = workbench.rows.filter({ hasText: "row-59;" });
  const element = await row.elementHandle();
  // While the pointer holds the grid, it requests rows from a fixed position and not the newest ones.
  await row.hover();
  await waitForTimers(page, 700);
  expect(await element?.evaluate((now) => (now.isConnected ? now.textContent : ""))).toContain(
    "row-59;",
  );
  await row.click();
  await expect(workbench.payload).toHaveText("row-59;");
});

/** Runs in the page, in one task, because a row may have another element after the next frame. */
function rowTop(): number | null {
  const row = [...document.querySelectorAll("[data-message]")].find((element) =>
    element.textContent?.includes("still-294"),
  );
  return row?.getBoundingClientRect().top ?? null;
}

/** Runs in the page: records in each frame the distance between `top` and the row that is at `top` now. */
function watchRow(top: number): void {
  const row = [...document.querySelectorAll("[data-message]")].find((element) =>
    element.textContent?.includes("still-294"),
  );
  const number = row?.getAttribute("data-message");
  window.furthest = 0;
  const frame = () => {
    const now = document.querySelector(`[data-message="${number}"]`);
    const distance = now ? Math.abs(now.getBoundingClientRect().top - top) : 9_999;
    window.furthest = Math.max(window.furthest, distance);
    requestAnimationFrame(frame);
  };
  frame();
}
