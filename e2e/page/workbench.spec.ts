// The layout of the workbench: the answer is in sight, the wide pane belongs to what matters, panes are moved,
// folded and remembered, and narrow windows show one part at a time.
import { expect, type Locator } from "@playwright/test";
import { connectUser, makeSubject } from "../fixtures/connected";
import { sandboxPageUrl, test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

/** Samples that the sandbox's server refuses; five of them prove why. */
const REFUSED = [
  "Expired",
  "Seed of another user",
  "Tampered signature",
  "WebSocket not allowed",
  "Outside its time window",
  "Revoked",
];

for (const title of REFUSED) {
  test(`headline and fix are in sight at 1280x720: ${title}`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    const watch = new Watch(page, sandboxPageUrl());
    const workbench = new Workbench(page, watch);
    await workbench.open(sandboxPageUrl());
    await workbench.button("Try the sandbox").click();
    const sample = page.getByRole("dialog").getByRole("button");
    await sample.filter({ has: page.getByText(title, { exact: true }) }).click();
    await workbench.expectKeys(1);
    watch.choose(await workbench.server.inputValue());
    await workbench.button("Connect").click();
    await workbench.expectVerdict("refused");
    const headline = workbench.verdict.locator("[data-headline]");
    await expect(headline).toHaveText(/^Refused: .+/);
    const [first] = await workbench.causes();
    await expect(headline).toHaveAttribute("data-cause", first?.split(" ")[0] ?? "");
    await expect(page.locator("[data-headline]")).toHaveCount(1);
    await expectInWindow(headline);
    await expectInWindow(
      workbench.verdict.getByRole("button", { name: /^Copy the (command|configuration)$/ }).first(),
    );
    expect(await page.evaluate(() => scrollY)).toBe(0);
    watch.check();
  });
}

test("the diagnosis is shown until a server accepts, the console afterwards, and a choice stays", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const tab = (name: string) => page.getByRole("tab", { name, exact: true });
  const server = await lab.server();
  const [one, two] = [lab.trust.user({ name: "svc-one" }), lab.trust.user({ name: "svc-two" })];
  await workbench.choose(files.write("one.creds", one.creds), files.write("two.creds", two.creds));
  await workbench.select(one.key.publicKey);
  await expect(tab("Diagnosis")).toHaveAttribute("aria-selected", "true");
  await workbench.connect(server.wsUrl);
  await expect(tab("Console")).toHaveAttribute("aria-selected", "true");
  await expect(workbench.verdict).toHaveCount(1);
  await expect(workbench.check("signature")).toHaveCount(1);
  await workbench.show("Claims");
  await workbench.select(two.key.publicKey);
  await expect(tab("Diagnosis")).toHaveAttribute("aria-selected", "true");
  await workbench.select(one.key.publicKey);
  await expect(tab("Claims")).toHaveAttribute("aria-selected", "true");

  await test.step("Back goes through what was chosen", async () => {
    await page.goBack();
    await workbench.expectSelected(two.key.publicKey);
    await page.goBack();
    await workbench.expectSelected(one.key.publicKey);
    await expect(tab("Claims")).toHaveAttribute("aria-selected", "true");
    await page.goForward();
    await workbench.expectSelected(two.key.publicKey);
  });
});

test("ten rows beside an open message at 1280x720", async ({ workbench, lab, files, page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const { other } = await connectUser({ workbench, lab, files });
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  for (let n = 0; n < 40; n++) other.publish(`${subject}.a`, `{"n":${n}}`);
  await workbench.expectCount("received", 40);
  await workbench.openRow('{"n":39}');
  await expect(workbench.payload).toBeVisible();
  const visible = async () => {
    const box = await workbench.grid.boundingBox();
    const rows = await Promise.all((await workbench.rows.all()).map((row) => row.boundingBox()));
    return rows.filter(
      (row) => box && row && row.y >= box.y - 1 && row.y + row.height <= box.y + box.height + 1,
    ).length;
  };
  await expect.poll(visible).toBeGreaterThanOrEqual(10);

  await test.step("the open message follows the arrow keys", async () => {
    await workbench.grid.focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowUp");
    await expect(workbench.payload).toContainText("38");
  });
  await test.step("maximise, restore, close", async () => {
    await page.keyboard.press("m");
    await expect(workbench.grid).toBeHidden();
    await workbench.button("Restore").click();
    await expect(workbench.grid).toBeVisible();
    await workbench.button("Close the message").click();
    await expect(workbench.message).toHaveCount(0);
  });
});

test("panes are moved by the keyboard, folded, and remembered", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const user = lab.trust.user({ name: "svc-panes" });
  const creds = files.write("svc-panes.creds", user.creds);
  await workbench.choose(creds);
  await workbench.expectKeys(1);
  const line = (name: string) => page.getByRole("separator", { name, exact: true });
  for (const [name, px] of [
    ["Keyring width", 240],
    ["Identity width", 304],
  ] as const) {
    await expect(line(name)).toHaveAttribute("aria-valuenow", String(px));
    await line(name).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(line(name)).toHaveAttribute("aria-valuenow", String(px + 32));
  }
  await line("Identity width").dblclick();
  await expect(line("Identity width")).toHaveAttribute("aria-valuenow", "304");
  await workbench.show("Console");
  await line("Dock height").focus();
  await page.keyboard.press("ArrowUp");
  await expect(line("Dock height")).toHaveAttribute("aria-valuenow", "242");
  await page.keyboard.press("Control+j");
  await expect(workbench.field("Payload")).toHaveCount(0);
  await page.keyboard.press("Control+j");
  await expect(workbench.field("Payload")).toBeVisible();

  await page.locator("body").press("]");
  await expect(workbench.field("Subject to test")).toHaveCount(0);
  await page.locator("body").press("[");
  await expect(workbench.button("Paste")).toBeHidden();
  await expect(workbench.key(user.key.publicKey)).toBeVisible();

  await workbench.reload();
  await workbench.choose(creds);
  await workbench.expectKeys(1);
  await expect(workbench.button("Expand the keyring")).toBeVisible();
  await workbench.button("Expand the keyring").click();
  await expect(line("Keyring width")).toHaveAttribute("aria-valuenow", "272");
});

