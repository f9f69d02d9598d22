// What each client does with a file as it is written, and cleaned copies of one file and of all.
import fs from "node:fs";
import { expect } from "@playwright/test";
import { readArchive } from "../fixtures/archive";
import { test } from "../fixtures/test";

/** As a demo writes creds: other labels, and a comment below. */
const demo = (text: string) =>
  `${text
    .replaceAll("NATS USER JWT", "NGS CHAT DEMO USER JWT")
    .replaceAll("USER NKEY SEED", "USER PRIVATE KEY")}# Provisioned by the demo\n`;
const crlf = (text: string) => text.replaceAll("\n", "\r\n");

test("says which clients read a file, which refuse it with what words, and which hang", async ({
  workbench,
  lab,
  files,
}) => {
  await workbench.choose(files.write("demo.creds", demo(lab.trust.user().creds)));
  await workbench.expectCheck("form", "warn", "creds/form");
  const form = workbench.check("form");
  const answer = (client: string) => form.locator(`[data-client="${client}"]`);
  await expect(answer("python")).toHaveAttribute("data-answer", "refused");
  await expect(answer("python")).toContainText("object of type 'NoneType' has no len()");
  await expect(answer("dotnet")).toHaveAttribute("data-answer", "refused");
  await expect(answer("dotnet")).toContainText("Can't find JWT in credentials");
  for (const client of ["go", "go-nkeys", "javascript", "java", "rust", "c", "c-before-3.9"]) {
    await expect(answer(client)).toHaveAttribute("data-answer", "accepted");
  }
});

test("says that Python waits for ever for the label of the JWT", async ({
  workbench,
  lab,
  files,
}) => {
  const text = lab.trust.user().creds.replaceAll("NATS USER JWT", "DEMO USER JWT");
  await workbench.choose(files.write("labelled.creds", text));
  await workbench.expectCheck("form", "warn", "creds/form");
  const python = workbench.check("form").locator('[data-client="python"]');
  await expect(python).toHaveAttribute("data-answer", "hangs");
});

test("all files that some client refuses are cleaned in one archive", async ({
  workbench,
  lab,
  files,
  page,
}) => {
  const [a, b, c] = [lab.trust.user(), lab.trust.user(), lab.trust.user()];
  files.write("keys/prod/a.creds", crlf(a.creds));
  files.write("keys/stage/a.creds", demo(b.creds));
  files.write("keys/good.creds", c.creds);
  await workbench.drop(`${files.folder}/keys`);
  await workbench.expectKeys(3);
  const downloading = page.waitForEvent("download");
  await workbench.button("Clean all 2 files").click();
  await expect(page.getByText("The archive holds 2 cleaned files")).toBeVisible();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("cleaned-creds.zip");
  const archive = readArchive(fs.readFileSync(await download.path()));
  expect([...archive.keys()].sort()).toEqual(["keys/prod/a.creds", "keys/stage/a.creds"]);
  for (const [path, user] of [
    ["keys/prod/a.creds", a],
    ["keys/stage/a.creds", b],
  ] as const) {
    const text = archive.get(path)?.toString() ?? "";
    expect(text.includes(user.jwt) && text.includes(user.key.seed)).toBe(true);
    expect(text.includes("\r") || text.includes("DEMO")).toBe(false);
  }
});
