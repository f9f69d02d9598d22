// The same bare refusal is a set of possible causes without the account JWT, and one proven cause with
// it. Everything in it is real: the server refuses, the page reasons.
import { expect } from "@playwright/test";
import { makeRefusals } from "./fixtures/refusals";
import { test } from "./fixtures/test";

const { refusals, config } = makeRefusals();

for (const { name, cause, creds, accountJwt, operatorJwt, server } of refusals) {
  test(`why it was refused: ${name}`, async ({ workbench, lab, files, page }) => {
    const { wsUrl } = await lab.serve({ config: config[server] });
    await workbench.choose(files.write("some.creds", creds));
    await workbench.expectKeys(1);
    await workbench.connect(wsUrl);
    await workbench.expectVerdict("refused");
    await expect(workbench.verdict).toContainText(/Authorization Violation/);
    const possible = await workbench.causes();
    expect(possible.filter((shown) => !shown.endsWith(" possible"))).toEqual([]);
    expect(possible).toContain(`${cause} possible`);
    expect(possible.length).toBeGreaterThan(2);

    await workbench.choose(
      files.write("account.jwt", accountJwt),
      files.write("operator.jwt", operatorJwt),
    );
    await expect(
      workbench.verdict.locator(`[data-cause="${cause}"][data-certainty="proven"]`),
    ).toBeVisible();
    expect(await workbench.causes()).toEqual([`${cause} proven`]);
    await expect(workbench.check("chain")).toHaveAttribute("data-state", "fail");
    await expect(workbench.check("chain")).toHaveAttribute("data-code", cause);
    await page.getByRole("tab", { name: "Chain", exact: true }).click();
    await expect(page.locator("[data-link][data-state='bad']")).toHaveCount(1);
  });
}