test("a drag moves a line", async ({ workbench, lab, files, page }) => {
  await workbench.choose(files.write("svc-panes.creds", lab.trust.user().creds));
  await workbench.expectKeys(1);
  const line = page.getByRole("separator", { name: "Keyring width", exact: true });
  const box = await line.boundingBox();
  if (box === null) throw new Error("the line has no place");
  await page.mouse.move(box.x + 4, 400);
  await page.mouse.down();
  await page.mouse.move(box.x + 44, 400, { steps: 4 });
  await page.mouse.up();
  await expect(line).toHaveAttribute("aria-valuenow", "280");
});

test("a narrow window shows one part at a time, and a message as a sheet", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { user, other } = await connectUser({ workbench, lab, files });
  const subject = makeSubject();
  await workbench.subscribe(subject);
  other.publish(subject, "on a phone");
  await workbench.expectCount("received", 1);
  await page.setViewportSize({ width: 390, height: 844 });
  const parts = page.getByRole("navigation", { name: "Parts" });
  const show = (name: string) => parts.getByRole("button", { name, exact: true }).click();
  await show("Verdict");
  await expect(workbench.verdict).toBeVisible();
  await show("Creds");
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await expect(workbench.verdict).toBeHidden();
  await show("More");
  await page.getByRole("button", { name: "Claims", exact: true }).click();
  await expect(page.getByRole("tab", { name: "All claims" })).toBeVisible();
  await show("Console");
  await workbench.openRow("on a phone");
  const sheet = page.getByRole("dialog", { name: "Open message" });
  await expectInWindow(sheet.locator("[data-payload]"));
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await workbench.button("Open the send form").click();
  await workbench.show("Responder", "Send");
  await workbench.send(subject, "from a phone");
  await page.keyboard.press("Escape");
  await workbench.expectCount("received", 2);

  await test.step("a zoom of 200 % at 1280x720 leaves all of it usable", async () => {
    await page.setViewportSize({ width: 640, height: 360 });
    for (const name of ["Verdict", "Creds", "More", "Console"]) {
      await show(name);
      await expect.poll(() => workbench.measureOverflow(), name).toBe(0);
    }
  });
});

test("two columns between 800 and 1180 px", async ({ workbench, lab, files, page }) => {
  await page.setViewportSize({ width: 1024, height: 768 });
  await workbench.choose(files.write("svc.creds", lab.trust.user({ name: "svc-two" }).creds));
  await workbench.expectKeys(1);
  await expect(workbench.button("Paste")).toBeVisible();
  await expect(workbench.button("Forget")).toBeHidden();
  await page.getByRole("radio", { name: "This user", exact: true }).check();
  await expect(workbench.button("Forget")).toBeVisible();
  await expect(workbench.field("Subject to test")).toBeVisible();
  await expect.poll(() => workbench.measureOverflow()).toBe(0);
});

