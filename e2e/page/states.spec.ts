// Every state of the workbench, in windows of five sizes and both themes (fixtures/looks.ts says which when).
import { expect, type Page } from "@playwright/test";
import { nowSec, signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import { connectUser } from "../fixtures/connected";
import { Looks, looksAtAll, type Size } from "../fixtures/looks";
import { stretch } from "../fixtures/pace";
import { test } from "../fixtures/test";

test.describe.configure({ timeout: stretch(looksAtAll ? 600_000 : 180_000) });

const isNarrow = (size: Size) => size === "390x844";
const isMiddle = (size: Size) => size === "1024x768";

/** In a narrow window one part is shown at a time. */
function showsPart(page: Page, name: "Creds" | "Verdict" | "Console" | "More") {
  return async (size: Size) => {
    if (!isNarrow(size)) return;
    const parts = page.getByRole("navigation", { name: "Parts" });
    await parts.getByRole("button", { name, exact: true }).click();
  };
}

test("empty, loaded, refused and unreachable", async ({ workbench, lab, files, page }) => {
  const server = await lab.server();
  const looks = new Looks(workbench);
  await looks.at("empty");

  const expired = lab.trust.user({ name: "svc-former", claims: { exp: nowSec() - 60 } });
  const unknown = lab.trust.user({ name: "svc-unknown", account: lab.trust.foreign });
  await workbench.choose(files.write("former.creds", expired.creds));
  await workbench.expectKeys(1);
  const before = showsPart(page, "Verdict");
  await looks.at("loaded", { before });

  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("refused");
  await looks.at("refused-proven", { before });

  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.choose(files.write("unknown.creds", unknown.creds));
  await workbench.expectSelected(unknown.key.publicKey);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("refused");
  await looks.at("refused-possible", { before });

  await page.setViewportSize({ width: 1440, height: 900 });
  const gone = await lab.serve({});
  await gone.stop();
  await workbench.connect(gone.wsUrl);
  await workbench.expectVerdict("unreachable");
  await looks.at("unreachable", { before });
});

test("accepted, its verdict, a message, its bytes, its menu, and Forget", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { other } = await connectUser({ workbench, lab, files });
  const looks = new Looks(workbench, 6);
  await workbench.subscribe("look.>");
  for (let n = 0; n < 40; n++) other.publish(`look.eu.${n % 3}`, `{"n":${n},"ok":true}`);
  await workbench.expectCount("received", 40);
  await looks.at("accepted", { before: showsPart(page, "Console") });

  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.show("Diagnosis");
  await looks.at("accepted-verdict", { before: showsPart(page, "Verdict") });

  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.show("Console");
  await workbench.openRow('{"n":39');
  await looks.at("message");
  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.format("Hex");
  await looks.at("message-hex");
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    // The text beside the bytes is in sight.
    await expect
      .poll(() => workbench.payload.evaluate((box) => box.scrollWidth - box.clientWidth))
      .toBe(0);
  }

  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.button("Close the message").click();
  const menu = page.getByRole("menu", { name: "Message actions" });
  await looks.at("menu", {
    before: async () => {
      await page.keyboard.press("Escape");
      await expect(menu).toHaveCount(0);
      await workbench.grid.focus();
      await page.keyboard.press("End");
      await page.keyboard.press("Shift+F10");
      await expect(menu).toBeVisible();
    },
  });

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await workbench.button("Forget").click();
  await expect(workbench.button("Forget now")).toBeVisible();
  await looks.at("forget", { within: "dialog[open]" });
});

test("a recording", async ({ workbench, files, page }) => {
  const line = (n: number) =>
    `{"seq":${n},"time":"2026-11-26T02:58:17.123456Z","subject":"look.${n % 3}","reply":"","headers":{"A":["1"]},"data":"aGk="}\n`;
  const lines = Array.from({ length: 40 }, (_, n) => line(n + 1)).join("");
  await workbench.choose(files.write("night.ndjson", lines));
  await expect(page.locator("[data-recording=read]")).toBeVisible();
  await new Looks(workbench, 2).at("recording");
});

