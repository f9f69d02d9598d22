// Single keys that act on a message, and the buttons that move to the next one.
import { expect } from "@playwright/test";
import { clipboardText } from "../fixtures/clipboard";
import { makeSubject, test } from "../fixtures/connected";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("keys act on the row that the arrows have moved to, and on the open message", async ({
  workbench,
  connected: { other },
  page,
  context,
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  for (const n of [1, 2, 3]) other.publish(`${subject}.a`, `it's ${n}`);
  other.publish(`${subject}.b`, "last");
  await workbench.expectCount("received", 4);
  const filter = workbench.field("Filter");
  const copied = () => clipboardText(context);
  const marked = page.locator('[data-message][aria-selected="true"]');

  await test.step("a row without an open message", async () => {
    await workbench.grid.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("c");
    await expect.poll(copied).toBe("it's 3");
    await page.keyboard.press("Shift+C");
    await expect.poll(copied).toBe(`nats pub ${subject}.a 'it'\\''s 3'`);
    await page.keyboard.press("x");
    await expect(marked).toHaveCount(1);
    await expect(marked).toContainText("it's 3");
    await page.keyboard.press("x");
    await expect(marked).toHaveCount(0);
    await expect(workbench.message).toHaveCount(0);
  });

  await test.step("edit and resend, where the same keys are text", async () => {
    await page.keyboard.press("e");
    const payload = workbench.field("Payload");
    await expect(payload).toBeFocused();
    await expect(payload).toHaveValue("it's 3");
    await page.keyboard.press("End");
    await page.keyboard.type("fcxe");
    await expect(payload).toHaveValue("it's 3fcxe");
    await expect(filter).toHaveValue("");
  });

  await test.step("the open message", async () => {
    await workbench.openRow("it's 2");
    await expect(workbench.payload).toContainText("it's 2");
    await page.locator("body").press("c");
    await expect.poll(copied).toBe("it's 2");
    await page.locator("body").press("f");
    await expect(filter).toHaveValue(`${subject}.a`);
    await expect(workbench.rows).toHaveCount(3);
  });

  await test.step("with single keys switched off, none of them acts", async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
    await page.keyboard.type("switch single-key shortcuts off");
    await page.keyboard.press("Enter");
    await filter.fill("");
    await expect(workbench.rows).toHaveCount(4);
    await workbench.grid.focus();
    await page.keyboard.press("End");
    for (const key of ["f", "x", "e"]) await page.keyboard.press(key);
    await expect(workbench.grid).toBeFocused();
    await expect(filter).toHaveValue("");
    // The last message is open: it followed the keys. No other row is selected.
    await expect(workbench.payload).toContainText("last");
    await expect(marked).toHaveCount(1);
  });
});

