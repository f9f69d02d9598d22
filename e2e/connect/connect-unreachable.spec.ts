// When no NATS server answers, the verdict is "unreachable": at once if the browser can tell at once, else at
// the time limit.
import { expect } from "@playwright/test";
import { findClosedPort, openHttpPort, openMutePort, openSilentPort } from "../fixtures/odd-ports";
import { measureSlowness } from "../fixtures/pace";
import { test } from "../fixtures/test";
import type { Workbench } from "../fixtures/workbench";

/** The default time limit of an attempt, and the extra time for a busy machine. */
const TIME_LIMIT = 10_000;
const ROOM = 4_000;
/** The limit for an immediate answer, on a usual machine. */
const AT_ONCE = 3_000;

async function expectUnreachableAtOnce(workbench: Workbench, address: string): Promise<void> {
  const { outcome, ms } = await workbench.connectTimed(address);
  expect(outcome).toBe("unreachable");
  expect(ms).toBeLessThan(AT_ONCE * (await measureSlowness(workbench.page)));
}

test("nothing listens", async ({ workbench, lab, files }) => {
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await expectUnreachableAtOnce(workbench, await findClosedPort());
  await expect(workbench.verdict).not.toHaveAttribute("data-retry-ms", /.*/);
});

test("the host probe distinguishes HTTP from nothing, and runs only after a click", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const web = await openHttpPort();
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await expectUnreachableAtOnce(workbench, web.url);
  expect(web.requests).toEqual([]);
  await expect.poll(() => workbench.causes()).not.toEqual([]);
  expect((await workbench.causes()).filter((one) => !one.endsWith(" possible"))).toEqual([]);

  await page.getByRole("button", { name: "Look closer", exact: true }).click();
  await expect(workbench.verdict.locator("[data-cause]").first()).toHaveAttribute(
    "data-cause",
    "net/not-websocket",
  );
  await expect.poll(() => workbench.causes()).toContain("net/origin likely");
  await expect(
    workbench.verdict.locator('[data-cause="net/not-listening"][data-certainty="ruled-out"]'),
  ).toHaveCount(1);
  await expect(workbench.verdict).toContainText(
    `allowed_origins: ["${new URL(page.url()).origin}"]`,
  );
  expect(web.requests).toEqual(["GET /", "GET /varz"]);
  await workbench.showProtocol();
  const asked = workbench.protocol.locator("[data-frame='out']", {
    hasText: web.url.replace("ws:", "http:"),
  });
  await expect(asked).toHaveCount(2);
  await expect(asked.last()).toContainText("/varz");
  await web.end();

  // With other creds, the shown verdict cannot be the previous one.
  const other = lab.trust.user();
  await workbench.choose(files.write("other.creds", other.creds));
  await workbench.expectSelected(other.key.publicKey);
  await expectUnreachableAtOnce(workbench, await findClosedPort());
  await page.getByRole("button", { name: "Look closer", exact: true }).click();
  await expect.poll(async () => (await workbench.causes())[0]).toBe("net/not-listening likely");
});

for (const age of ["newest", "oldest"] as const) {
  test(`the monitoring port of the ${age} server`, async ({ workbench, lab, files, page }) => {
    const server = await lab.serve({ age });
    const user = lab.trust.user();
    await workbench.choose(files.write("user.creds", user.creds));
    await expectUnreachableAtOnce(workbench, server.monitorUrl.replace("http:", "ws:"));
    await page.getByRole("button", { name: "Look closer", exact: true }).click();
    const use = page.getByRole("button", { name: `Use ${server.wsUrl}`, exact: true });
    const response = await fetch(`${server.monitorUrl}/varz`);
    const { version } = await response.json();
    test.info().annotations.push({ type: "nats-server", description: version });

    // 2.9 lets no page read the answer; then the page does not claim to know the port.
    if (response.headers.get("access-control-allow-origin") === null) {
      await expect.poll(async () => (await workbench.causes())[0]).toBe("net/not-websocket proven");
      await expect.poll(() => workbench.causes()).toContain("net/monitoring-port possible");
      await expect(use).toHaveCount(0);
      return;
    }
    await expect
      .poll(async () => workbench.causes())
      .toEqual(["net/monitoring-port proven", "net/not-websocket proven"]);
    await expect(workbench.verdict).toContainText(
      `answered as the monitoring port of nats-server ${version}`,
    );
    await workbench.showProtocol();
    await expect(
      workbench.protocol.locator("[data-frame='in']", { hasText: "/varz answered" }),
    ).toContainText(`WebSocket on port ${new URL(server.wsUrl).port}`);

    // The button only fills in the address; the page connects after a click on Connect.
    await workbench.show("Diagnosis");
    await use.click();
    await expect(workbench.server).toHaveValue(server.wsUrl);
    await expect(workbench.server).toBeFocused();
    await workbench.expectVerdict("unreachable");
    workbench.watch.choose(server.wsUrl);
    await page.keyboard.press("Enter");
    await workbench.expectVerdict("accepted");
  });
}

test("the server refuses pages from this origin", async ({ workbench, lab, files, page }) => {
  const server = await lab.serve({
    websocket: 'no_tls: true, allowed_origins: ["http://elsewhere.invalid"]',
  });
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await expectUnreachableAtOnce(workbench, server.wsUrl);
  await page.getByRole("button", { name: "Look closer", exact: true }).click();
  await expect.poll(async () => (await workbench.causes())[0]).toBe("net/not-websocket proven");
  await expect.poll(() => workbench.causes()).toContain("net/origin likely");
});

test("the port for TCP clients", async ({ workbench, lab, files }) => {
  const server = await lab.server();
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await expectUnreachableAtOnce(workbench, server.clientUrl.replace(/^\w+:/, "ws:"));
});

test("silence lasts until the time limit, whether or not the socket opened", async ({
  workbench,
  lab,
  files,
}) => {
  const [silent, mute] = await Promise.all([openSilentPort(), openMutePort()]);
  const [a, b] = [lab.trust.user(), lab.trust.user()];
  await workbench.choose(files.write("a.creds", a.creds), files.write("b.creds", b.creds));
  await workbench.expectKeys(2);
  await workbench.select(a.key.publicKey);
  const startedAt = Date.now();
  await workbench.connect(silent.url);
  await expect(workbench.verdict).toHaveAttribute("data-verdict", "connecting");
  await workbench.select(b.key.publicKey);
  await workbench.connect(mute.url);
  await workbench.expectVerdict("unreachable", TIME_LIMIT + ROOM);
  await expect.poll(() => workbench.causes()).toContain("net/no-info proven");
  await workbench.select(a.key.publicKey);
  await workbench.expectVerdict("unreachable", ROOM);
  await expect.poll(() => workbench.causes()).toContain("net/silent proven");
  expect(Date.now() - startedAt).toBeGreaterThan(TIME_LIMIT - 500);
  await Promise.all([silent.end(), mute.end()]);
});

test("the page refuses an invalid address", async ({ workbench, lab, files, watch }) => {
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  for (const address of ["http://127.0.0.1:4281", "ws://", "ws://127.0.0.1:99999", "two words"]) {
    await workbench.server.fill(address);
    await workbench.server.press("Enter");
    await expect(
      workbench.page.locator('[data-cause="net/bad-url"], [role=alert]').first(),
    ).toBeVisible();
  }
  expect(watch.sockets).toHaveLength(0);
});