test("an account, an operator, and a comparison", async ({ workbench, lab, files, page }) => {
  const { trust } = lab;
  const looks = new Looks(workbench, 3);
  const user = trust.user({ name: "svc-orders", nats: { pub: { allow: ["orders.>"] } } });
  const other = trust.user({ name: "svc-other" });
  const accountJwt = signLadenAccount();
  await workbench.choose(
    files.write("a.creds", user.creds),
    files.write("b.creds", other.creds),
    files.write("operator.jwt", trust.operatorJwt),
    files.write("laden.jwt", accountJwt.jwt),
  );
  await workbench.expectKeys(2);
  for (const [name, id] of [
    ["account", accountJwt.id],
    ["operator", subjectOf(trust.operatorJwt)],
  ] as const) {
    await looks.at(name, {
      before: async (size) => {
        await showsPart(page, "Creds")(size);
        await page.locator(`[data-trust="${id}"]`).click();
        await expect(page.locator(`[data-trust-page="${id}"]`)).toBeVisible();
      },
    });
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await workbench.select(user.key.publicKey);
  await workbench.show("Compare");
  await page.getByLabel("B, to compare with").selectOption(other.key.publicKey);
  await expect(page.locator("[data-gist]")).toBeVisible();
  await looks.at("compare");
});

test("the parts of a narrow window, its sheet, and the columns of a middle one", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { other } = await connectUser({ workbench, lab, files });
  const looks = new Looks(workbench, 1);
  await workbench.subscribe("look.>");
  for (let n = 0; n < 20; n++) other.publish("look.a", `{"n":${n}}`);
  await workbench.expectCount("received", 20);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const part of ["Creds", "More"] as const) {
    const before = showsPart(page, part);
    await looks.at(`narrow-${part.toLowerCase()}`, { before, sizes: ["390x844"] });
  }
  await showsPart(page, "Console")("390x844");
  await workbench.button("Open the send form").click();
  await expect(workbench.field("Payload")).toBeVisible();
  await looks.at("narrow-send", { sizes: ["390x844"] });
  const [close, corner] = await Promise.all([
    workbench.button("Close the send form").boundingBox(),
    page.getByRole("dialog", { name: "Send a message" }).boundingBox(),
  ]);
  expect((close?.y ?? 999) - (corner?.y ?? 0)).toBeLessThan(40);
  expect(close?.x).toBeGreaterThan(330);
  await page.keyboard.press("Escape");

  await page.setViewportSize({ width: 1024, height: 768 });
  const thisUser = page.getByRole("radio", { name: "This user", exact: true });
  const before = async (size: Size) => isMiddle(size) && thisUser.check();
  await looks.at("middle-user", { before, sizes: ["1024x768"] });
});

test.describe("on a touch screen", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test("targets are at least 44 px", async ({ workbench, lab, files, page }) => {
    const tooSmall = () =>
      page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLElement>(
            "button, a[href], select, input:not([type=file])",
          ),
        ]
          .filter((target) => {
            const { width, height } = target.getBoundingClientRect();
            return width > 1 && height > 1 && Math.min(width, height) < 43.5;
          })
          .map((target) => target.ariaLabel ?? target.textContent),
      );
    await expect.poll(tooSmall).toEqual([]);
    await workbench.choose(files.write("a.creds", lab.trust.user({ name: "svc-touch" }).creds));
    await expect(page.getByRole("navigation", { name: "Parts" })).toBeVisible();
    for (const part of ["Creds", "Verdict", "Console", "More"] as const) {
      await showsPart(page, part)("390x844");
      await expect.poll(tooSmall, part).toEqual([]);
    }
  });
});

/** An account JWT with something in each section of its page. */
function signLadenAccount(): { readonly id: string; readonly jwt: string } {
  const [key, plain, scoped] = [makeKey("account"), makeKey("account"), makeKey("account")];
  const scope = { kind: "user_scope", key: scoped.publicKey, role: "device", template: {} };
  const nats = {
    limits: OPEN_LIMITS,
    type: "account",
    version: 2,
    signing_keys: [plain.publicKey, scope],
    revocations: { [makeKey("user").publicKey]: nowSec() - 3600, "*": nowSec() - 7200 },
    exports: [{ name: "orders", subject: "orders.>", type: "stream" }],
    imports: [{ name: "stock", subject: "stock.>", account: plain.publicKey, type: "service" }],
    mappings: { "a.*": [{ subject: "b.$1", weight: 80 }] },
    tags: ["team:eu"],
  };
  return { id: key.publicKey, jwt: signToken({ ...standardClaims("LADEN", key, key), nats }, key) };
}

const subjectOf = (jwt: string): string =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()).sub;