test("search and commands", async ({ workbench, lab, files, page }) => {
  const [one, two] = [lab.trust.user({ name: "svc-one" }), lab.trust.user({ name: "svc-two" })];
  await workbench.choose(files.write("one.creds", one.creds), files.write("two.creds", two.creds));
  await workbench.expectKeys(2);
  const palette = page.getByRole("dialog", { name: "Search and commands" });
  const run = async (text: string) => {
    await page.keyboard.press("Control+k");
    await expect(palette.getByRole("combobox")).toBeFocused();
    await page.keyboard.type(text);
    await expect(palette.getByRole("option").first()).toContainText(text, { ignoreCase: true });
    await page.keyboard.press("Enter");
    await expect(palette).toBeHidden();
  };
  await run("svc-one");
  await workbench.expectSelected(one.key.publicKey);
  await run("show the protocol");
  await expect(workbench.protocol).toBeVisible();
  await run("subscribe");
  await expect(workbench.field("Subject")).toBeFocused();
  await run("paste creds");
  await expect(page.getByLabel("Creds text", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  // Leaves the field that the command focused.
  await page.keyboard.press("Escape");
  await run("add token or password");
  await expect(workbench.field("Token")).toBeVisible();
  await page.keyboard.press("Escape");
  await run("switch single-key shortcuts off");
  await page.locator("body").press("4");
  await page.locator("body").press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toHaveCount(0);
  await expect(page.getByRole("tab", { name: "Permissions" })).toHaveAttribute(
    "aria-selected",
    "false",
  );
  await run("switch single-key shortcuts on");
  await page.keyboard.press("Escape");
  await page.locator("body").press("4");
  await expect(page.getByRole("tab", { name: "Permissions" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
});

test("what is typed right after Ctrl K reaches the field, however late it comes", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const user = lab.trust.user({ name: "svc-early" });
  await workbench.choose(files.write("early.creds", user.creds));
  await workbench.expectKeys(1);
  // The dialog's code comes only after the last letter.
  let release = () => {};
  const typed = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held: string[] = [];
  await page.route("**/_next/static/**/*.js", async (route) => {
    held.push(route.request().url());
    await typed;
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("4 ]forget");
  await expect.poll(() => held.length).toBeGreaterThan(0);
  release();
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toHaveValue(
    "4 ]forget",
  );
  await expect(page.getByRole("tab", { name: "Permissions" })).toHaveAttribute(
    "aria-selected",
    "false",
  );
});

test("the theme follows the system until one is chosen, and again when it is set back", async ({
  workbench,
  page,
}) => {
  const html = page.locator("html");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expect(html).toHaveAttribute("data-theme", "light");
  await workbench.button("Theme").click();
  await expect(html).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
  await page.keyboard.type("as the system");
  await page.keyboard.press("Enter");
  await expect(html).toHaveAttribute("data-theme", "light");
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(html).toHaveAttribute("data-theme", "dark");
});

test("printing gives the report", async ({ workbench, lab, files, page }) => {
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-print", claims: { exp: 1_700_000_000 } });
  await workbench.choose(files.write("svc-print.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("refused");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const report = page.locator("[data-print]");
  await expect(report).toBeVisible();
  await expect(report).toContainText("svc-print");
  await expect(report).toContainText("The server refused these creds");
  await expect(page.getByRole("textbox", { name: "Server", exact: true })).toHaveCount(0);
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(report).toHaveCount(0);
});

async function expectInWindow(element: Locator): Promise<void> {
  await expect(element).toBeVisible();
  await expect(element).toBeInViewport({ ratio: 0.99 });
}

test("rows have two lines on a phone, and the list stays where it is in both", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { other } = await connectUser({ workbench, lab, files });
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  for (let n = 0; n < 300; n++) other.publish(`${subject}.a`, `message ${n}.`);
  await workbench.expectCount("received", 300);
  await page.setViewportSize({ width: 390, height: 844 });
  const row = (n: number) => workbench.rows.filter({ hasText: `message ${n}.` });
  await workbench.grid.focus();
  await page.keyboard.press("End");
  await expect(row(299)).toBeInViewport({ ratio: 1 });
  expect((await row(299).boundingBox())?.height).toBe(46);
  const cell = (text: string | RegExp) => row(299).getByRole("gridcell").filter({ hasText: text });
  // The subject is a random one, so it may hold any letter.
  const [first, size, second] = await Promise.all(
    [`${subject}.a`, /^\d+ B$/u, /^message 299\.$/u].map((text) => cell(text).boundingBox()),
  );
  expect(size?.y).toBe(first?.y);
  expect(second?.y).toBeGreaterThan(first?.y ?? Number.POSITIVE_INFINITY);
  expect(second?.width).toBeGreaterThan(340);

  // Each page has rows that follow on without a gap.
  for (let n = 0; n < 3; n++) await page.keyboard.press("PageUp");
  const tops = async () =>
    (await Promise.all((await workbench.rows.all()).map((one) => one.boundingBox()))).map((box) =>
      Math.round(box?.y ?? 0),
    );
  await expect
    .poll(async () => {
      const all = await tops();
      return all.length > 10 && all.every((top, at) => at === 0 || top - (all[at - 1] ?? 0) === 46);
    })
    .toBe(true);

  const inView = async () => {
    const box = await workbench.grid.boundingBox();
    const rows = await workbench.rows.all();
    for (const one of rows) {
      const at = await one.boundingBox();
      if (box && at && at.y >= box.y - 1) return Number(await one.getAttribute("data-message"));
    }
    return 0;
  };
  const before = await inView();
  await page.setViewportSize({ width: 1280, height: 720 });
  await expect.poll(async () => (await workbench.rows.first().boundingBox())?.height).toBe(27);
  await expect.poll(async () => Math.abs((await inView()) - before)).toBeLessThanOrEqual(1);
});
