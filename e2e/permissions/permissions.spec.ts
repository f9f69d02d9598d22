// The rights of a user against real servers: stale creds beside the rights that the server enforces, one subject
// for publish and subscribe, tries, and the finding when a server decides otherwise than expected.
import { expect, type Locator } from "@playwright/test";
import { makeScopedWorld } from "@/lib/testing/scoped";
import { connectUser, makeSubject } from "../fixtures/connected";
import { test } from "../fixtures/test";
import type { Workbench } from "../fixtures/workbench";

const INBOX = "_INBOX.>";
const USER_INFO = "$SYS.REQ.USER.INFO";

const answerTo = ({ page }: Workbench, action: string, subject: string): Locator =>
  page.locator(`[data-decision][data-action="${action}"][data-subject="${subject}"]`);

async function expectAnswer(answer: Locator, decision: string, rule: string): Promise<void> {
  await expect(answer).toHaveAttribute("data-decision", decision);
  await expect(answer).toHaveAttribute("data-rule", rule);
}

test("stale creds differ from the server through the scope template, and the violating publish names the rule", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { user, oldAccountJwt, newAccountJwt, config } = makeScopedWorld(
    { pub: { allow: ["orders.>", USER_INFO] }, sub: { allow: ["orders.>", INBOX] } },
    {
      pub: { allow: ["orders.>", USER_INFO], deny: ["orders.audit"] },
      sub: { allow: ["orders.eu.>", INBOX] },
    },
  );
  const { wsUrl } = await lab.serve({ config });
  await workbench.choose(
    files.write("svc-scoped.creds", user.creds),
    files.write("ORDERS.jwt", oldAccountJwt),
  );
  await workbench.field("Subject to test").fill("orders.audit");
  await expectAnswer(answerTo(workbench, "publish", "orders.audit"), "allowed", "orders.>");
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.show("Permissions");

  const atServer = page.locator("[data-server-permissions]");
  await expect(atServer).toHaveAttribute("data-server-permissions", "differs");
  await expect(atServer.locator('[data-cause-of-difference="template-changed"]')).toBeVisible();
  const differences = atServer.locator("[data-difference]");
  const shown = () =>
    differences.evaluateAll((all) =>
      all
        .map(({ dataset }) => `${dataset["difference"]} ${dataset["list"]} ${dataset["rule"]}`)
        .sort(),
    );
  await expect
    .poll(shown)
    .toEqual([
      "own subscribe-allow orders.>",
      "server publish-deny orders.audit",
      "server subscribe-allow orders.eu.>",
    ]);

  await expectAnswer(answerTo(workbench, "publish", "orders.audit"), "denied", "orders.audit");
  await expectAnswer(answerTo(workbench, "subscribe", "orders.audit"), "denied", "");
  const form = page.getByRole("form", { name: "Send" });
  await workbench.show("Console");
  await workbench.field("Publish subject").fill("orders.audit");
  await expect(form.locator('[data-forecast="denied"]')).toContainText("orders.audit");
  await workbench.field("Payload").fill("x");
  await workbench.button("Send").click();
  await expect(form.locator('[data-rule="orders.audit"]')).toBeVisible();
  await expect(form).toContainText(/Permissions Violation for Publish to "orders.audit"/i);

  await workbench.choose(files.write("ORDERS-new.jwt", newAccountJwt));
  await workbench.show("Permissions");
  await expect(atServer).toHaveAttribute("data-server-permissions", "same");
});

test("a refused USER.INFO proves a difference, and a try gives a finding", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const { user, oldAccountJwt, config } = makeScopedWorld(
    { pub: { allow: ["orders.>", USER_INFO] }, sub: { allow: ["orders.>", INBOX] } },
    { pub: { allow: ["orders.eu.>"] }, sub: { allow: ["orders.eu.>", INBOX] } },
  );
  const { wsUrl } = await lab.serve({ config });
  await workbench.choose(
    files.write("svc-scoped.creds", user.creds),
    files.write("ORDERS.jwt", oldAccountJwt),
  );
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.show("Permissions");
  const atServer = page.locator("[data-server-permissions]");
  await expect(atServer).toHaveAttribute("data-server-permissions", "refused");
  await expect(atServer).toContainText(/different permissions/);
  await workbench.button("Ask the server").click();
  await expect(atServer).toContainText(
    /Permissions Violation for Publish to "\$SYS.REQ.USER.INFO"/i,
  );

  await workbench.field("Subject to test").fill("orders.us");
  const subscribe = answerTo(workbench, "subscribe", "orders.us");
  await expectAnswer(subscribe, "allowed", "orders.>");
  await subscribe.getByRole("button", { name: /^Test on the server/ }).click();
  await expect(subscribe.locator('[data-trial="denied"]')).toHaveAttribute(
    "data-finding",
    "differs",
  );
  await expect(subscribe.locator("[data-trial]")).toContainText(/Permissions Violation/);
});

test("a publish is tried only after the user agrees, as a trace or for real", async ({
  workbench,
  lab,
  files,
}) => {
  const subject = makeSubject();
  const { other } = await connectUser(
    { workbench, lab, files },
    { pub: { deny: [`${subject}.no`] } },
  );
  const received: string[] = [];
  other.subscribe(`${subject}.>`, {
    callback: (_error, message) => received.push(message.subject),
  });
  await other.flush();

  await workbench.field("Subject to test").fill(`${subject}.yes`);
  const publish = answerTo(workbench, "publish", `${subject}.yes`);
  const tryIt = publish.getByRole("button", { name: /^Test on the server/ });
  await tryIt.click();
  await expect(publish.getByRole("group")).toContainText(`${subject}.yes`);
  await publish.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(publish.locator("[data-trial]")).toHaveCount(0);

  await tryIt.click();
  await publish.getByRole("button", { name: "Trace only", exact: true }).click();
  await expect(publish.locator('[data-trial="allowed"]')).toHaveAttribute("data-finding", "agrees");
  await expect(publish.locator("[data-trial]")).toContainText("1 subscriber");
  expect(received).toEqual([]);

  await tryIt.click();
  await publish.getByRole("button", { name: "Publish for real", exact: true }).click();
  await expect.poll(() => received).toEqual([`${subject}.yes`]);

  await workbench.field("Subject to test").fill(`${subject}.no`);
  const denied = answerTo(workbench, "publish", `${subject}.no`);
  await expectAnswer(denied, "denied", `${subject}.no`);
  await denied.getByRole("button", { name: /^Test on the server/ }).click();
  await denied.getByRole("button", { name: "Publish for real", exact: true }).click();
  await expect(denied.locator('[data-trial="denied"]')).toHaveAttribute("data-finding", "agrees");
});

test("a malformed subject is called that, and is neither decided nor tried", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  await workbench.choose(files.write("svc-odd.creds", lab.trust.user({ name: "svc-odd" }).creds));
  await workbench.expectKeys(1);
  await workbench.field("Subject to test").fill("orders.new");
  await expect(page.locator("[data-decision]")).toHaveCount(2);
  await workbench.field("Subject to test").fill("orders..new");
  await expect(page.getByText(/^Not a valid subject\./u)).toBeVisible();
  await expect(page.locator("[data-decision]")).toHaveCount(0);
  await expect(page.locator("[data-try]")).toHaveCount(0);
});
