// Stop and Cancel while a stream is read: what was read stays, and nothing begins again by itself.
import { expect, type Page } from "@playwright/test";
import { makeWorld } from "@/lib/testing/account-world";
import { startFrameProxy } from "@/lib/testing/chaos/frame-proxy";
import { makeUser } from "@/lib/testing/jwt";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import { test } from "../fixtures/test";

const MESSAGES = 3000;
/** Longer than the pause after which a filter reads a stream. */
const LATER_MS = 800;

test("a stopped search of a stream stays stopped until Read on, also after a cancelled export", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { account, accountJwt, config } = makeWorld();
  const storage = { mem_storage: -1, disk_storage: -1, streams: 10, consumer: -1 };
  const jwt = accountJwt({ limits: { ...OPEN_LIMITS, ...storage } });
  const { wsUrl } = await lab.serve({ config: config(jwt), hasJetStream: true });
  const other = await lab.client(wsUrl, makeUser({ name: "maker", account }));
  const { streams } = await other.jetstreamManager();
  await streams.add({ name: "S", subjects: ["s.*"], allow_direct: true });
  for (let n = 1; n <= MESSAGES; n++) other.publish(`s.${n}`, new TextEncoder().encode("text"));
  await expect.poll(async () => (await streams.info("S")).state.messages).toBe(MESSAGES);

  const proxy = await startFrameProxy(wsUrl);
  await workbench.choose(files.write("svc.creds", makeUser({ name: "svc", account }).creds));
  await workbench.connect(proxy.url);
  await workbench.expectVerdict("accepted");
  await workbench.show("JetStream");
  const panel = page.getByRole("region", { name: "JetStream", exact: true });
  await panel.locator('[data-name="S"]').click();
  const state = panel.locator("[data-stored-log]");
  await expect(state.getByRole("status")).toContainText("200 messages");

  const held = proxy.holdFromServer(`Nats-Subject: s.${MESSAGES / 2}\r`);
  await workbench.field("Filter").fill("text");
  await held;
  await panel.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(state).toHaveAttribute("data-stored-log", "read");
  proxy.release();
  const readOn = panel.getByRole("button", { name: "Read on" });
  await expect(readOn).toHaveAttribute("title", "Reads all that the filter needs");
  const range = await state.getByRole("status").textContent();
  const stoppedAt = Date.now();
  await expect.poll(() => Date.now()).toBeGreaterThan(stoppedAt + LATER_MS);
  await expect(state).toHaveAttribute("data-stored-log", "read");
  await expect(state.getByRole("status")).toHaveText(range ?? "");

  // An export of all reads the rest. A test cannot use the browser's own dialog; the file that replaces it is real.
  await page.evaluate(() => {
    window.showSaveFilePicker = async ({ suggestedName }) => {
      document.documentElement.dataset["activation"] = String(navigator.userActivation.isActive);
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(suggestedName, { create: true });
    };
  });
  const heldAgain = proxy.holdFromServer(`Nats-Subject: s.${MESSAGES - 100}\r`);
  await workbench.button("Export choices").click();
  const dialog = page.getByRole("dialog", { name: "Export messages" });
  await dialog.getByRole("radio", { name: /^All kept/ }).check();
  await dialog.getByRole("radio", { name: /^Directly to a file/ }).check();
  await dialog.getByRole("button", { name: "Choose a file" }).click();
  await heldAgain;
  await expect(page.locator("html")).toHaveAttribute("data-activation", "true");
  await workbench.button("Export choices").click();
  await expect(dialog.getByRole("progressbar", { name: "Stream read" })).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel export" }).click();
  proxy.release();
  await expect(page.getByText("Export cancelled")).toBeVisible();
  expect(await fileCount(page)).toBe(0);
  await page.keyboard.press("Escape");
  await expect(state).toHaveAttribute("data-stored-log", "read");

  await readOn.click();
  await workbench.expectCount("received", MESSAGES);
  await expect(readOn).toHaveCount(0);
  proxy.close();
});

const fileCount = (page: Page) =>
  page.evaluate(async () => {
    let count = 0;
    for await (const _ of (await navigator.storage.getDirectory()).keys()) count += 1;
    return count;
  });
