// The responder, in its tab of the dock.
import { expect } from "@playwright/test";
import { makeSubject, test } from "../fixtures/connected";
import { startInstance } from "../fixtures/instance";
import { test as plain } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

const REQUESTS = 1_000;

test("the responder answers a thousand requests of another client, each once", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  await workbench.show("Responder");
  const answering = page.getByRole("switch", { name: "Answering", exact: true });
  await expect(answering).toBeDisabled();
  await workbench.field("Answer subject").fill(`${subject}.*`);
  await workbench.field("Answer").fill('{"asked":"{{token 2}}","with":"{{payload}}"}');
  await answering.check();
  await expect(workbench.field("Answer")).toHaveAttribute("readonly");

  const answers: string[] = [];
  other.subscribe(`${subject}-inbox`, {
    callback: (_error, message) => answers.push(message.string()),
  });
  await other.flush();
  // The server has taken the subscription.
  await expect(page.locator("[data-responder]")).toHaveAttribute("data-responder", "on");
  const first = await other.request(`${subject}.first`, "", { timeout: 10_000 });
  expect(first.string()).toBe('{"asked":"first","with":""}');
  for (let n = 0; n < REQUESTS; n += 1) {
    other.publish(`${subject}.lamp`, `r${n}`, { reply: `${subject}-inbox` });
  }
  await expect.poll(() => answers.length).toBe(REQUESTS);
  await expect(page.locator("[data-answered]")).toHaveAttribute(
    "data-answered",
    String(REQUESTS + 1),
  );
  expect(new Set(answers).size).toBe(REQUESTS);
  expect(answers[0]).toBe('{"asked":"lamp","with":"r0"}');

  await answering.uncheck();
  // Until the server has taken the end of the subscription, a request is lost.
  const request = () => other.request(`${subject}.lamp`, "", { timeout: 2_000 });
  await expect
    .poll(() =>
      request().then(
        () => "",
        (error: { readonly code: string }) => error.code,
      ),
    )
    .toBe("503");
});

test("the responder ends with the connection", async ({ workbench, page, connected: _ }) => {
  await workbench.show("Responder");
  await workbench.field("Answer subject").fill(makeSubject());
  const answering = page.getByRole("switch", { name: "Answering", exact: true });
  await answering.check();
  await expect(page.locator("[data-responder]")).toHaveAttribute("data-responder", "on");
  await workbench.button("Disconnect").click();
  await expect(answering).not.toBeChecked();
  await workbench.connect(await workbench.server.inputValue());
  await workbench.expectVerdict("accepted");
  await expect(answering).not.toBeChecked();
  await expect(answering).toBeEnabled();
});

plain("on a production server it asks before it answers", async ({ page, lab, files }) => {
  const server = await lab.server();
  const instance = await startInstance({
    servers: [{ name: "production EU", address: server.wsUrl, environment: "production" }],
  });
  try {
    const watch = new Watch(page, instance.url);
    const workbench = new Workbench(page, watch);
    await workbench.open(instance.url);
    await workbench.choose(files.write("a.creds", lab.trust.user({ name: "svc-a" }).creds));
    watch.choose(server.wsUrl);
    await workbench.connect(server.wsUrl);
    await workbench.expectVerdict("accepted");
    const other = await lab.client(server.wsUrl);
    const subject = makeSubject();
    const asks = () => other.request(subject, "", { timeout: 10_000 });

    await workbench.show("Responder");
    await workbench.field("Answer subject").fill(subject);
    const answering = page.getByRole("switch", { name: "Answering", exact: true });
    await answering.click();
    const warning = page.getByRole("alert").filter({ hasText: "production EU" });
    await expect(warning).toBeVisible();
    await expect(answering).not.toBeChecked();
    await expect(asks()).rejects.toMatchObject({ code: "503" });

    await workbench.button("Answer on production").click();
    await expect(answering).toBeChecked();
    await expect(warning).toHaveCount(0);
    await expect(page.locator("[data-responder]")).toHaveAttribute("data-responder", "on");
    expect((await asks()).data.length).toBe(0);
  } finally {
    await instance.stop();
  }
});
