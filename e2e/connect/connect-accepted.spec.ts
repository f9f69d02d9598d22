// Creds that a server accepts: the identity, the server's facts and the frames of the connection. The tests'
// own maker makes the identities, the creds files and the server's configuration.
import { expect } from "@playwright/test";
import { makeVersion1User } from "@/lib/testing/jwt";
import { test } from "../fixtures/test";

test("accepted: the server's facts, phases and control lines", async ({
  workbench,
  lab,
  files,
  watch,
}) => {
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-orders", claims: { exp: 4_000_000_000 } });
  await workbench.choose(files.write("svc-orders.creds", user.creds));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await expect(workbench.verdict).toHaveCount(0);
  expect(watch.sockets, "nothing connects before the click").toHaveLength(0);

  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await expect(workbench.key(user.key.publicKey)).toHaveAttribute("data-status", "accepted");
  for (const phase of ["socket", "info", "sign", "connect"]) {
    await expect(workbench.page.locator(`[data-phase="${phase}"]`)).toHaveAttribute(
      "data-ms",
      /^\d+(\.\d+)?$/,
    );
  }
  const varz = await (await fetch(`${server.monitorUrl}/varz`)).json();
  await expect(workbench.fact("version")).toHaveAttribute("data-value", varz.version);
  await expect(workbench.fact("id")).toHaveAttribute("data-value", varz.server_id);
  await expect(workbench.fact("name")).toHaveAttribute("data-value", varz.server_name);
  await expect(workbench.fact("client-ip")).toHaveAttribute("data-value", "127.0.0.1");
  await expect(workbench.fact("max-payload")).toHaveAttribute(
    "data-value",
    String(varz.max_payload),
  );
  await expect(workbench.fact("jetstream")).toHaveAttribute("data-value", "false");
  await expect(workbench.fact("rtt-ms")).toHaveAttribute("data-value", /^\d+(\.\d+)?$/);

  await workbench.showProtocol();
  const frames = workbench.protocol.locator("[data-frame]");
  await expect(frames.filter({ hasText: /^.*INFO \{/ }).first()).toHaveAttribute(
    "data-frame",
    "in",
  );
  const connect = frames.filter({ hasText: "CONNECT {" }).first();
  await expect(connect).toHaveAttribute("data-frame", "out");
  await expect(connect).toContainText('"jwt"');
  await expect(connect).toContainText('"sig"');
  const text = await workbench.protocol.innerText();
  expect(text).not.toContain(user.jwt.slice(60, 120));
  expect(text).not.toMatch(/"sig":"[\w+/=-]{40,}/);
  expect(watch.sockets).toHaveLength(1);
});

test("the account is named: by the second INFO or by USER.INFO", async ({
  workbench,
  lab,
  files,
}) => {
  const server = await lab.server();
  const version = (await (await fetch(`${server.monitorUrl}/varz`)).json()).version as string;
  const user = lab.trust.user();
  await workbench.choose(files.write("user.creds", user.creds));
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  // nats-server 2.9 cannot name the account; from 2.10 on USER.INFO does.
  const state = version.startsWith("2.9.") ? "unknown" : "pass";
  await workbench.expectCheck("who-am-i", state);
});

test("an address without a scheme gets one, and is remembered", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const server = await lab.server();
  await workbench.choose(files.write("user.creds", lab.trust.user().creds));
  await workbench.connect(new URL(server.wsUrl).host);
  await workbench.expectVerdict("accepted");
  const readStored = () => page.evaluate(() => JSON.stringify({ ...localStorage }));
  // Storage takes time, so the address is stored after the verdict is shown.
  await expect.poll(readStored).toContain(new URL(server.wsUrl).host);
  await workbench.reload();
  const stored = await readStored();
  expect(stored).toContain(new URL(server.wsUrl).host);
  expect(stored).not.toMatch(/eyJ|SU[A-Z2-7]{20}/);
});

const ACCEPTED = ["bearer", "bearer without a seed", "version 1", "CRLF file"] as const;

for (const kind of ACCEPTED) {
  test(`accepted: ${kind}`, async ({ workbench, lab, files }) => {
    const server = await lab.server();
    const plain = lab.trust.user();
    const bearer = lab.trust.user({ nats: { bearer_token: true } });
    const text = {
      bearer: bearer.creds,
      "bearer without a seed": bearer.jwt,
      "version 1": makeVersion1User("svc-legacy", lab.trust.orders).creds,
      "CRLF file": plain.creds.replaceAll("\n", "\r\n"),
    }[kind];
    await workbench.choose(files.write("some.creds", text));
    await workbench.connect(server.wsUrl);
    await workbench.expectVerdict("accepted");
  });
}

test("two creds at once: switching keeps both connected and their rows separate", async ({
  workbench,
  lab,
  files,
  watch,
}) => {
  const server = await lab.server();
  const [a, b] = [lab.trust.user({ name: "a" }), lab.trust.user({ name: "b" })];
  await workbench.choose(files.write("a.creds", a.creds), files.write("b.creds", b.creds));
  await workbench.expectKeys(2);
  for (const { key, name } of [a, b]) {
    await workbench.select(key.publicKey);
    await workbench.connect(server.wsUrl);
    await workbench.expectVerdict("accepted");
    await workbench.subscribe(`pair.${name}`);
  }
  const other = await lab.client(server.wsUrl);
  other.publish("pair.a", "for a");
  other.publish("pair.b", "for b");
  for (const { key, name } of [a, b]) {
    await workbench.select(key.publicKey);
    await workbench.expectVerdict("accepted");
    await workbench.expectCount("received", 1);
    await expect(workbench.rows).toContainText([`for ${name}`]);
  }
  expect(watch.sockets).toHaveLength(2);
  expect(watch.sockets.filter((socket) => socket.isClosed())).toHaveLength(0);

  await workbench.button("Disconnect").click();
  await expect.poll(() => watch.sockets.filter((socket) => socket.isClosed()).length).toBe(1);
  await workbench.select(a.key.publicKey);
  await workbench.expectVerdict("accepted");
});
