// Seeds that can do more than log in as a user: each is named with its consequence, and none can sign, except
// the one that a server accepts.

import { expect, type Locator } from "@playwright/test";
import { credsText, makeUser, signToken, standardClaims } from "@/lib/testing/jwt";
import { type KeyKind, makeKey } from "@/lib/testing/nkey";
import { test } from "../fixtures/test";
import type { Workbench } from "../fixtures/workbench";

const danger = (workbench: Workbench, kind: string): Locator =>
  workbench.page.locator(`[data-danger="${kind}-seed"]`);

const CONSEQUENCES: readonly [Exclude<KeyKind, "user">, RegExp][] = [
  ["account", /issue users of this account/],
  ["operator", /issue accounts/],
  ["cluster", /sign as this cluster/],
  ["server", /sign as this server/],
  ["curve", /read what was encrypted/],
];

for (const [kind, consequence] of CONSEQUENCES) {
  test(`the seed of this kind of key in creds and alone: ${kind}`, async ({
    workbench,
    lab,
    files,
  }) => {
    const [key, alone] = [makeKey(kind), makeKey(kind)];
    const { jwt } = lab.trust.user({ name: "svc-wrong" });
    await workbench.choose(files.write("wrong.creds", credsText(jwt, key.seed)));
    await expect(danger(workbench, kind)).toContainText(consequence);
    await expect(danger(workbench, kind)).toContainText("wiped from this tab");
    await workbench.expectVerdict("unreadable");
    await workbench.expectCheck("seed", "fail", "seed/not-a-user-seed");
    await expect(workbench.button("Connect")).toBeDisabled();

    await workbench.choose(files.write("alone.nk", `${alone.seed}\n`));
    await workbench.expectKeys(2);
    await workbench.expectSelected("unreadable-1");
    await expect(danger(workbench, kind)).toContainText(consequence);
    await expect(workbench.button("Connect")).toBeDisabled();
  });
}

test("beside the account JWT that it fits", async ({ workbench, files }) => {
  const [operator, account] = [makeKey("operator"), makeKey("account")];
  const claims = {
    ...standardClaims("APP", account, operator),
    nats: { type: "account", version: 2 },
  };
  const creds = credsText(signToken(claims, operator), account.seed);
  await workbench.choose(files.write("account.creds", creds));
  await expect(danger(workbench, "account")).toContainText("issue users of this account");
  await workbench.expectCheck("seed", "fail", "seed/not-a-user-seed");
  await expect(workbench.button("Connect")).toBeDisabled();
});

test("a user JWT whose subject is an account: it connects and is named as loudly", async ({
  workbench,
  lab,
  files,
}) => {
  const server = await lab.server();
  const user = makeUser({ name: "odd", account: lab.trust.orders, key: makeKey("account") });
  await workbench.choose(files.write("odd.creds", user.creds));
  await expect(danger(workbench, "account")).toContainText("issue users of this account");
  await expect(danger(workbench, "account")).toContainText("kept in this tab");
  await workbench.connect(server.wsUrl);
  await workbench.expectVerdict("accepted");
  await expect(danger(workbench, "account")).toBeVisible();
});

test("the seed of a user is no danger", async ({ workbench, lab, files }) => {
  const user = lab.trust.user();
  await workbench.choose(files.write("user.creds", user.creds));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await workbench.expectCheck("seed", "pass");
  await expect(workbench.page.locator("[data-danger]")).toHaveCount(0);
});
