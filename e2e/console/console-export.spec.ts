// Exports and recordings: received messages are exported byte for byte, and can be opened again without any
// connection.
import fs from "node:fs";
import { type Download, expect } from "@playwright/test";
import { headers } from "../../scripts/sandbox/client.mjs";
import { makeSubject, test } from "../fixtures/connected";

declare global {
  interface Window {
    freeDisk: () => void;
  }
}

interface Line {
  readonly subject: string;
  readonly reply: string;
  readonly time: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly data: string;
}

async function textOf(download: Download): Promise<string> {
  return fs.readFileSync(await download.path(), "utf8");
}

async function linesOf(download: Download): Promise<Line[]> {
  const lines = (await textOf(download)).trimEnd().split("\n");
  return lines.map((line): Line => JSON.parse(line));
}

test("all, matching and selected messages are exported unchanged", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
  const fields = headers();
  fields.append("Route", "web");
  fields.append("Route", "eu");
  other.publish(`${subject}.bytes`, bytes, { headers: fields, reply: `${subject}.answer` });
  for (let n = 0; n < 20; n++) other.publish(`${subject}.text`, `m${n}, "quoted"`);
  await workbench.expectCount("received", 21);

  const whole = page.waitForEvent("download");
  await workbench.button("Export").click();
  const lines = await linesOf(await whole);
  expect(lines).toHaveLength(21);
  const [first] = lines;
  expect(first?.subject).toBe(`${subject}.bytes`);
  expect(first?.reply).toBe(`${subject}.answer`);
  expect(first?.headers).toEqual({ Route: ["web", "eu"] });
  expect(Buffer.from(first?.data ?? "", "base64").equals(bytes)).toBe(true);
  expect(Math.abs(Date.parse(first?.time ?? "") - Date.now())).toBeLessThan(60_000);

  await workbench.field("Filter").fill('"m1"');
  await workbench.expectCount("matching", 11);
  const matching = page.waitForEvent("download");
  await workbench.button("Export").click();
  expect(await linesOf(await matching)).toHaveLength(11);

  await workbench.field("Filter").fill("");
  // The rows are redrawn first, or the click would land on another row.
  await expect(workbench.grid).toHaveAttribute("aria-rowcount", "22");
  await workbench.rows.filter({ hasText: "m18" }).click();
  await workbench.rows.filter({ hasText: "m16" }).click({ modifiers: ["Shift"] });
  await expect(page.locator("[data-marked]")).toHaveAttribute("data-marked", "3");
  await workbench.button("Export choices").click();
  const dialog = page.getByRole("dialog", { name: "Export messages" });
  await expect(dialog.getByRole("radio", { name: /^Selected/ })).toBeChecked();
  await dialog.getByRole("radio", { name: /^CSV/ }).check();
  await expect(dialog.getByRole("radio", { name: /^Download/ })).toBeChecked();
  const selected = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const csv = (await textOf(await selected)).trimEnd().split(/\r?\n/);
  expect(csv).toHaveLength(4);
  expect(csv[0]).toContain("subject");
  expect(csv[1]).toContain('"m16, ""quoted"""');
});

test("an export into a file is written in parts, and the file is removed after Cancel", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(subject);
  const count = 30_000;
  for (let n = 0; n < count; n++) other.publish(subject, `m${n}`);
  await workbench.expectCount("received", count);
  // A test cannot use the browser's own dialog. The files that replace its result are real.
  await page.evaluate(() => {
    window.showSaveFilePicker = async () => {
      const folder = await navigator.storage.getDirectory();
      return folder.getFileHandle(`picked-${performance.now()}`, { create: true });
    };
  });
  const pickedFiles = () =>
    page.evaluate(async () => {
      const texts: string[] = [];
      for await (const handle of (await navigator.storage.getDirectory()).values()) {
        if (handle instanceof FileSystemFileHandle)
          texts.push(await (await handle.getFile()).text());
      }
      return texts;
    });

  await workbench.button("Export choices").click();
  const dialog = page.getByRole("dialog", { name: "Export messages" });
  await dialog.getByRole("radio", { name: /^Directly to a file/ }).check();
  await dialog.getByRole("button", { name: "Choose a file" }).click();
  await expect(page.getByText(`Exported ${count.toLocaleString("en")} messages`)).toBeVisible();
  const [text = ""] = await pickedFiles();
  const lines = text.trimEnd().split("\n");
  expect(lines).toHaveLength(count);
  const payload = (line = "{}") => Buffer.from(JSON.parse(line).data, "base64").toString();
  expect(payload(lines[0])).toBe("m0");
  expect(payload(lines.at(-1))).toBe(`m${count - 1}`);

  await page.evaluate(() => {
    // The disk is held up, so that there is time to cancel on any machine.
    const { write } = FileSystemWritableFileStream.prototype;
    const isFree = new Promise<void>((resolve) => {
      window.freeDisk = resolve;
    });
    FileSystemWritableFileStream.prototype.write = async function (...data) {
      await isFree;
      return write.apply(this, data);
    };
  });
  await workbench.button("Export choices").click();
  await dialog.getByRole("radio", { name: /^Directly to a file/ }).check();
  await dialog.getByRole("button", { name: "Choose a file" }).click();
  await workbench.button("Export choices").click();
  await dialog.getByRole("button", { name: "Cancel export" }).click();
  await page.evaluate(() => window.freeDisk());
  await expect(page.getByText("Export cancelled")).toBeVisible();
  const lengths = (await pickedFiles()).map((one) => one.length);
  expect(lengths).toEqual([text.length]);
});

test("a recording opens without any connection, with the same views", async ({
  workbench,
  files,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  for (let n = 0; n < 500; n++) {
    other.publish(`${subject}.${n % 2 === 0 ? "even" : "odd"}`, `{"n":${n}}`);
  }
  await workbench.expectCount("received", 500);
  const downloading = page.waitForEvent("download");
  await workbench.button("Export").click();
  const recorded = await textOf(await downloading);
  const file = files.write("night.ndjson", `${recorded}not a line of a recording\n`);

  await workbench.reload();
  const sockets: string[] = [];
  page.on("websocket", (socket) => sockets.push(socket.url()));
  await workbench.drop(file);
  await expect(page.locator("[data-recording=read]")).toBeVisible();
  await expect(workbench.identity).toContainText("night.ndjson");
  await expect(workbench.identity).toContainText("1 line is not a message");
  await workbench.expectCount("kept", 500);
  await workbench.field("Filter").fill(`${subject}.odd .n > 400`);
  await workbench.expectCount("matching", 50);
  await workbench.rows.last().click();
  await expect(workbench.payload).toContainText("499");
  await workbench.field("Filter").fill("");

  await page.getByRole("radio", { name: "Subjects" }).check();
  await expect(page.locator(`[data-subject="${subject}"]`)).toHaveAttribute("data-messages", "500");
  await page.getByRole("radio", { name: "Time", exact: true }).check();
  await expect(page.getByRole("figure")).toHaveAttribute("data-timeline-messages", "500");
  await expect(workbench.button("Subscribe")).toHaveCount(0);
  await expect(workbench.button("Send")).toHaveCount(0);

  // A second export is the same, except for the numbers, which start again.
  const again = page.waitForEvent("download");
  await workbench.button("Export").click();
  const withoutSeq = (text: string) => text.replaceAll(/"seq":\d+,/g, "");
  expect(withoutSeq(await textOf(await again))).toBe(withoutSeq(recorded));

  await workbench.button("Close").click();
  await expect(page.getByText("Drop .creds files anywhere")).toBeVisible();
  expect(sockets).toEqual([]);
});
