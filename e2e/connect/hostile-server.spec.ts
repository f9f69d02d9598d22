// What a server that speaks NATS can do to the page: collect signatures, ask for odd ones, break the protocol.
import { expect, type Page } from "@playwright/test";
import { type HostileClient, startHostileServer } from "@/lib/testing/hostile-server";
import { stretch } from "../fixtures/pace";
import { waitForTimers } from "../fixtures/settle";
import { test } from "../fixtures/test";

test("a server that accepts and drops gets ten signatures, and the page asks", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const server = await startHostileServer({
    onAccepted: (client) => setTimeout(() => client.drop(), 20),
  });
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await expect(workbench.claim("sub")).toBeVisible();
  await shortenWaits(page);
  await workbench.connect(server.url);
  const givenUp = workbench.verdict.locator("[data-drops]");
  await expect(givenUp).toHaveAttribute("data-drops", "10", { timeout: stretch(40_000) });
  await expect(givenUp).toContainText("10 times in a row");
  await expect(workbench.verdict).toHaveAttribute("data-verdict", "ended");
  await expect(workbench.verdict).not.toHaveAttribute("data-retry-ms", /.*/);
  await expect(workbench.verdict).not.toContainText("The page reconnects by itself");
  expect(server.signatures).toHaveLength(10);
  await waitForTimers(page, 3_000);
  expect(server.signatures).toHaveLength(10);
  expect(server.clients()).toBe(10);

  await workbench.button("Reconnect now").click();
  await expect.poll(() => server.signatures.length).toBeGreaterThan(10);
  await expect(givenUp).toHaveCount(0);
  await expect(givenUp).toHaveAttribute("data-drops", "10", { timeout: stretch(40_000) });
  expect(server.signatures).toHaveLength(20);
  await server.end();
});

test("a nonce that no NATS server sends is not signed", async ({ workbench, lab, files }) => {
  const server = await startHostileServer({ info: { nonce: "n".repeat(53) } });
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await workbench.connect(server.url);
  await workbench.expectVerdict("refused");
  await expect.poll(() => workbench.causes()).toContain("server/odd-nonce proven");
  await expect(workbench.verdict).toContainText("this page closed the connection");
  await expect(workbench.verdict).not.toContainText("gave no reason");
  expect(server.heard).toEqual([]);
  await server.end();
});

/**
 * Runs in the vault: retries come 50 times sooner, so that a test need not wait for minutes. Their waits are the
 * only timers of these lengths.
 */
async function shortenWaits(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => {
    const wait = self.setTimeout;
    const isRetry = (ms: number) => ms >= 800 && ms <= 36_000 && ms % 1_000 !== 0;
    Object.assign(self, {
      setTimeout: (act: () => void, ms = 0) => wait(act, isRetry(ms) ? ms / 50 : ms),
    });
  });
}

test("a server that breaks the protocol is told as that, and nothing reaches the console", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const printed: string[] = [];
  page.on("console", (message) => printed.push(message.text()));
  let client: HostileClient | undefined;
  const server = await startHostileServer({
    onAccepted: (accepted) => {
      client = accepted;
    },
  });
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await expect(workbench.claim("sub")).toBeVisible();
  for (const broken of [
    "MSG secret.subject 1 -5\r\nhello\r\n",
    "MSG secret.subject 77 99999999999\r\nhello\r\n",
    "HMSG secret.subject 77 50 5\r\nhello\r\n",
    "MSG secret.subject -1 5\r\nhello\r\n",
    "MSG secret.subject 77 5\r\nhelloXX",
    "-ERR\r\n",
  ]) {
    await workbench.connect(server.url);
    await workbench.expectVerdict("accepted");
    client?.send("MSG secret.subject 77 5\r\nhello\r\n");
    client?.send(broken);
    await workbench.expectVerdict("ended");
    await expect.poll(() => workbench.causes()).toEqual(["server/protocol proven"]);
    await expect(workbench.verdict).toContainText("the server broke the protocol");
    await expect(workbench.verdict).not.toHaveAttribute("data-retry-ms", /.*/);
  }
  // The vault's console is collected, too; the methods that nats.ws would call are silent there.
  await page.workers()[0]?.evaluate(() => {
    for (const method of ["log", "info", "error", "trace", "warn"] as const) {
      // biome-ignore lint/suspicious/noConsole: this is what the test looks for.
      console[method](method);
    }
  });
  await expect.poll(() => printed).toEqual(["warn"]);
  await server.end();
});
