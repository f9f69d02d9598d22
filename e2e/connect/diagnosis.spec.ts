// A bare refusal gives a set of possible causes without the account JWT, and one proven cause with it. The
// tests run on the newest nats-server and on the oldest available one, and note the version with each result.
// Real servers refuse; nothing is simulated.
import { expect } from "@playwright/test";
import { makeRefusals } from "../fixtures/refusals";
import { test } from "../fixtures/test";

const { refusals, config } = makeRefusals();

const cases = refusals.flatMap((one) =>
  (["newest", "oldest"] as const).map((age) => ({ ...one, age })),
);

for (const { name, cause, creds, accountJwt, operatorJwt, server, age } of cases) {
  test(`why it was refused: ${name}, ${age} server`, async ({ workbench, lab, files, page }) => {
    const { wsUrl } = await lab.serve({ config: config[server], age });
    await workbench.choose(files.write("some.creds", creds));
    await workbench.expectKeys(1);
    await workbench.connect(wsUrl);
    await workbench.expectVerdict("refused");
    const version = (await workbench.fact("version").getAttribute("data-value")) ?? "unknown";
    test.info().annotations.push({ type: "nats-server", description: version });
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
    await expect.poll(() => workbench.causes()).toEqual([`${cause} proven`]);
    await expect(workbench.check("chain")).toHaveAttribute("data-state", "fail");
    await expect(workbench.check("chain")).toHaveAttribute("data-code", cause);
    await workbench.show("Claims", "Chain");
    await expect(page.locator("[data-link][data-state='bad']")).toHaveCount(1);
  });
}

test("a wrong clock is distinguished from wrong creds", async ({ workbench, lab, files, page }) => {
  // This changes only the page's clock; the page compares it with the host that serves it. The time of an
  // accepting server is tested in lib/shared/diagnosis/validity.test.ts.
  const twoHours = 2 * 3_600_000;
  await page.addInitScript((ms) => {
    const now = Date.now;
    Date.now = () => now() + ms;
  }, twoHours);
  await workbench.open();
  const user = lab.trust.user({ claims: { exp: Math.floor(Date.now() / 1000) + 3600 } });
  await workbench.choose(files.write("one.creds", user.creds));
  const cause = workbench.beforeConnecting.locator('[data-cause="jwt/expired"]');
  await expect(cause).toHaveAttribute("data-certainty", "likely");
  await expect(cause).toContainText("2 h behind yours");
  await workbench.expectCheck("validity", "warn", "jwt/expired");
});
