// What WebKit does differently, given to Chromium: a drag that holds only an address, a language that is no language
// tag, and a host without cross-origin isolation. The engines themselves: e2e/engines.
import { expect } from "@playwright/test";
import { startBare } from "../fixtures/attacked-sites";
import { connectUser, makeSubject } from "../fixtures/connected";
import { findClosedPort } from "../fixtures/odd-ports";
import { test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

declare global {
  interface Window {
    /** For each drop: whether the browser may not open what was dropped. */
    prevented: boolean[];
  }
}

// WebKitGTK hands over a dragged file as its address only, and would open it in place of the page.
test("a drag that holds only an address does not leave the page, and says what to do", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const user = lab.trust.user({ name: "svc-orders" });
  const file = files.write("svc-orders.creds", user.creds);
  await workbench.choose(file);
  await workbench.expectSelected(user.key.publicKey);
  await page.evaluate(() => {
    window.prevented = [];
    // This listener runs after those of the page.
    window.addEventListener("drop", (event) => window.prevented.push(event.defaultPrevented));
  });
  const note = page.getByText("This browser did not hand over the dropped file");
  await dropAddress(workbench, new URL("/security/", page.url()).href);
  await expect.poll(() => page.evaluate(() => window.prevented)).toEqual([true]);
  await expect(note).toHaveCount(0);
  // Chromium takes addresses of files out of a real drag, so this one is dispatched in the page.
  await page.evaluate((address) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/uri-list", address);
    const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
  }, `file://${file}`);
  await expect(note).toBeVisible();
  expect(await page.evaluate(() => window.prevented)).toEqual([true, true]);
  await workbench.expectKeys(1);
});

async function dropAddress({ page }: Workbench, address: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const items = [{ mimeType: "text/uri-list", data: address }];
  const event = { x: 700, y: 500, data: { items, files: [], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, ...event });
  }
  await session.detach();
}

test('the chart works where the language is "C"', async ({ page, workbench, lab, files }) => {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, "language", { get: () => "C" });
    Object.defineProperty(Navigator.prototype, "languages", { get: () => ["C"] });
  });
  await workbench.open();
  const { other } = await connectUser({ workbench, lab, files });
  const subject = makeSubject();
  await workbench.subscribe(subject);
  other.publish(subject, "one");
  await workbench.expectCount("received", 1);
  await page.getByRole("radio", { name: "Time", exact: true }).check();
  await expect(page.locator("canvas")).toBeVisible();
});

test("a host that sends no headers: accepted, and looking closer works", async ({
  page,
  lab,
  files,
}) => {
  const host = await startBare({ meta: true });
  const workbench = new Workbench(page, new Watch(page, host.url));
  try {
    await workbench.open(host.url);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    const user = lab.trust.user({ name: "svc-orders" });
    await workbench.choose(files.write("svc-orders.creds", user.creds));
    await workbench.expectSelected(user.key.publicKey);
    await workbench.connect(await findClosedPort());
    await workbench.expectVerdict("unreachable");
    await page.getByRole("button", { name: "Look closer", exact: true }).click();
    await expect.poll(async () => (await workbench.causes())[0]).toBe("net/not-listening likely");
    await workbench.connect((await lab.server()).wsUrl);
    await workbench.expectVerdict("accepted");
  } finally {
    await host.stop();
  }
});
