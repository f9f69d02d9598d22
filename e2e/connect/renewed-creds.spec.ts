// Renewed creds of a connected user take over while messages flow, and no message is missed. When the server
// refuses them, the connection stays as it was.
import { expect } from "@playwright/test";
import { nowSec } from "@/lib/testing/jwt";
import { test } from "../fixtures/test";

test("renewed creds take over without a break", async ({ workbench, lab, files, watch, page }) => {
  const server = await lab.server();
  const issued = { iat: nowSec() - 600, exp: nowSec() + 600 };
  const user = lab.trust.user({ name: "svc-renewed", claims: issued });
  const id = user.key.publicKey;
  await workbench.choose(files.write("svc.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.subscribe("renew.>");
  const other = await lab.client(server.wsUrl);
  let sent = 0;
  const sending = setInterval(() => other.publish("renew.x", `number ${++sent}`), 5);
  try {
    await expect.poll(() => sent).toBeGreaterThan(20);
    const newer = { name: "svc-renewed", key: user.key, claims: { iat: nowSec() } };
    await workbench.choose(files.write("svc-renewed.creds", lab.trust.user(newer).creds));
    const toast = page.getByRole("heading", { name: "Renewed creds of svc-renewed took over" });
    await expect(toast).toBeVisible();
    const then = sent;
    await expect.poll(() => sent).toBeGreaterThan(then + 20);
  } finally {
    clearInterval(sending);
  }
  await other.flush();

  await workbench.expectCount("received", sent);
  // Three notices: connected, trial, handover. Their rows are far above by now.
  await workbench.expectCount("notices", 3);
  await expect(workbench.subscription("renew.>")).toHaveAttribute("data-received", String(sent));
  await expect(workbench.subscription("renew.>")).toHaveAttribute("data-state", "active");
  await workbench.expectVerdict("accepted");
  expect(watch.sockets).toHaveLength(2);
  await expect.poll(() => watch.sockets[0]?.isClosed()).toBe(true);
  expect(watch.sockets[1]?.isClosed()).toBe(false);

  await expect(workbench.key(id)).toHaveAttribute("data-selected", "true");
  await expect(workbench.claim("exp")).toHaveCount(0);
  await expect(workbench.key(`${id}~2`)).toContainText("older");
  await workbench.select(`${id}~2`);
  await expect(workbench.claim("exp").first()).toHaveAttribute("data-value", String(issued.exp));
});

test("renewed creds that are refused change nothing, and their row says why", async ({
  workbench,
  lab,
  files,
  watch,
  page,
}) => {
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-kept", claims: { iat: nowSec() - 600 } });
  const id = user.key.publicKey;
  await workbench.choose(files.write("svc.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.subscribe("kept.>");

  const other = await lab.client(server.wsUrl);

  const elsewhere = { src: ["10.99.0.0/16"] };
  const renewed = lab.trust.user({ name: "svc-kept", key: user.key, nats: elsewhere });
  await workbench.choose(files.write("svc-renewed.creds", renewed.creds));
  const toast = page.getByRole("heading", { name: "Renewed creds of svc-kept were not accepted" });
  await expect(toast).toBeVisible();
  // The message with this button goes after a while.
  await workbench.button("Show why").click();
  await expect(workbench.key(`${id}~2`)).toHaveAttribute("data-selected", "true");
  await workbench.expectVerdict("refused");
  await expect.poll(() => workbench.causes()).toEqual(["jwt/source-address proven"]);

  await workbench.select(id);
  await expect(page.locator('[data-notice="session/renewal-failed"]')).toBeVisible();
  await workbench.expectVerdict("accepted");
  await expect(workbench.subscription("kept.>")).toHaveAttribute("data-state", "active");
  other.publish("kept.x", "still here");
  await workbench.expectCount("received", 1);
  expect(watch.sockets[0]?.isClosed()).toBe(false);
});
