// Objects of an object store on disk: a download with its digest verified, one with a flipped byte that leaves no file,
// and Cancel. OBJECT_MB=1024 stores an object of 1 GiB, and prints the memory of the tab while it is downloaded.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { expect, type Page } from "@playwright/test";
import { makeWorld } from "@/lib/testing/account-world";
import { makeUser } from "@/lib/testing/jwt";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import type { NatsClient } from "../fixtures/lab";
import { test } from "../fixtures/test";

const MIB = 1024 * 1024;
const SIZE = Number(process.env["OBJECT_MB"] ?? 8) * MIB;
const CHUNK = Uint8Array.from({ length: 128 * 1024 }, (_, n) => (n * 31 + (n >> 8)) % 251);
/** Two parts of a download, the page, and what the browser has for itself. */
const FLAT_BYTES = 160 * MIB;

test("an object is downloaded to disk, verified, refused when it is damaged, and cancelled", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  test.setTimeout(60_000 + SIZE / 2_000);
  const { account, accountJwt, config } = makeWorld();
  const storage = { mem_storage: -1, disk_storage: -1, streams: 10, consumer: -1 };
  const jwt = accountJwt({ limits: { ...OPEN_LIMITS, ...storage } });
  const { wsUrl } = await lab.serve({ config: config(jwt), hasJetStream: true });
  const other = await lab.client(wsUrl, makeUser({ name: "maker", account }));
  await store(other, "backup.bin", SIZE);
  await store(other, "damaged.bin", 2 * MIB);
  await damage(other, "damaged.bin");

  await workbench.choose(files.write("full.creds", makeUser({ name: "svc", account }).creds));
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  // A test cannot use the browser's own dialog. The files that replace its result are real.
  await page.evaluate(() => {
    window.showSaveFilePicker = async (options) => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(options.suggestedName, { create: true });
    };
  });
  await workbench.show("JetStream");
  const panel = page.getByRole("region", { name: "JetStream", exact: true });
  await panel.locator('[data-stored="object-store"][data-name="files"]').click();
  const objects = panel.getByRole("grid", { name: "Objects" });
  await expect(objects.locator('[data-object="backup.bin"]')).toBeVisible();
  const download = panel.getByRole("region", { name: "Download" });

  const before = await memoryOf(page);
  await objects.getByRole("button", { name: "Download backup.bin" }).click();
  let most = 0;
  await expect
    .poll(
      async () => {
        most = Math.max(most, (await memoryOf(page)) - before);
        return download.getAttribute("data-download");
      },
      { timeout: 60_000 + SIZE / 4_000, intervals: [100] },
    )
    .toBe("kept");
  await expect(download).toContainText("The digest fits.");
  expect(await sizes(page)).toEqual({ "backup.bin": SIZE });
  if (SIZE > 100 * MIB) process.stdout.write(`the tab grew by ${Math.round(most / MIB)} MiB\n`);
  expect(most).toBeLessThan(FLAT_BYTES);

  await objects.getByRole("button", { name: "Download damaged.bin" }).click();
  await expect(download).toHaveAttribute("data-download", "mismatch");
  await expect(download).toContainText("The digest does not match");
  await expect(download).toContainText("The file was removed.");
  expect(await sizes(page)).toEqual({ "backup.bin": SIZE });

  // The disk is held up, so that there is time to cancel on any machine.
  await page.evaluate(() => {
    window.showSaveFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle("cancelled.bin", { create: true });
    };
  });
  const vault = page.workers()[0];
  await vault?.evaluate(() => {
    const { write } = FileSystemWritableFileStream.prototype;
    const isFree = new Promise<void>((resolve) => {
      Object.assign(globalThis, { freeDisk: resolve });
    });
    FileSystemWritableFileStream.prototype.write = async function (...data) {
      await isFree;
      return write.apply(this, data);
    };
  });
  await objects.getByRole("button", { name: "Download backup.bin" }).click();
  await download.getByRole("button", { name: "Cancel download" }).click();
  await vault?.evaluate(() => Reflect.get(globalThis, "freeDisk")());
  await expect(download).toHaveAttribute("data-download", "cancelled");
  await expect(download).toContainText("Nothing was kept.");
  expect(await sizes(page)).toEqual({ "backup.bin": SIZE });

  // Cancel while the browser completes the file: it is kept, and the page says so.
  await page.evaluate(() => {
    window.showSaveFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle("late.bin", { create: true });
    };
  });
  await vault?.evaluate(() => {
    const { close } = FileSystemWritableFileStream.prototype;
    const isFree = new Promise<void>((resolve) => {
      Object.assign(globalThis, { freeDisk: resolve });
    });
    FileSystemWritableFileStream.prototype.close = async function () {
      Object.assign(globalThis, { isClosing: true });
      await isFree;
      return close.call(this);
    };
  });
  await objects.getByRole("button", { name: "Download backup.bin" }).click();
  const isClosing = () => vault?.evaluate(() => Reflect.get(globalThis, "isClosing") === true);
  await expect.poll(isClosing).toBe(true);
  await download.getByRole("button", { name: "Cancel download" }).click();
  await vault?.evaluate(() => Reflect.get(globalThis, "freeDisk")());
  await expect(download).toHaveAttribute("data-download", "kept");
  expect(await sizes(page)).toEqual({ "backup.bin": SIZE, "late.bin": SIZE });
});

