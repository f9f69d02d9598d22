// What the first view costs on the wire: every byte of every answer until the page is ready, as the browser
// counts them. The build has its own budget for the scripts (scripts/size.mjs); this one also fails when
// the server sends something uncompressed.
import { expect } from "@playwright/test";
import { pageUrl, test } from "../fixtures/test";

/** Everything but fonts, in bytes with headers. Measured: 162 kB with Brotli; the scripts alone are 504 kB without. */
const TEXT_LIMIT = 200_000;

test("the first view arrives compressed", async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const kinds = new Map<string, { url: string; isFont: boolean; encoding: string }>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, response, type }) => {
    kinds.set(requestId, {
      url: response.url,
      isFont: type === "Font",
      encoding: response.headers["content-encoding"] ?? response.headers["Content-Encoding"] ?? "",
    });
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (kinds.get(requestId)?.isFont === false) bytes += encodedDataLength;
  });
  await page.goto(pageUrl());
  await page.waitForLoadState("networkidle");

  const scripts = [...kinds.values()].filter(({ url }) => /\.(?:js|css)$/.test(url));
  expect(scripts.length).toBeGreaterThan(5);
  const plain = scripts.filter(({ encoding }) => encoding !== "br").map(({ url }) => url);
  // Files below 1 kB have no copies.
  const sizes = await Promise.all(
    plain.map(async (url) => (await (await page.request.get(url)).body()).length),
  );
  expect(Math.max(0, ...sizes)).toBeLessThan(1024);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(TEXT_LIMIT);
  test.info().annotations.push({ type: "bytes", description: String(bytes) });
});
