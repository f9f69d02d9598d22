// Every line of the keyboard sheet does what it says, with no mouse at all. A line that is added to the sheet has to be
// added here.
import { expect, type Locator } from "@playwright/test";
import { clipboardText } from "../fixtures/clipboard";
import { connectUser, makeSubject } from "../fixtures/connected";
import { settle } from "../fixtures/settle";
import { test } from "../fixtures/test";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

test("every key of the sheet", async ({ workbench, lab, files, page, context }) => {
  const { user, other } = await connectUser({ workbench, lab, files });
  const second = lab.trust.user({ name: "svc-second" });
  await workbench.choose(files.write("second.creds", second.creds));
  await workbench.expectKeys(2);
  await workbench.select(user.key.publicKey);
  const subject = makeSubject();
  const press = (key: string) => page.keyboard.press(key);
  const body = page.locator("body");
  /** As from nowhere: no field and no list has the focus. */
  const pressAnywhere = async (...keys: readonly string[]) => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (const key of keys) await press(key);
  };
  const dialog = (name: string) => page.getByRole("dialog", { name, exact: true });
  const line = (name: string) => page.getByRole("separator", { name, exact: true });
  const row = (n: number) => workbench.rows.filter({ hasText: `number ${n}.` });
  const chosenView = (name: string) => page.getByRole("radio", { name, exact: true });
  const isTyped = (field: Locator) => expect(field).toBeFocused();
  const html = page.locator("html");

  const checks: Readonly<Record<string, () => Promise<unknown>>> = {
    "Subject to subscribe to": async () => {
      await pressAnywhere("s");
      await isTyped(workbench.field("Subject"));
      await page.keyboard.type(`${subject}.>`);
      await press("Enter");
      await expect(workbench.subscription(`${subject}.>`)).toHaveAttribute("data-state", "active");
    },
    "Publish subject": async () => {
      await pressAnywhere("p");
      await isTyped(workbench.field("Publish subject"));
      await page.keyboard.type(`${subject}.sent`);
    },
    "Connect; in a form: send": async () => {
      await press("Control+Enter");
      await workbench.expectCount("received", 1);
      await workbench.select(second.key.publicKey);
      await pressAnywhere("a");
      await press("ControlOrMeta+a");
      await page.keyboard.type((await lab.server()).wsUrl);
      workbench.watch.choose((await lab.server()).wsUrl);
      await pressAnywhere("Control+Enter");
      await workbench.expectVerdict("accepted");
    },
    "Previous creds in the keyring": async () => {
      await pressAnywhere("k");
      await workbench.expectSelected(user.key.publicKey);
    },
    "Next creds in the keyring": async () => {
      await pressAnywhere("j");
      await workbench.expectSelected(second.key.publicKey);
      await pressAnywhere("k");
      await workbench.expectSelected(user.key.publicKey);
    },
    "Search and commands": async () => {
      await pressAnywhere("Control+k");
      await expect(dialog("Search and commands")).toBeVisible();
      await press("Escape");
    },
    "Fold the send form": async () => {
      await pressAnywhere("Control+j");
      await expect(workbench.field("Payload")).toHaveCount(0);
      await pressAnywhere("Control+j");
      await expect(workbench.field("Payload")).toBeVisible();
    },
    "Fold the keyring": async () => {
      await pressAnywhere("[");
      await expect(workbench.button("Paste")).toBeHidden();
      await pressAnywhere("[");
      await expect(workbench.button("Paste")).toBeVisible();
    },
    "Fold the identity": async () => {
      await pressAnywhere("]");
      await expect(workbench.field("Subject to test")).toHaveCount(0);
      await pressAnywhere("]");
      await expect(workbench.field("Subject to test")).toBeVisible();
    },
    "Overview of all creds": async () => {
      await pressAnywhere("g", "o");
      await expect(page.getByRole("grid", { name: "Creds", exact: true })).toBeVisible();
    },
    Workbench: async () => {
      await pressAnywhere("g", "w");
      await expect(workbench.grid).toBeVisible();
    },
    "Theme: light, dark, as the system": async () => {
      const before = (await html.getAttribute("data-theme")) ?? "";
      await pressAnywhere("t");
      await expect(html).not.toHaveAttribute("data-theme", before);
    },
    "This list": async () => {
      await pressAnywhere("?");
      await expect(dialog("Keyboard")).toBeVisible();
    },
    "Close what is open; leave a field": async () => {
      await press("Escape");
      await expect(dialog("Keyboard")).toHaveCount(0);
      await pressAnywhere("s");
      await press("Escape");
      await expect(workbench.field("Subject")).not.toBeFocused();
    },
    "Choose files": async () => {
      const choosing = page.waitForEvent("filechooser");
      await pressAnywhere("o");
      expect((await choosing).isMultiple()).toBe(true);
    },
    "Choose a folder": async () => {
      const choosing = page.waitForEvent("filechooser");
      await pressAnywhere("Shift+O");
      const input = (await choosing).element();
      expect(await input.getAttribute("aria-label")).toBe("Folder of creds");
    },
    "Paste text": async () => {
      await pressAnywhere("v");
      await isTyped(page.getByLabel("Creds text", { exact: true }));
      await press("Escape");
    },
    "Server address": async () => {
      await pressAnywhere("a");
      await isTyped(workbench.server);
    },
    "Subject to test; in the overview: who may": async () => {
      await pressAnywhere("w");
      await isTyped(workbench.field("Subject to test"));
      await pressAnywhere("g", "o");
      await expect(page.getByRole("grid", { name: "Creds", exact: true })).toBeVisible();
      await pressAnywhere("w");
      await expect(page.getByRole("region", { name: "Who may", exact: true })).toBeVisible();
      await pressAnywhere("g", "w");
      await expect(workbench.grid).toBeVisible();
    },
    "Views, in the order of their tabs": async () => {
      const tabs = await page.getByRole("tab").all();
      for (const [at, tab] of tabs.slice(0, 8).entries()) {
        await pressAnywhere(String(at + 1));
        await expect(tab).toHaveAttribute("aria-selected", "true");
      }
      await pressAnywhere("2");
    },
    // jetstream.spec.ts presses it, since it needs an account with streams.
    "Refresh, in JetStream": async () => {},
    "Go to the notifications": async () => {
      await workbench.grid.focus();
      await press("End");
      await press("c");
      const note = page.getByText("Payload copied");
      await expect(note).toBeVisible();
      await press("F6");
      await expect(page.locator(":focus")).toContainText("Payload copied");
    },
    "Filter; search in the keyring while it is not shown": async () => {
      for (let n = 1; n <= 30; n++) other.publish(`${subject}.a`, `number ${n}.`);
      await workbench.expectCount("received", 31);
      await pressAnywhere("/");
      await isTyped(workbench.field("Filter"));
      await page.keyboard.type("number");
      await workbench.expectCount("matching", 30);
    },
    "Older match, in the filter; with Shift the newer one": async () => {
      await press("Enter");
      await expect(workbench.payload).toContainText("number 30.");
      await press("Enter");
      await expect(workbench.payload).toContainText("number 29.");
      await press("Shift+Enter");
      await expect(workbench.payload).toContainText("number 30.");
    },
    "Older and newer match": async () => {
      await pressAnywhere("Shift+N");
      await expect(workbench.payload).toContainText("number 29.");
      await pressAnywhere("n");
      await expect(workbench.payload).toContainText("number 30.");
    },
    "Maximise the open message; without one, go to the messages": async () => {
      await pressAnywhere("m");
      await expect(workbench.grid).toBeHidden();
      await pressAnywhere("m");
      await expect(workbench.grid).toBeVisible();
    },
    "Move a focused line between panes; Enter restores it": async () => {
      // An open message folds the identity in this window.
      await page.setViewportSize({ width: 1920, height: 900 });
      // A key that is pressed before the panes have their new sizes moves nothing.
      await settle(page);
      for (const [name, key] of [
        ["Keyring width", "ArrowRight"],
        ["Identity width", "ArrowRight"],
        ["Detail size", "ArrowLeft"],
        ["Dock height", "ArrowUp"],
      ] as const) {
        const before = Number(await line(name).getAttribute("aria-valuenow"));
        await line(name).focus();
        await expect(line(name)).toBeFocused();
        await press(key);
        await expect(line(name), name).toHaveAttribute("aria-valuenow", String(before + 16));
        await press("Enter");
        await expect(line(name), name).toHaveAttribute("aria-valuenow", String(before));
      }
    },
    "Close the open message": async () => {
      await workbench.grid.focus();
      await press("Escape");
      await expect(workbench.message).toHaveCount(0);
    },
    "Move in the list; an open message follows": async () => {
      await pressAnywhere("m");
      await expect(workbench.grid).toBeFocused();
      await press("Home");
      await press("ArrowDown");
      await press("End");
      await press("ArrowUp");
      await expect(workbench.message).toHaveCount(0);
    },
    "Open the message": async () => {
      await press("Enter");
      await expect(workbench.payload).toContainText("number 29.");
      await press("ArrowUp");
      await expect(workbench.payload).toContainText("number 28.");
      await press("Escape");
      await expect(workbench.message).toHaveCount(0);
      await press("End");
    },
    "Select messages; also Shift or Ctrl with a click": async () => {
      await press("Shift+ArrowUp");
      await press("Shift+ArrowUp");
      await expect(row(28)).toHaveAttribute("aria-selected", "true");
      await expect(row(29)).toHaveAttribute("aria-selected", "true");
      await expect(row(30)).toHaveAttribute("aria-selected", "true");
    },
    "Select or deselect one message; also Ctrl with Space": async () => {
      await press("x");
      await expect(row(28)).toHaveAttribute("aria-selected", "false");
      await press("Control+Space");
      await expect(row(28)).toHaveAttribute("aria-selected", "true");
    },
    "Copy the payload": async () => {
      await press("c");
      await expect.poll(() => clipboardText(context)).toBe("number 28.");
    },
    "Copy as a nats CLI command": async () => {
      await press("Shift+C");
      await expect.poll(() => clipboardText(context)).toBe(`nats pub ${subject}.a 'number 28.'`);
    },
    "Menu of the message; also a right click": async () => {
      await press("Shift+F10");
      await expect(page.getByRole("menu", { name: "Message actions" })).toBeVisible();
      await press("Escape");
      await expect(workbench.grid).toBeFocused();
    },
    "Pause or resume, in the list": async () => {
      await press("Space");
      await expect(workbench.button("Resume")).toBeVisible();
      await press("Space");
      await expect(workbench.button("Pause")).toBeVisible();
    },
    "Hide the subject of the message": async () => {
      await press("h");
      await expect(workbench.field("Filter")).toHaveValue(`-${subject}.a number`);
      await workbench.field("Filter").fill("");
    },
    "Only the subject of the message": async () => {
      await workbench.expectCount("matching", 31);
      await workbench.grid.focus();
      await press("End");
      await press("f");
      await expect(workbench.field("Filter")).toHaveValue(`${subject}.a`);
    },
    "Edit and resend": async () => {
      await workbench.expectCount("matching", 30);
      await workbench.grid.focus();
      await press("End");
      await press("e");
      await isTyped(workbench.field("Payload"));
      await expect(workbench.field("Payload")).toHaveValue("number 30.");
    },
    "Find in the open payload": async () => {
      await workbench.grid.focus();
      await press("End");
      await press("Enter");
      // The pane is there while the message is being opened, the button once it is.
      const button = workbench.message.getByRole("button", { name: "Find in the payload" });
      await expect(button).toBeVisible();
      await press("Shift+F");
      const find = workbench.message.getByLabel("Text in the payload", { exact: true });
      await isTyped(find);
      await press("Escape");
      await expect(find).toHaveCount(0);
      await expect(workbench.message).toBeVisible();
      await workbench.grid.focus();
      await press("Escape");
      await expect(workbench.message).toHaveCount(0);
    },
    "Build a filter in a form": async () => {
      await pressAnywhere("b");
      await expect(page.getByRole("form", { name: "Filter conditions" })).toBeVisible();
      await press("Escape");
      await expect(page.getByRole("form", { name: "Filter conditions" })).toHaveCount(0);
    },
    "List, subjects, time": async () => {
      for (const [key, name] of [
        ["u", "Subjects"],
        ["i", "Time"],
        ["l", "List"],
      ] as const) {
        await pressAnywhere(key);
        await expect(chosenView(name)).toBeChecked();
      }
    },
    "Export the listed messages": async () => {
      const downloading = page.waitForEvent("download");
      await pressAnywhere("Shift+E");
      await downloading;
    },
    "Replay messages": async () => {
      await pressAnywhere("Shift+R");
      await expect(dialog("Replay messages")).toBeVisible();
      await press("Escape");
      await expect(dialog("Replay messages")).toHaveCount(0);
    },
    "Compare with the selected, open or previous message": async () => {
      await pressAnywhere("m");
      await expect(workbench.grid).toBeFocused();
      await press("End");
      await press("d");
      const compared = workbench.message.locator("[data-differences]");
      await expect(compared).toBeVisible();
      await press("d");
      await expect(compared).toHaveCount(0);
    },
    "Rename or move, and delete, in the saved messages": async () => {
      await workbench.show("Send");
      await workbench.field("Publish subject").fill("orders.kept");
      await workbench.show("Saved");
      await workbench.field("Name of the message").fill("kept");
      await workbench.button("Save this one").click();
      await page.locator('[data-saved="kept"]').getByRole("button").first().focus();
      await press("F2");
      await expect(dialog("Rename or move this message")).toBeVisible();
      await press("Escape");
      await expect(dialog("Rename or move this message")).toHaveCount(0);
      await page.locator('[data-saved="kept"]').getByRole("button").first().focus();
      await press("Delete");
      await expect(dialog("Delete this message")).toBeVisible();
      await press("Escape");
      await expect(dialog("Delete this message")).toHaveCount(0);
    },
    "Forget, in the keyring": async () => {
      await workbench.key(second.key.publicKey).focus();
      await press("Enter");
      await workbench.expectSelected(second.key.publicKey);
      await press("Delete");
      await expect(workbench.button("Cancel")).toBeFocused();
      await press("Escape");
      await expect(workbench.key(second.key.publicKey)).toBeVisible();
    },
  };

  await body.press("?");
  const lines = dialog("Keyboard").locator("dt");
  await expect(lines.first()).toBeVisible();
  const listed = await lines.allTextContents();
  await press("Escape");
  expect(Object.keys(checks).sort()).toEqual([...listed].sort());
  for (const [action, check] of Object.entries(checks)) await test.step(action, check);
});
