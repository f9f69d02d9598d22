// The shapes in which people hold creds, as the page shows them: base64, JWT and seed in files of their own, contexts
// of the nats CLI, seeds that are no user's, and files that cannot be read.
import fs from "node:fs";
import { expect } from "@playwright/test";
import { makeKey } from "@/lib/testing/nkey";
import { test } from "../fixtures/test";

const base64 = (text: string) => Buffer.from(text).toString("base64");

test("a Secret of Kubernetes: read, named as base64, and offered decoded", async ({
  workbench,
  lab,
  files,
}) => {
  const server = await lab.server();
  const user = lab.trust.user({ name: "svc-secret" });
  const secret = `apiVersion: v1\nkind: Secret\ndata:\n  user.creds: ${base64(user.creds)}\n`;
  await workbench.choose(files.write("secret.yaml", secret));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await workbench.expectCheck("form", "warn", "creds/form");
  await expect(workbench.identity).toContainText("This text is base64 of a creds file, line 4");
  const [download] = await Promise.all([
    workbench.page.waitForEvent("download"),
    workbench.button("Download the decoded copy").click(),
  ]);
  const decoded = fs.readFileSync(await download.path(), "utf8");
  expect(decoded.includes(user.jwt) && decoded.includes(user.key.seed)).toBe(true);
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");

  const twice = lab.trust.user({ name: "svc-twice" });
  await workbench.choose(files.write("twice.txt", base64(base64(twice.creds))));
  await workbench.expectSelected(twice.key.publicKey);
  await expect(workbench.identity).toContainText("(encoded twice)");
});

test("JWT and seed in two files end as one row", async ({ workbench, lab, files }) => {
  const server = await lab.server();
  const [together, apart] = [
    lab.trust.user({ name: "together" }),
    lab.trust.user({ name: "apart" }),
  ];
  await workbench.choose(
    files.write("together.jwt", together.jwt),
    files.write("together.nk", `${together.key.seed}\n`),
  );
  await workbench.expectKeys(1);
  await workbench.expectSelected(together.key.publicKey);
  await expect(workbench.claim("parts")).toHaveAttribute("data-value", "2");
  await workbench.expectCheck("seed", "pass");
  await expect(workbench.identity).toContainText("from together.jwt and together.nk");

  await workbench.choose(files.write("apart.nk", apart.key.seed));
  await workbench.expectSelected(apart.key.publicKey);
  await workbench.expectCheck("form", "unknown", "creds/nkey-only");
  await expect(workbench.button("Connect")).toBeEnabled();
  await workbench.choose(files.write("apart.jwt", apart.jwt));
  await workbench.expectCheck("seed", "pass");
  await workbench.expectKeys(2);
  await expect(workbench.page.getByText("JWT and seed joined")).toBeVisible();
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
});

test("an account seed beside creds is named and not taken for the user's", async ({
  workbench,
  lab,
  files,
}) => {
  const user = lab.trust.user({ name: "svc-state" });
  const account = makeKey("account");
  const state = {
    account_seed: account.seed,
    creds: user.creds,
    jwt: user.jwt,
    seed: user.key.seed,
  };
  await workbench.choose(files.write("terraform.tfstate", JSON.stringify(state, null, 2)));
  await workbench.expectKeys(1);
  await expect(workbench.page.locator('[data-danger="account-seed"]')).toContainText(
    "The same file holds the seed of an account",
  );
  await workbench.expectCheck("seed", "pass");
  await expect(workbench.button("Connect")).toBeEnabled();
});

test("a context of the nats CLI points to creds, which take over its address", async ({
  workbench,
  lab,
  files,
}) => {
  const user = lab.trust.user({ name: "svc-context" });
  const context = {
    description: "",
    url: "wss://nats.example.com:443",
    creds: "~/.nkeys/u.creds",
    nsc: "",
    inbox_prefix: "_INBOX_u",
    jetstream_domain: "hub",
  };
  await workbench.choose(files.write("context.json", JSON.stringify(context, null, 2)));
  await workbench.expectVerdict("unreadable");
  await expect.poll(() => workbench.causes()).toContain("creds/context proven");
  await expect(workbench.verdict).toContainText("~/.nkeys/u.creds");
  await workbench.choose(files.write("u.creds", user.creds));
  await workbench.expectSelected(user.key.publicKey);
  await expect(workbench.page.locator('[data-context="inbox-prefix"]')).toHaveText("_INBOX_u");
  await expect(workbench.server).toHaveValue("wss://nats.example.com:443");
});

test("unreadable files are in a group of their own, and are counted apart", async ({
  workbench,
  lab,
  files,
}) => {
  const users = ["a", "b"].map((name) => lab.trust.user({ name }));
  await workbench.choose(
    files.write("prose.txt", "Dear reader, nothing here is a key.\n"),
    ...users.map(({ name, creds }) => files.write(`${name}.creds`, creds)),
    files.write("empty.creds", ""),
  );
  await expect(workbench.page.getByText("2 creds read, 2 files unreadable")).toBeVisible();
  await workbench.expectKeys(4);
  await workbench.expectSelected(users[0]?.key.publicKey ?? "");
  const group = workbench.page.getByRole("group", { name: "Unreadable files" });
  await expect(group.locator("[data-key]")).toHaveCount(2);
  await expect(group.locator('[data-unreadable="prose.txt"]')).toHaveAttribute(
    "data-key",
    "unreadable-1",
  );
  await expect(group.locator('[data-unreadable="empty.creds"]')).toBeVisible();
  await group.locator('[data-unreadable="prose.txt"]').click();
  await workbench.expectVerdict("unreadable");
  await expect(workbench.page.locator('[data-check][data-state="pass"]')).toHaveCount(0);
});
