// Publish and request: what another client receives, the reply, and the difference between a denial, silence
// and no responder.
import { expect } from "@playwright/test";
import { connectUser, makeSubject, test } from "../fixtures/connected";

test("publish with headers and reply subject arrives as written", async ({
  workbench,
  connected: { other },
}) => {
  const subject = makeSubject();
  const received = other.subscribe(subject, { max: 1 });
  await other.flush();
  await workbench.sendMode("Publish");
  await workbench.button("Add header").click();
  await workbench.field("Header name").last().fill("Trace-Id");
  await workbench.field("Header value").last().fill("Zażółć 1");
  await workbench.field("Reply subject").fill(`${subject}.answer`);
  await workbench.send(subject, '{"id":"o-1"}');
  await expect(workbench.page.locator("[data-sent]")).toHaveAttribute("data-sent", "1");
  for await (const message of received) {
    expect(message.string()).toBe('{"id":"o-1"}');
    expect(message.reply).toBe(`${subject}.answer`);
    expect(message.headers?.get("Trace-Id")).toBe("Zażółć 1");
  }
});

test("a denied publish shows at the form and in the log", async ({ workbench, lab, files }) => {
  const subject = makeSubject();
  await connectUser(
    { workbench, lab, files },
    { pub: { allow: [`${subject}.ok`, "$SYS.REQ.USER.INFO"] } },
  );
  await workbench.sendMode("Publish");
  await workbench.send(`${subject}.forbidden`, "x");
  const form = workbench.page.locator("form", { has: workbench.field("Publish subject") });
  await expect(form).toContainText(/not allowed|denied|may not|permission/i);
  const notice = workbench.page.locator('[data-notice="permissions-violation"]');
  await expect(notice).toHaveCount(1);
  await expect(notice).toContainText(`${subject}.forbidden`);
  await workbench.expectCount("notices", 1 + (await connectionNotices(workbench.page)));
  await workbench.expectVerdict("accepted");

  await workbench.send(`${subject}.ok`, "x");
  await expect(workbench.page.locator("[data-sent]")).toHaveAttribute("data-sent", "1");
  await expect(notice).toHaveCount(1);
});

/** Finds the notices that only say that the session began. */
const connectionNotices = (page: import("@playwright/test").Page) =>
  page.locator('[data-notice^="session/"]').count();

test("a denied subscription is marked and has a notice in the log", async ({
  workbench,
  lab,
  files,
}) => {
  const subject = makeSubject();
  const { other } = await connectUser(
    { workbench, lab, files },
    { sub: { allow: [`${subject}.ok`, "_INBOX.>"] } },
  );
  await workbench.subscribe(`${subject}.forbidden`);
  await expect(workbench.subscription(`${subject}.forbidden`)).toHaveAttribute(
    "data-state",
    "violated",
  );
  await expect(workbench.page.locator('[data-notice="permissions-violation"]')).toContainText([
    `${subject}.forbidden`,
  ]);
  await workbench.subscribe(`${subject}.ok`);
  other.publish(`${subject}.ok`, "still works");
  await expect(workbench.rows.filter({ hasText: "still works" })).toHaveCount(1);
  await expect(workbench.subscription(`${subject}.ok`)).toHaveAttribute("data-state", "active");
});

test("a request shows its reply", async ({ workbench, connected: { other } }) => {
  const subject = makeSubject();
  other.subscribe(subject, {
    callback: (_error, message) => message.respond(Buffer.from(`echo ${message.string()}`)),
  });
  await other.flush();
  await workbench.sendMode("Request");
  await workbench.field("Timeout").fill("10000");
  await workbench.send(subject, "hello");
  await expect(workbench.payload).toContainText("echo hello");
  await expect(workbench.rows.filter({ hasText: "echo hello" })).toHaveCount(1);
});

test("no responder and a silent responder are distinguished", async ({
  workbench,
  connected: { other },
}) => {
  const subject = makeSubject();
  const form = workbench.page.locator("form", { has: workbench.field("Publish subject") });
  await workbench.sendMode("Request");
  // The answer comes well before the time limit.
  await workbench.field("Timeout").fill("120000");
  await workbench.send(`${subject}.unanswered`, "x");
  await expect(form).toContainText(/no responders/i);

  other.subscribe(`${subject}.silent`, { callback: () => {} });
  await other.flush();
  await workbench.field("Timeout").fill("400");
  await workbench.send(`${subject}.silent`, "x");
  await expect(form).toContainText(/timed out|no (reply|answer)|within/i);
  await expect(form).not.toContainText(/no responders/i);
});

test("several replies to one request", async ({ workbench, page, connected: { other } }) => {
  const subject = makeSubject();
  for (const n of [1, 2, 3]) {
    other.subscribe(subject, {
      callback: (_error, message) => message.respond(Buffer.from(`reply ${n}`)),
    });
  }
  await other.flush();
  await workbench.sendMode("Request");
  await workbench.field("Timeout").fill("10000");
  await page
    .getByLabel(/replies/i)
    .first()
    .fill("3");
  await workbench.send(subject, "x");
  for (const n of [1, 2, 3]) {
    await expect(workbench.rows.filter({ hasText: `reply ${n}` })).toHaveCount(1);
  }
});
