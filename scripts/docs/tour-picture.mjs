// Makes docs/tour.webp, the picture of the README: one frame for each step of the tour, from the export in out/. Run by
// hand after a visible change: `node scripts/docs/tour-picture.mjs`. CHROME names another browser than Playwright's.
// sharp comes with Next.js.
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import sharp from "sharp";
import sirv from "sirv";
import { outDir, rootDir } from "../setup/paths.mjs";

const SIZE = { width: 1280, height: 760 };
const PICTURE = path.join(rootDir, "docs", "tour.webp");

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "credence-picture-"));
const server = http.createServer(sirv(outDir));
await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
const address = server.address();
const port = typeof address === "object" ? address?.port : 0;
const executablePath = process.env["CHROME"];
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: "light" });
  await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Take the tour", exact: true }).click();
  const tour = page.locator("[data-tour]");
  const next = tour.getByRole("button", { name: "Next", exact: true });
  const frames = [];
  for (let step = 1; ; step++) {
    await tour.getByText(`Tour, ${step} of`).waitFor();
    // Pictures of a page at rest: what a step fetches has come, and its notes have gone.
    await page.waitForLoadState("networkidle");
    const dismiss = page.getByRole("button", { name: "Dismiss" });
    while ((await dismiss.count()) > 0) await dismiss.first().click();
    const file = path.join(folder, `${step}.png`);
    await page.screenshot({ path: file, animations: "disabled" });
    frames.push(file);
    if ((await next.count()) === 0) break;
    await next.click();
  }
  const small = await Promise.all(
    frames.map((file) => sharp(file).resize({ width: 1_000 }).png().toBuffer()),
  );
  await sharp(small, { join: { animated: true } })
    .webp({ quality: 60, effort: 6, delay: frames.map(() => 3_200), loop: 0 })
    .toFile(PICTURE);
} finally {
  await browser.close();
  server.close();
  fs.rmSync(folder, { recursive: true, force: true });
}