test("the menu of a row, by mouse and by keyboard", async ({
  workbench,
  connected: { other },
  page,
  context,
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  other.publish(`${subject}.a`, "first");
  other.publish(`${subject}.b`, "second");
  other.publish("elsewhere", "not received");
  await workbench.expectCount("received", 2);
  const menu = page.getByRole("menu", { name: "Message actions" });
  const item = (name: string | RegExp) => menu.getByRole("menuitem", { name });
  await workbench.rows.filter({ hasText: "first" }).click({ button: "right" });
  await item("Copy subject").click();
  await expect.poll(() => clipboardText(context)).toBe(`${subject}.a`);
  await expect(menu).toHaveCount(0);
  await expect(workbench.message).toHaveCount(0);

  await workbench.grid.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Shift+F10");
  await expect(item(/^Only this subject/)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(workbench.grid).toBeFocused();

  await page.keyboard.press("Shift+F10");
  await expect(menu).toBeVisible();
  for (let n = 0; n < 5; n++) await page.keyboard.press("ArrowDown");
  await expect(item("Copy message as JSON")).toBeFocused();
  await page.keyboard.press("Enter");
  const copied = async () => {
    const text = await clipboardText(context);
    return text.startsWith("{") ? JSON.parse(text) : null;
  };
  await expect
    .poll(copied)
    .toMatchObject({ subject: `${subject}.b`, headers: {}, data: btoa("second") });
  await workbench.rows.filter({ hasText: "second" }).click({ button: "right" });
  await item(`Hide ${subject}.>`).click();
  await expect(workbench.rows).toHaveCount(0);
  await workbench.field("Filter").fill("");
  await workbench.rows.filter({ hasText: "second" }).click({ button: "right" });
  await expect(menu).toBeVisible();
  await page.keyboard.press("h");
  await expect(workbench.field("Filter")).toHaveValue(`-${subject}.b`);
});

test("the message detail has buttons for the rows beside it", async ({
  workbench,
  connected: { other },
  page,
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  for (let n = 0; n < 60; n++) {
    other.publish(`${subject}.${n % 2 === 0 ? "even" : "odd"}`, `message ${n}.`);
  }
  await workbench.expectCount("received", 60);
  await workbench.grid.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(workbench.payload).toContainText("message 59.");
  const previous = workbench.button("Previous message");
  const next = workbench.button("Next message");
  await expect(next).toHaveAttribute("aria-disabled", "true");
  await previous.click();
  await expect(workbench.payload).toContainText("message 58.");
  await expect(page.locator('[data-message][aria-selected="true"]')).toContainText("message 58.");

  await test.step("rows out of sight scroll into view", async () => {
    for (let n = 57; n >= 20; n--) {
      await previous.click();
      await expect(workbench.payload).toContainText(`message ${n}.`);
    }
    await expect(page.locator('[data-message][aria-selected="true"]')).toBeInViewport();
  });

  await test.step("the arrow keys go on from there", async () => {
    await workbench.grid.focus();
    await page.keyboard.press("ArrowDown");
    await expect(workbench.payload).toContainText("message 21.");
  });

  await test.step("only listed rows", async () => {
    await workbench.field("Filter").fill(`${subject}.odd`);
    await expect(workbench.grid).toHaveAttribute("aria-rowcount", "30");
    await next.click();
    await expect(workbench.payload).toContainText("message 23.");
    await previous.click();
    await previous.click();
    await expect(workbench.payload).toContainText("message 19.");
  });
});

test("a value, its path and the whole message are copied from the detail", async ({
  workbench,
  connected: { other },
  page,
  context,
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const payload = '{"order":{"big one":[12345678901234567890,"x\\ty"]}}';
  other.publish(subject, payload, { reply: "answers.1" });
  await workbench.openRow("order");
  const copied = () => clipboardText(context);
  const values = page.getByRole("menu", { name: "Value" });
  const choose = async (menu: typeof values, name: string | RegExp) => {
    await menu.getByRole("menuitem", { name }).click();
    await expect(menu).toHaveCount(0);
  };
  const line = workbench.payload.locator("[data-value-menu]");
  await expect(line).toHaveCount(5);
  await workbench.payload.getByText("12345678901234567890").click({ button: "right" });
  await choose(values, "Copy value");
  await expect.poll(copied).toBe("12345678901234567890");

  // By keys: Enter goes to the lines, the arrows along them.
  await workbench.payload.focus();
  await page.keyboard.press("Enter");
  await expect(line.first()).toBeFocused();
  for (let n = 0; n < 4; n++) await page.keyboard.press("ArrowDown");
  await expect(line.nth(4)).toBeFocused();
  await page.keyboard.press("Enter");
  await choose(values, "Copy value");
  await expect.poll(copied).toBe("x\ty");
  await expect(line.nth(4)).toBeFocused();
  await page.keyboard.press("Enter");
  const path = '.order["big one"][1]';
  await choose(values, `Copy path ${path}`);
  await expect.poll(copied).toBe(path);
  await page.keyboard.press("Enter");
  await expect(values).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(values, "Escape closes the menu first").toHaveCount(0);
  await expect(line.nth(4)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(workbench.payload, "the message stays open").toBeFocused();
  await workbench.field("Filter").fill(`${path} == "x\\ty"`);
  await expect(workbench.rows).toHaveCount(1);
  await workbench.field("Filter").fill(`${path} == "other"`);
  await expect(workbench.rows).toHaveCount(0);

  const menu = page.getByRole("menu", { name: "Copy as" });
  const copyAs = async (name: string) => {
    // By key: the note of the copy before may cover it.
    await workbench.message.getByRole("button", { name: "Copy as", exact: true }).press("Enter");
    await choose(menu, name);
  };
  await copyAs("Copy as nats pub");
  await expect.poll(copied).toBe(`nats pub --reply answers.1 ${subject} '${payload}'`);
  await copyAs("Copy as nats req");
  await expect.poll(copied).toBe(`nats req ${subject} '${payload}'`);
  await copyAs("Copy message as JSON");
  await expect.poll(copied).toContain(btoa(payload));
});
