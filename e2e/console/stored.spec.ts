// A large stream on the newest and the oldest server: a page of it is opened and jumped through. STORED_MESSAGES=4000
// goes on: it is searched and exported, with counts and bytes equal to what was published, followed, and nothing is
// left behind when the tab dies. With 1000000 the limits on time that a user has are checked as well.
import fs from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";
import type { NatsConnection } from "nats.ws";
import { makeWorld } from "@/lib/testing/account-world";
import { makeUser } from "@/lib/testing/jwt";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import { test } from "../fixtures/test";

const MESSAGES = Number(process.env["STORED_MESSAGES"] ?? 4000);
const IS_WHOLE = process.env["STORED_MESSAGES"] !== undefined;
const IS_LARGE = MESSAGES >= 1_000_000;
/** The server drops what is published faster than it is stored, above 10,000 messages. */
const PIECE = 5000;
const HALF = MESSAGES / 2;
const NEEDLE_EVERY = 1000;
const FIRST_ROWS_MS = 300;
const encoder = new TextEncoder();

const payloadOf = (n: number) => `{"n":${n},"word":"${n % NEEDLE_EVERY === 0 ? "needle" : "hay"}"}`;

for (const age of ["newest", "oldest"] as const) {
  test(`a stream of ${MESSAGES} messages on the ${age} server`, async ({
    workbench,
    lab,
    files,
    page,
  }) => {
    if (IS_LARGE) test.setTimeout(1_800_000);
    const { account, accountJwt, config } = makeWorld();
    const jwt = accountJwt({
      limits: { ...OPEN_LIMITS, mem_storage: -1, disk_storage: 1e10, streams: 10, consumer: -1 },
    });
    const { wsUrl } = await lab.serve({ config: config(jwt), hasJetStream: true, age });
    const other = await lab.client(wsUrl, makeUser({ name: "maker", account }));
    const { bytes, halfAt } = await fill(other);

    const { creds } = makeUser({ name: "reader", account });
    await workbench.choose(files.write("reader.creds", creds));
    await workbench.connect(wsUrl);
    await workbench.expectVerdict("accepted");
    await workbench.show("JetStream");
    const panel = page.getByRole("region", { name: "JetStream", exact: true });
    const ms = await timeFirstRows(page, panel.locator('[data-name="BIG"]'));
    const note = (type: string, description: string) =>
      test.info().annotations.push({ type, description });
    note("first rows", `${Math.round(ms)} ms`);
    // What follows is measured even if this took longer.
    if (IS_LARGE) expect.soft(ms).toBeLessThan(FIRST_ROWS_MS);
    const range = panel.locator("[data-stored-log] [role=status]");
    await expect(range).toContainText("200 messages");
    await workbench.expectCount("received", 200);

    const grid = panel.getByRole("grid", { name: "Messages" });
    const row = (sequence: number) =>
      grid.getByRole("row").filter({ hasText: new RegExp(`#${sequence}big`, "u") });
    await workbench.field("From sequence").fill("1234");
    await panel.getByRole("button", { name: "Read", exact: true }).click();
    await expect(row(1234)).toContainText(payloadOf(1234));
    // The first one that was read, and what is before it.
    await row(1234).click();
    const previous = panel.getByRole("button", { name: "Previous message" });
    await expect(previous).toHaveAttribute("aria-disabled", "false");
    await previous.click();
    await expect(row(1233)).toHaveAttribute("aria-selected", "true");
    await expect(range).toContainText("#1,034 to");
    await expect(previous).toBeFocused();
    await previous.press("Enter");
    await expect(row(1232)).toHaveAttribute("aria-selected", "true");
    await workbench.button("Close the message").click();
    if (!IS_WHOLE) return;
    await workbench.field("From time").fill(new Date(halfAt).toISOString());
    await panel.getByRole("button", { name: "Read", exact: true }).click();
    await expect(row(HALF + 1)).toBeVisible();
    await expect(row(HALF)).toHaveCount(0);
    await panel.getByRole("button", { name: "Newest" }).click();
    await expect(row(MESSAGES)).toBeVisible();

    const manager = await other.jetstreamManager();
    const searchedAt = performance.now();
    await workbench.field("Filter").fill("needle");
    const state = panel.locator("[data-stored-log]");
    // Hits are shown while the rest is still being read; the list stays at the newest one.
    const hits = panel.getByRole("grid").getByRole("row").filter({ hasText: "needle" });
    if (IS_LARGE) await expect(state).toHaveAttribute("data-stored-log", "reading");
    if (IS_LARGE) await expect(hits.first()).toBeVisible();
    const slow = { timeout: IS_LARGE ? 1_200_000 : 60_000 };
    await expect(state).toHaveAttribute("data-stored-log", "read", slow);
    await workbench.expectCount("received", MESSAGES);
    await workbench.expectCount("matching", MESSAGES / NEEDLE_EVERY);
    note("search", secondsSince(searchedAt));
    await workbench.field("Filter").fill("");
    await workbench.expectCount("matching", MESSAGES);
    const exportedAt = performance.now();
    const download = page.waitForEvent("download", slow);
    await workbench.button("Export").click();
    const file = await (await download).path();
    note("export", secondsSince(exportedAt));
    expect(await sumOf(file)).toEqual({ lines: MESSAGES, bytes });

    expect((await manager.streams.info("BIG")).state.consumer_count).toBe(0);
    await panel.getByRole("button", { name: "Follow" }).click();
    const consumers = async () => (await manager.streams.info("BIG")).state.consumer_count;
    await expect.poll(consumers).toBe(1);
    other.publish("big.new", encoder.encode("new"));
    await expect(row(MESSAGES + 1)).toContainText("new");
    // The tab dies.
    await page.close();
    await expect.poll(consumers, { timeout: 30_000 }).toBe(0);
  });
}

