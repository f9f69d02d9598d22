// A seed in the wrong place is hidden where it would be shown, never stored, and named with what to do.
import { expect, type Page } from "@playwright/test";
import { makeKey } from "@/lib/testing/nkey";
import { test } from "../fixtures/test";
import type { Workbench } from "../fixtures/workbench";

/** Everything that the page shows or the browser keeps: document, fields, title, address, storage. */
function everything(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>("input, textarea")];
    return [
      document.documentElement.outerHTML,
      ...fields.map((field) => field.value),
      document.title,
      location.href,
      ...Object.entries(localStorage).flat(),
      ...Object.entries(sessionStorage).flat(),
    ].join("\n");
  });
}

async function expectNamed(workbench: Workbench, place: string, seed: string): Promise<void> {
  const danger = workbench.page.locator(
    `[data-danger="seed-in-wrong-place"][data-place="${place}"]`,
  );
  await expect(danger).toBeVisible();
  await expect(danger).toContainText(/revoke|clipboard/);
  expect(await everything(workbench.page)).not.toContain(seed);
}

test("a seed in a file name, and in the name and tags of a JWT, is hidden and named", async ({
  workbench,
  page,
  lab,
  files,
}) => {
  const { url } = await lab.server().then(({ wsUrl }) => ({ url: wsUrl }));
  const stray = makeKey("account").seed;
  const user = lab.trust.user({ name: `svc ${stray}`, nats: { tags: [stray], pub: {}, sub: {} } });
  await workbench.choose(files.write(`${stray}.creds`, user.creds));
  await workbench.expectSelected(user.key.publicKey);
  await expectNamed(workbench, "jwt", stray);
  await expectNamed(workbench, "file-name", stray);
  await expect(workbench.claim("name")).toContainText("(seed hidden)");
  for (const tab of ["Claims", "Raw", "Code", "Protocol"]) {
    await page.getByRole("tab", { name: tab, exact: true }).click();
    expect(await everything(page), tab).not.toContain(stray);
  }
  // The creds still work, and the report of the answer is as clean.
  await workbench.connect(url);
  await workbench.expectVerdict("accepted");
  await workbench.button("Report").click();
  await expect(page.getByRole("region", { name: "Report in Markdown" })).toBeVisible();
  expect(await everything(page)).not.toContain(stray);
});

test("a seed that is typed or pasted into a field is removed and named", async ({
  workbench,
  page,
  lab,
  files,
}) => {
  const { wsUrl } = await lab.server();
  const stray = makeKey("user").seed;
  const user = lab.trust.user({ name: "svc-fields" });
  await workbench.choose(files.write("fields.creds", user.creds));
  await workbench.expectSelected(user.key.publicKey);
  const dismiss = page.locator("[data-danger]").getByRole("button", { name: "Dismiss" });

  // In the path and in the query of an address.
  for (const address of [`${wsUrl}/${stray}`, `${wsUrl}/?token=${stray}`]) {
    await workbench.server.fill(address);
    await expectNamed(workbench, "field", stray);
    await expect(workbench.server).toHaveValue(address.replace(stray, ""));
    await dismiss.click();
  }
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");

  await workbench.field("Filter").fill(`orders.> ${stray}`);
  await expectNamed(workbench, "field", stray);
  await expect(workbench.field("Filter")).toHaveValue("orders.> ");
  await dismiss.click();

  // Pasted: nothing of the clipboard arrives, so no JWT stays beside the seed.
  await workbench.field("Filter").focus();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const options = { clipboardData, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", options));
  }, user.creds);
  await expectNamed(workbench, "field", user.key.seed);
  await expect(workbench.field("Filter")).toHaveValue("orders.> ");
  await dismiss.click();

  await workbench.show("Permissions", "Matrix");
  await page.getByRole("radio", { name: "Own lists", exact: true }).check();
  const list = page.getByRole("textbox", { name: "List of subjects", exact: true });
  await list.fill(`orders.>\n${stray}`);
  await expectNamed(workbench, "field", stray);
  await expect(list).toHaveValue("orders.>\n");
});

test("an address is remembered without its query", async ({ workbench, page, lab, files }) => {
  const { wsUrl } = await lab.server();
  const user = lab.trust.user({ name: "svc-address" });
  await workbench.choose(files.write("address.creds", user.creds));
  await workbench.connect(`${wsUrl}/nats?token=hunter2-hunter2`);
  await workbench.expectVerdict("accepted");
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem("credence.addresses")))
    .toBe(JSON.stringify([{ address: `${wsUrl}/nats`, name: "" }]));
});

test("a link that holds a seed is not followed, and leaves the address bar", async ({
  workbench,
  page,
}) => {
  const stray = makeKey("user").seed;
  // A change of the fragment alone would not load the page again.
  await page.goto("about:blank");
  await workbench.open(`/#subject=${stray}`);
  await expectNamed(workbench, "link", stray);
});
