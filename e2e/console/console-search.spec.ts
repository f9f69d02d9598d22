// Search among many rows: the filter field and its form, hits and the steps between them, saved filters, and
// more rows than the tallest element can hold.
import { expect } from "@playwright/test";
import { makeSubject, test } from "../fixtures/connected";

test("field and form say the same, and every condition counts", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  for (let n = 0; n < 40; n++) {
    const currency = n % 2 === 0 ? "EUR" : "USD";
    other.publish(`${subject}.order`, JSON.stringify({ id: n, total: n * 10, currency }));
  }
  other.publish(`${subject}.blob`, Buffer.from([1, 2, 0xfe, 0xff]));
  await workbench.expectCount("received", 41);
  const filter = workbench.field("Filter");

  await filter.fill(`${subject}.order .total >= 200 .currency == "EUR"`);
  await workbench.expectCount("matching", 10);
  await expect(workbench.grid).toHaveAttribute("aria-rowcount", "10");

  await workbench.button("Build a filter").click();
  const form = page.getByRole("form", { name: "Filter conditions" });
  await expect(form.getByLabel("Subject pattern")).toHaveValue(`${subject}.order`);
  await expect(form.getByLabel("JSON path").first()).toHaveValue(".total");
  await form.getByLabel("JSON value").first().fill("300");
  await workbench.expectCount("matching", 5);
  await expect(filter).toHaveValue(`${subject}.order .total >= 300 .currency == "EUR"`);

  await form.getByRole("button", { name: "Text" }).click();
  await form.getByLabel("Text to find").fill('"id":38');
  await workbench.expectCount("matching", 1);
  await form.getByRole("checkbox", { name: "Or", exact: true }).last().check();
  await expect(filter).toHaveValue(/ \.currency == "EUR" \| "/);
  await workbench.expectCount("matching", 5);
  await filter.fill("hex:feff");
  await expect(form.getByLabel("Bytes in hex")).toHaveValue("feff");
  await workbench.expectCount("matching", 1);
  await page.keyboard.press("Escape");

  await filter.fill("size>=many");
  await expect(page.getByText("is ignored:")).toBeVisible();
  await workbench.expectCount("matching", 41);
});

test("a saved filter is still there after a reload", async ({
  workbench,
  files,
  page,
  connected: { user },
}) => {
  await workbench.field("Filter").fill('orders.> "EUR"');
  await workbench.button("Build a filter").click();
  await workbench.field("Name of the filter").fill("paid in euros");
  await workbench.button("Save").click();
  const storage = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect.poll(storage).toContain("paid in euros");
  const stored = await storage();
  expect(stored).not.toContain(user.key.seed.slice(0, 12));
  expect(stored).not.toContain(user.jwt.slice(0, 40));

  await workbench.reload();
  await workbench.choose(files.write("again.creds", user.creds));
  await workbench.show("Console");
  await workbench.button("Build a filter").click();
  await workbench.button("paid in euros").click();
  await expect(workbench.field("Filter")).toHaveValue('orders.> "EUR"');
});

test("hits are marked among all rows, and the buttons go from hit to hit", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  for (let n = 0; n < 3_000; n++) {
    other.publish(subject, n % 1_000 === 500 ? `Needle ${n}` : `hay ${n}`);
  }
  await workbench.expectCount("received", 3_000);
  await workbench.field("Filter").fill("needle");
  await workbench.expectCount("matching", 3);
  await expect(workbench.rows.locator("mark")).toHaveText(["Needle", "Needle", "Needle"]);

  await workbench.button("Only hits").click();
  await expect(workbench.grid).toHaveAttribute("aria-rowcount", "3001");
  const previous = workbench.button("Previous hit");
  for (const n of [2500, 1500, 500]) {
    await previous.click();
    await expect(workbench.payload).toHaveText(`Needle ${n}`);
    await expect(workbench.rows.filter({ hasText: `Needle ${n}` })).toBeInViewport();
  }
  await previous.click();
  await expect(page.getByText("No older hit")).toBeVisible();
  await workbench.button("Next hit").click();
  await expect(workbench.payload).toHaveText("Needle 1500");
  // The open row is found again when the list changes around it.
  await workbench.button("Only hits").click();
  await expect(workbench.grid).toHaveAttribute("aria-rowcount", "3");
  await expect(workbench.grid.locator("[aria-selected=true]")).toContainText("Needle 1500");
});

