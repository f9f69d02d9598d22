// A repeat publishes one template many times: it fills each message in, keeps the exact number, and can be
// stopped.
import { expect } from "@playwright/test";
import { connectUser, makeSubject, test } from "../fixtures/connected";
import { stretch } from "../fixtures/pace";
import { waitForTimers } from "../fixtures/settle";

test("repeats with placeholders, as fast as it goes and at a rate", async ({
  workbench,
  page,
  connected: { other },
}) => {
  const subject = makeSubject();
  const received: { subject: string; text: string; trace: string | undefined }[] = [];
  other.subscribe(`${subject}.>`, {
    callback: (_error, message) =>
      received.push({
        subject: message.subject,
        text: message.string(),
        trace: message.headers?.get("Trace"),
      }),
  });
  await other.flush();

  await workbench.button("Repeat").click();
  await workbench.field("Publish subject").fill(`${subject}.n{{seq}}`);
  await workbench.field("Payload").fill('{"id":{{seq}},"total":{{random 5 7}},"key":"{{uuid}}"}');
  await workbench.button("Add header").click();
  await workbench.field("Header name").fill("Trace");
  await workbench.field("Header value").fill("t-{{seq}}");
  await workbench.field("Times").fill("20,000");
  await workbench.field("Messages a second").fill("");
  await page.getByText("Preview", { exact: true }).click();
  await expect(page.getByRole("list", { name: "First messages" })).toContainText(`${subject}.n2`);
  await workbench.button("Start").click();
  const run = page.locator("[data-repeat]");
  await expect(run).not.toHaveAttribute("data-repeat", "running", {
    timeout: stretch(20_000),
  });
  await expect(run).toContainText("Sent 20,000 in");
  await expect(run).toHaveAttribute("data-repeat", "done");
  await expect(run).toHaveAttribute("data-repeat-sent", "20000");
  await expect(page.locator("[data-sent]")).toHaveAttribute("data-sent", "20000");
  await expect.poll(() => received.length).toBe(20_000);
  const last = received.at(-1);
  expect(last?.subject).toBe(`${subject}.n20000`);
  expect(last?.trace).toBe("t-20000");
  expect(last?.text).toMatch(/^\{"id":20000,"total":[567],"key":"[0-9a-f-]{36}"\}$/);

  // A repeat with a rate can be paused and stopped.
  await workbench.field("Times").fill("100000");
  await workbench.field("Messages a second").fill("500");
  await workbench.button("Start").click();
  await expect(run).toHaveAttribute("data-repeat", "running");
  await workbench.button("Pause sending").click();
  await expect(run).toHaveAttribute("data-repeat", "paused");
  const held = Number(await run.getAttribute("data-repeat-sent"));
  // At that rate it would publish 200 more in this time.
  await waitForTimers(page, 400);
  expect(Number(await run.getAttribute("data-repeat-sent"))).toBe(held);
  await workbench.button("Resume sending").click();
  await expect
    .poll(async () => Number(await run.getAttribute("data-repeat-sent")))
    .toBeGreaterThan(held);
  await run.getByRole("button", { name: "Cancel" }).click();
  await expect(run).toHaveAttribute("data-repeat", "cancelled");
  const sent = Number(await run.getAttribute("data-repeat-sent"));
  expect(sent).toBeLessThan(100_000);
  await expect.poll(() => received.length).toBe(20_000 + sent);
});

test("the form says what is wrong before and after the start", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const subject = makeSubject();
  await connectUser(
    { workbench, lab, files },
    { pub: { allow: [`${subject}.ok`, "$SYS.REQ.USER.INFO"] } },
  );
  await workbench.button("Repeat").click();
  await workbench.field("Publish subject").fill(`${subject}.no`);
  await workbench.field("Payload").fill("{{sequence}}");
  await expect(page.getByText("There is no placeholder {{sequence}}.")).toBeVisible();
  await expect(workbench.button("Start")).toBeDisabled();
  await workbench.field("Value of sequence").fill("seven");
  await page.getByText("Preview", { exact: true }).click();
  await expect(page.getByRole("list", { name: "First messages" })).toContainText("seven");
  await workbench.button("Start").click();
  const form = page.getByRole("form", { name: "Send" });
  await expect(form).toContainText(/denied/i);
  await expect(page.locator("[data-sent]")).toHaveAttribute("data-sent", "0");
});
