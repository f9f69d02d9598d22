// Faults of the browser while messages flow: the storage is full, the vault is killed, the tab is frozen, and a
// server that stops answering. Nothing is lost that need not be, the page says what happened, and the user can go on.
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, expect, type Page } from "@playwright/test";
import { test as connectedTest, connectUser, makeSubject } from "../fixtures/connected";
import type { NatsClient } from "../fixtures/lab";
import { stretch } from "../fixtures/pace";
import { test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

interface Flow {
  /** Waits until so many messages were sent from now on. */
  sendMore(count: number): Promise<void>;
  /** Ends the flow. Returns how many messages were sent in all. */
  stop(): Promise<number>;
}

/** Numbered messages, one every `everyMs`. */
function startFlow(client: NatsClient, subject: string, everyMs = 10): Flow {
  let sent = 0;
  let isStopped = false;
  const run = async () => {
    for (; !isStopped; await sleep(everyMs)) {
      client.publish(subject, `message ${sent}`);
      sent += 1;
    }
    await client.flush();
  };
  const done = run();
  return {
    async sendMore(count) {
      const until = sent + count;
      // A flow that has failed fails the test.
      while (sent < until) await Promise.race([sleep(20), done]);
    },
    async stop() {
      isStopped = true;
      await done;
      return sent;
    },
  };
}

/** Fills the page's storage to the last byte, and returns the bytes. */
function fillStorage(page: Page): Promise<number> {
  return page.evaluate(() => {
    let filled = 0;
    for (let bytes = 1 << 20; bytes >= 1; ) {
      try {
        localStorage.setItem(`fill-${filled}-${bytes}`, "x".repeat(bytes));
        filled += bytes;
      } catch {
        bytes >>= 1;
      }
    }
    return filled;
  });
}

test("the storage is full: it is told once, and nothing but the memory of it is lost", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  expect(await fillStorage(page)).toBeGreaterThan(1_000_000);
  const { other } = await connectUser({ workbench, lab, files });
  await expect(
    page.getByRole("heading", { name: "The browser's storage for this site is full" }),
  ).toBeVisible();
  const subject = makeSubject();
  await workbench.subscribe(`${subject}.>`);
  const flow = startFlow(other, `${subject}.a`);

  await workbench.field("Filter").fill("message");
  await workbench.button("Build a filter").click();
  await workbench.field("Name of the filter").fill("only these");
  await workbench.field("Name of the filter").press("Enter");
  await expect(page.getByRole("button", { name: "only these", exact: true })).toBeVisible();
  // It lasts for this visit, also when its form was closed.
  await page.keyboard.press("Escape");
  await expect(workbench.field("Name of the filter")).toHaveCount(0);
  await workbench.button("Build a filter").click();
  await expect(page.getByRole("button", { name: "only these", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");

  await workbench.expectCount("received", await flow.stop());
  expect(await page.evaluate(() => localStorage.getItem("credence.filters"))).toBeNull();
});

test("the vault is killed: another tab loses nothing, and this one says what it lost", async ({
  workbench,
  lab,
  files,
  page,
  context,
  baseURL,
}) => {
  await page.addInitScript(keepVault);
  await workbench.reload();
  const { user, other } = await connectUser({ workbench, lab, files });
  const subject = makeSubject();
  const second = await context.newPage();
  const healthy = new Workbench(second, new Watch(second, baseURL ?? ""));
  await healthy.open();
  await healthy.choose(files.write("svc-healthy.creds", lab.trust.user().creds));
  await healthy.connect((await lab.server()).wsUrl);
  await healthy.expectVerdict("accepted");
  await healthy.subscribe(`${subject}.>`);
  await page.bringToFront();
  await workbench.subscribe(`${subject}.>`);
  const flow = startFlow(other, `${subject}.a`);
  await expect.poll(() => receivedBy(workbench)).toBeGreaterThan(20);

  await page.evaluate(() => window.killVault());
  await workbench.expectVerdict("ended");
  await expect.poll(() => workbench.causes()).toEqual(["vault/stopped proven"]);
  const banner = page.getByRole("alert").filter({ hasText: "The vault stopped" });
  await expect(banner).toContainText("1 connection");
  await expect(banner).toContainText(/[\d,]+ messages by this page's last count/u);

  await workbench.button("Restart the vault").click();
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await workbench.button("Connect again").click();
  await workbench.expectVerdict("accepted");
  await workbench.subscribe(`${subject}.>`);
  await expect.poll(() => receivedBy(workbench)).toBeGreaterThan(20);

  const sent = await flow.stop();
  await second.bringToFront();
  await healthy.expectCount("received", sent);
  await healthy.expectVerdict("accepted");
  expect(await receivedBy(workbench)).toBeLessThan(sent);
});

connectedTest(
  "the tab sleeps and wakes: nothing is lost, and the pause is named",
  async ({ workbench, page, browser, connected: { other } }) => {
    const subject = makeSubject();
    await workbench.subscribe(`${subject}.>`);
    const flow = startFlow(other, `${subject}.a`, 250);
    await expect.poll(() => receivedBy(workbench)).toBeGreaterThan(2);
    await page.evaluate(recordVerdicts);

    const renderers = await rendererPids(browser);
    for (const pid of renderers) process.kill(pid, "SIGSTOP");
    try {
      // At four a second this takes longer than the three beats that end a silent connection.
      await flow.sendMore(72);
    } finally {
      for (const pid of renderers) process.kill(pid, "SIGCONT");
    }
    // The vault's next beat notices how late it is. It is at most one beat away.
    await flow.sendMore(24);
    const sent = await flow.stop();

    await workbench.expectCount("received", sent, 30_000);
    await workbench.expectVerdict("accepted");
    // So tall that every row is in the document.
    await page.setViewportSize({ width: 1440, height: 4_500 });
    await expect(page.locator('[data-notice="flow/suspended"]')).toBeVisible();
    await workbench.send(`${subject}.b`, "and on it goes");
    await workbench.expectCount("received", sent + 1);
    expect(await page.evaluate(() => window.shownVerdicts)).toEqual([]);
  },
);

test("a frozen server: the silence is shown, then its end, which stays while the page dials", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const server = await lab.serve({});
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  const answer = page.locator("[data-last-answer-sec]");
  await expect(answer).toContainText("Last answer");
  await page.evaluate(recordVerdicts);

  process.kill(server.pid, "SIGSTOP");
  try {
    await expect(answer).toHaveAttribute("data-silent", "", { timeout: stretch(30_000) });
    await expect(answer).toContainText(/^No answer for \d+ s\./u);
    await workbench.expectVerdict("ended", 30_000);
    const bar = page.getByText("Reconnecting", { exact: true }).filter({ visible: true });
    await expect(bar).toBeVisible({ timeout: stretch(30_000) });
    await expect(
      page.locator("b", { hasText: /^Ended$/u }).filter({ visible: true }),
    ).toBeVisible();
    await workbench.expectVerdict("ended");
    await expect.poll(() => workbench.causes()).toContain("ended/lost proven");
  } finally {
    process.kill(server.pid, "SIGCONT");
  }
  await workbench.expectVerdict("accepted", 60_000);
  expect(await page.evaluate(() => window.shownVerdicts)).not.toContain("connecting");
});

declare global {
  interface Window {
    shownVerdicts: string[];
    killVault(): void;
  }
}

/**
 * The processes of the tabs. Stopping them freezes page and vault as a sleeping machine does, while the sockets,
 * which are in another process, stay open. Page.setWebLifecycleState does nothing without a window.
 */
async function rendererPids(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/** Runs in the page: notes every change of the verdict from now on. */
function recordVerdicts(): void {
  window.shownVerdicts = [];
  const first = document.querySelector("[data-verdict]")?.getAttribute("data-verdict");
  const note = () => {
    const shown = document.querySelector("[data-verdict]")?.getAttribute("data-verdict");
    if (shown && (window.shownVerdicts.at(-1) ?? first) !== shown) window.shownVerdicts.push(shown);
  };
  new MutationObserver(note).observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ["data-verdict"],
  });
}

async function receivedBy(workbench: Workbench): Promise<number> {
  return Number(await workbench.count("received").getAttribute("data-value"));
}

/** Runs in the page before anything else: the vault can be ended from outside, when none of our handlers runs. */
function keepVault(): void {
  const { Worker: RealWorker } = window;
  window.Worker = class extends RealWorker {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      window.killVault = () => RealWorker.prototype.terminate.call(this);
    }
  };
}