/** Stores an object chunk by chunk, some at a time. The client would have all chunks under way at once. */
async function store(client: NatsClient, name: string, bytes: number): Promise<void> {
  const js = client.jetstream({ timeout: 60_000 });
  await js.views.os("files");
  const hash = createHash("sha256");
  const nuid = name.replace(".", "");
  const publish = async (chunk: Uint8Array) => void (await js.publish(`$O.files.C.${nuid}`, chunk));
  let waiting: Promise<void>[] = [];
  for (let left = bytes; left > 0; left -= CHUNK.length) {
    const part = CHUNK.subarray(0, Math.min(left, CHUNK.length));
    hash.update(part);
    waiting.push(publish(part));
    if (waiting.length === 32) await Promise.all(waiting);
    if (waiting.length === 32) waiting = [];
  }
  await Promise.all(waiting);
  await publishInfo(client, {
    ...{ name, nuid, size: bytes, chunks: Math.ceil(bytes / CHUNK.length) },
    digest: `SHA-256=${hash.digest("base64url")}=`,
  });
}

interface Info extends Readonly<Record<string, unknown>> {
  readonly name: string;
}

async function publishInfo(client: NatsClient, info: Info): Promise<void> {
  const subject = `$O.files.M.${base64Url(info.name)}`;
  const text = JSON.stringify({ bucket: "files", ...info });
  await client.jetstream({ timeout: 60_000 }).publish(subject, text);
}

/** With padding (ADR-20). */
const base64Url = (text: string) =>
  Buffer.from(text).toString("base64").replaceAll("+", "-").replaceAll("/", "_");

/** Stores the info of an object again, with other chunks: one bit of the last one is changed. */
async function damage(client: NatsClient, name: string): Promise<void> {
  const js = client.jetstream({ timeout: 60_000 });
  const info = await (await js.views.os("files")).info(name);
  if (info === null) throw new Error("nothing is stored");
  const { size, chunks, digest } = info;
  const flipped = CHUNK.slice();
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  for (let n = 1; n <= chunks; n++) {
    await js.publish("$O.files.C.damaged", n === chunks ? flipped : CHUNK);
  }
  const changed = { name, nuid: "damaged", size, chunks, digest };
  await publishInfo(client, changed);
}

/** The files that the page has written, with their sizes. */
function sizes(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const found: Record<string, number> = {};
    for await (const [name, handle] of (await navigator.storage.getDirectory()).entries()) {
      if (handle instanceof FileSystemFileHandle) found[name] = (await handle.getFile()).size;
    }
    return found;
  });
}

/** Resident bytes of the largest tab, vault included; 0 where the system does not tell. */
async function memoryOf(page: Page): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  if (session === undefined) return 0;
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const tabs = processInfo.filter(({ type }) => type === "renderer");
  return Math.max(0, ...tabs.map(({ id }) => residentBytes(id)));
}

function residentBytes(pid: number): number {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
