// The harder parts of the filter in the built page: regular expressions under its policy, parentheses, subscriptions,
// and saved filters that are offered while typing.
import { expect } from "@playwright/test";
import { makeSubject, test } from "../fixtures/connected";

test("expressions, groups and subscriptions filter, and what cannot be read is named", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const [one, two] = [makeSubject(), makeSubject()];
  await workbench.subscribe(`${one}.>`);
  await workbench.subscribe(`${two}.>`);
  for (let n = 0; n < 12; n++) other.publish(`${n % 3 === 0 ? two : one}.${n}`, `order ${n}`);
  await workbench.expectCount("received", 12);
  const filter = workbench.field("Filter");
  await filter.fill("/order 1[01]?$/");
  await workbench.expectCount("matching", 3);
  await filter.fill(`(sub:${one}.> -/[24]$/) | "order 9"`);
  await workbench.expectCount("matching", 7);
  await filter.fill("/(?=order)/ -order");
  await expect(page.locator('[data-filter-problem="regex"]')).toContainText(
    "/(?=order)/ is ignored",
  );
  await workbench.expectCount("matching", 0);

  await filter.fill(`sub:${two}.>`);
  await workbench.expectCount("matching", 4);
  await workbench.button("Build a filter").click();
  await workbench.field("Name of the filter").fill("second one");
  await workbench.button("Save").click();
  await page.keyboard.press("Escape");
  await filter.fill("seco");
  await workbench.expectCount("matching", 0);
  await filter.press("ArrowDown");
  await expect(page.locator('[data-kept-filter="second one"]')).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(filter).toHaveValue(`sub:${two}.>`);
  await expect(filter).toBeFocused();
  await workbench.expectCount("matching", 4);
});
