// Creds of a hostile size keep the page responsive: what is shown is cut, and a line says how much was cut.
import { expect, type Page } from "@playwright/test";
import { credsText, signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { measureSlowness } from "../fixtures/pace";
import { test } from "../fixtures/test";

declare global {
  interface Window {
    longestGap: number;
  }
}

/** On the usual machine of pace.ts. Without the cut, one frame took 6 to 7 s. */
const LONGEST_FRAME_MS = 1_000;

function watchFrames(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.longestGap = 0;
    let last = performance.now();
    const onFrame = (now: number) => {
      window.longestGap = Math.max(window.longestGap, now - last);
      last = now;
      requestAnimationFrame(onFrame);
    };
    requestAnimationFrame(onFrame);
  });
}

test("a JWT with 50,000 claims: the first are shown, the rest is counted, no tab freezes", async ({
  workbench,
  page,
  lab,
  files,
}) => {
  const key = makeKey("user");
  const many = Array.from({ length: 50_000 }, (_, n) => `"x${n}":${n}`).join(",");
  const standard = JSON.stringify(standardClaims("svc-many", key, lab.trust.orders)).slice(0, -1);
  const nats = '{"type":"user","version":2,"subs":-1,"data":-1,"payload":-1}';
  const jwt = signToken(`{${many},${standard.slice(1)},"nats":${nats}}`, lab.trust.orders);
  const slowness = await measureSlowness(page);
  await watchFrames(page);
  await workbench.choose(files.write("many.creds", credsText(jwt, key.seed)));
  await expect(workbench.claim("name")).toHaveAttribute("data-value", "svc-many");

  const open = (tab: string) => page.getByRole("tab", { name: tab, exact: true }).click();
  await open("Claims");
  await expect(workbench.claim("jti")).toBeVisible();
  await expect(page.locator("[data-cut='claims']")).toContainText("200 of 50,0");
  expect(await workbench.identity.locator("[data-claim^='x']").count()).toBeLessThanOrEqual(200);
  await page.locator("[data-cut='claims']").getByRole("button", { name: "Show more" }).click();
  await expect(page.locator("[data-cut='claims']")).toContainText("400 of 50,0");

  await open("Raw");
  const payload = page.getByRole("region", { name: "Payload", exact: true });
  await expect(payload.locator("[data-cut='json']")).toContainText("20,000 of");
  expect((await payload.locator("pre").innerText()).length).toBeLessThanOrEqual(20_000);

  await open("Code");
  await open("Permissions");
  const gap = await page.evaluate(() => window.longestGap);
  expect(gap).toBeLessThan(LONGEST_FRAME_MS * slowness);
});