const secondsSince = (ms: number) => `${((performance.now() - ms) / 1000).toFixed(1)} s`;

/** Gives the bytes of all payloads, and a millisecond between the two halves. */
async function fill(other: NatsConnection): Promise<{ bytes: number; halfAt: number }> {
  const manager = await other.jetstreamManager();
  await manager.streams.add({ name: "BIG", subjects: ["big.>"], allow_direct: true });
  let [bytes, halfAt] = [0, 0];
  for (let n = 1; n <= MESSAGES; n++) {
    const payload = encoder.encode(payloadOf(n));
    bytes += payload.length;
    other.publish(`big.${n % 100}`, payload);
    if (n % PIECE !== 0 && n !== MESSAGES && n !== HALF) continue;
    const stored = async () => (await manager.streams.info("BIG")).state.messages;
    await expect.poll(stored, { timeout: 60_000, intervals: [20] }).toBe(n);
    if (n !== HALF) continue;
    const storedAt = Date.now();
    await expect.poll(() => Date.now(), { intervals: [5] }).toBeGreaterThan(storedAt + 5);
    halfAt = storedAt + 3;
  }
  return { bytes, halfAt };
}

/** Milliseconds from the click to the first row, by the clock of the page. */
async function timeFirstRows(page: Page, item: Locator): Promise<number> {
  await item.evaluate((element: HTMLElement) => {
    const startMs = performance.now();
    const look = () => {
      const row = document.querySelector(
        '[role="grid"][aria-label="Stored messages"] [data-message]',
      );
      if (row === null) requestAnimationFrame(look);
      else document.documentElement.dataset["firstRowsMs"] = String(performance.now() - startMs);
    };
    element.click();
    look();
  });
  const html = page.locator("html");
  await expect(html).toHaveAttribute("data-first-rows-ms", /\d/u);
  return Number(await html.getAttribute("data-first-rows-ms"));
}

async function sumOf(file: string): Promise<{ lines: number; bytes: number }> {
  let [lines, bytes, rest] = [0, 0, ""];
  for await (const chunk of fs.createReadStream(file, "utf8")) {
    const parts = `${rest}${chunk}`.split("\n");
    rest = parts.pop() ?? "";
    for (const line of parts) {
      lines += 1;
      bytes += Buffer.from(JSON.parse(line).data, "base64").length;
    }
  }
  return { lines, bytes };
}