test("hits of an expression are marked in rows and in the open message", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  for (const id of ["o-1", "o-22", "x-3"]) other.publish(subject, JSON.stringify({ id, n: 1 }));
  await workbench.expectCount("received", 3);
  await workbench.field("Filter").fill("/o-[0-9]+/");
  await workbench.expectCount("matching", 2);
  await expect(workbench.rows.locator("mark")).toHaveText(["o-1", "o-22"]);
  await workbench.openRow("o-22");
  await expect(workbench.payload).toContainText("o-22");
  const marked = () =>
    page.evaluate(() =>
      [...(CSS.highlights.get("hits") ?? [])].map((mark) => {
        const range = new Range();
        range.setStart(mark.startContainer, mark.startOffset);
        range.setEnd(mark.endContainer, mark.endOffset);
        return String(range);
      }),
    );
  await expect.poll(marked).toEqual(["o-22"]);
  // A tree is drawn over several elements, and is one text for the expression.
  await workbench.field("Filter").fill('/^\\{\\s*"id"/');
  await workbench.expectCount("matching", 3);
  await expect(workbench.rows.locator("mark")).toHaveText(['{"id"', '{"id"', '{"id"']);
  await expect.poll(marked).toEqual(['{\n  "id"']);
});

test("more rows than the tallest element can hold: first row, last row, and a stopped search", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const count = 600_000;
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const text = (n: number) => `{"row":${n},`;
  const rest = `"text":"${"so it goes on ".repeat(8)}"}`;
  for (let n = 0; n < count; n++) {
    other.publish(subject, text(n) + rest);
    if (n % 20_000 === 0) await other.flush();
    // The server closes a connection that is more than 64 MiB behind.
    if ((n + 1) % 100_000 === 0) await workbench.expectCount("received", n + 1, 60_000);
  }
  await workbench.expectCount("dropped", 0);
  await expect(workbench.grid).toHaveAttribute("aria-rowcount", String(count + 1));
  await expect(workbench.rows.last()).toContainText(text(count - 1));

  await workbench.grid.focus();
  await page.keyboard.press("Home");
  await expect(workbench.rows.filter({ hasText: text(0) })).toBeInViewport();
  // A turn of the wheel moves by a few rows, even when a pixel of the scroll bar is many rows.
  await workbench.grid.hover();
  await page.mouse.wheel(0, 270);
  await expect(workbench.rows.filter({ hasText: text(10) })).toBeInViewport();
  await expect(workbench.rows.filter({ hasText: text(400) })).toHaveCount(0);
  await page.keyboard.press("End");
  await expect(workbench.rows.filter({ hasText: text(count - 1) })).toBeInViewport();

  // The search must parse each message as JSON, and finds none. A script in the page clicks Stop as soon as it
  // appears, because on a fast machine the search would end before a click of the test.
  await page.evaluate(clickWhenShown, "Stop");
  await workbench.field("Filter").fill(".row < 0");
  const status = page.locator("[data-search]");
  await expect(status).toHaveAttribute("data-search", "stopped");
  const percent = Number(/\d+/.exec((await status.textContent()) ?? "")?.[0]);
  expect(percent).toBeLessThan(100);
  await expect(status).toHaveText(`Stopped at ${percent}%`);
  // The search still checks new messages.
  other.publish(subject, '{"row":-1}');
  await workbench.expectCount("matching", 1);
  await workbench.field("Filter").fill("");
  await expect(workbench.grid).toHaveAttribute("aria-rowcount", String(count + 2));
});

/** Runs in the page: clicks the button of this name as soon as it appears. */
function clickWhenShown(name: string): void {
  const observer = new MutationObserver(() => {
    const button = [...document.querySelectorAll("button")].find(
      ({ textContent }) => textContent === name,
    );
    if (button === undefined) return;
    observer.disconnect();
    button.click();
  });
  observer.observe(document.body, { subtree: true, childList: true });
}
