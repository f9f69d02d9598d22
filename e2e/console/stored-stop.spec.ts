// Stop and Cancel while a stream is read: what was read stays, and nothing begins again by itself.
import { expect } from "@playwright/test";
import { makeWorld } from "@/lib/testing/account-world";
import { startFrameProxy } from "@/lib/testing/chaos/frame-proxy";
import { makeUser } from "@/lib/testing/jwt";
import { OPEN_LIMITS } from "@/lib/testing/trust";
import { test } from "../fixtures/test";

const MESSAGES = 3000;
/** Longer than the pause after which a filter reads a stream. */
const LATER_MS = 800;

test("a stopped search of a stream stays stopped until Read on", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { account, accountJwt, config } = makeWorld();
  const storage = { mem_storage: -1, disk_storage: -1, streams: 10, consumer: -1 };
  const jwt = accountJwt({ limits: { ...OPEN_LIMITS, ...storage } });
  const { wsUrl } = await lab.serve({ config: config(jwt), hasJetStream: true });
  const other = await lab.client(wsUrl, makeUser({ name: "maker", account }));
  const { streams } = await other.jetstreamManager();
  await streams.add({ name: "S", subjects: ["s.*"], allow_direct: true });
  for (let n = 1; n <= MESSAGES; n++) other.publish(`s.${n}`, new TextEncoder().encode("text"));
  await expect.poll(async () => (await streams.info("S")).state.messages).toBe(MESSAGES);

  const proxy = await startFrameProxy(wsUrl);
  await workbench.choose(files.write("svc.creds", makeUser({ name: "svc", account }).creds));
  await workbench.connect(proxy.url);
  await workbench.expectVerdict("accepted");
  await workbench.show("JetStream");
  const panel = page.getByRole("region", { name: "JetStream", exact: true });
  await panel.locator('[data-name="S"]').click();
  const state = panel.locator("[data-stored-log]");
  await expect(state.getByRole("status")).toContainText("200 messages");

  const held = proxy.holdFromServer(`Nats-Subject: s.${MESSAGES / 2}\r`);
  await workbench.field("Filter").fill("text");
  await held;
  await panel.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(state).toHaveAttribute("data-stored-log", "read");
  proxy.release();
  const readOn = panel.getByRole("button", { name: "Read on" });
  await expect(readOn).toBeVisible();
  const range = await state.getByRole("status").textContent();
  const stoppedAt = Date.now();
  await expect.poll(() => Date.now()).toBeGreaterThan(stoppedAt + LATER_MS);
  await expect(state).toHaveAttribute("data-stored-log", "read");
  await expect(state.getByRole("status")).toHaveText(range ?? "");

  await readOn.click();
  await workbench.expectCount("received", MESSAGES);
  await expect(readOn).toHaveCount(0);
  proxy.close();
});
