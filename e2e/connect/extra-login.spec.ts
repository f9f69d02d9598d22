// The other half of a login: sentinel creds, a real server and a real auth callout service. And a seed alone, with
// a server that lists its key.
import { expect } from "@playwright/test";
import {
  type CalloutService,
  type CalloutWorld,
  LOGIN,
  makeCalloutWorld,
  startCallout,
  TOKEN,
} from "@/lib/testing/callout";
import { makeKey } from "@/lib/testing/nkey";
import type { Lab } from "../fixtures/lab";
import { test } from "../fixtures/test";
import type { Workbench } from "../fixtures/workbench";

interface Callout {
  readonly world: CalloutWorld;
  readonly wsUrl: string;
  readonly service: CalloutService;
}

async function startWorld(lab: Lab): Promise<Callout> {
  const world = await makeCalloutWorld();
  const { wsUrl, clientUrl } = await lab.serve({ config: world.config });
  return { world, wsUrl, service: await startCallout(world, clientUrl) };
}

const held = ({ identity }: Workbench) => identity.locator("[data-extra-login]");

const first = (workbench: Workbench) => workbench.causes().then(([cause]) => cause);

async function add(workbench: Workbench, fields: Readonly<Record<string, string>>): Promise<void> {
  const { identity, page } = workbench;
  await identity.getByRole("button", { name: /^(Add token or password|Replace)$/ }).click();
  for (const [name, value] of Object.entries(fields)) {
    await page.getByRole("textbox", { name, exact: true }).fill(value);
  }
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

test("sentinel creds are refused alone and accepted with the token", async ({
  lab,
  files,
  workbench,
}) => {
  const { world, wsUrl, service } = await startWorld(lab);
  await workbench.choose(files.write("sentinel.creds", world.sentinel.creds));
  await workbench.expectSelected(world.sentinel.publicKey);
  await expect(workbench.identity.getByText("This looks like a sentinel")).toBeVisible();
  await expect(workbench.beforeConnecting.locator("[data-cause='creds/sentinel']")).toBeVisible();
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("refused");
  await expect.poll(() => first(workbench)).toBe("creds/sentinel likely");

  await add(workbench, { Token: `${TOKEN}x` });
  await expect(held(workbench)).toHaveAttribute("data-extra-login", "token");
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("refused");
  await expect(workbench.verdict).toContainText("The token that you added was sent as well");
  await expect.poll(() => first(workbench)).toBe("account/callout likely");

  await add(workbench, { Token: TOKEN });
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await expect(workbench.verdict).toContainText("with the token that you added");
  await expect(workbench.verdict).toContainText("APP");
  await workbench.expectCheck("who-am-i", "pass");
  await expect(workbench.check("who-am-i")).toContainText("An auth callout decided");
  await workbench.subscribe("app.>");
  await workbench.send("app.hello", "as a user of APP");
  await expect(workbench.rows).toHaveCount(1);
  await workbench.showProtocol();
  await expect(workbench.protocol).toContainText('"auth_token":"[hidden]"');
  await expect(workbench.protocol).not.toContainText("ünïcode");
  await service.stop();
});

test("a user and password open the same door, and can be removed", async ({
  lab,
  files,
  workbench,
}) => {
  const { world, wsUrl, service } = await startWorld(lab);
  await workbench.choose(files.write("sentinel.creds", world.sentinel.creds));
  await workbench.expectSelected(world.sentinel.publicKey);
  await add(workbench, { User: LOGIN.user, Password: LOGIN.password });
  await expect(held(workbench)).toHaveAttribute("data-extra-login", "password");
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.button("Disconnect").click();
  await workbench.identity.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(held(workbench)).toHaveCount(0);
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("refused");
  await service.stop();
});

test("other creds offer it quietly, and an unusable file does not", async ({
  lab,
  files,
  workbench,
}) => {
  const user = lab.trust.user();
  await workbench.choose(files.write("user.creds", user.creds));
  await workbench.expectSelected(user.key.publicKey);
  await expect(workbench.button("Add token or password")).toBeVisible();
  await expect(workbench.identity.getByText("sentinel")).toHaveCount(0);
  await workbench.button("Add token or password").click();
  const dots = "-webkit-text-security";
  for (const name of ["Token", "User", "Password"]) {
    await expect(workbench.field(name)).toHaveCSS(dots, "disc");
  }
  await workbench.page.keyboard.press("Escape");
  await expect(workbench.claim("sub").locator("code")).toHaveCSS(dots, "none");
  await expect(workbench.server).toHaveCSS(dots, "none");
  await workbench.choose(files.write("empty.creds", ""));
  await expect(workbench.unreadable(1)).toBeVisible();
  await expect(workbench.button("Add token or password")).toHaveCount(0);
});

test("a seed alone logs in where its key is listed, and elsewhere gets its own causes", async ({
  lab,
  files,
  workbench,
}) => {
  const [key, stranger] = [makeKey("user"), makeKey("user")];
  const { wsUrl } = await lab.serve({
    config: `authorization { users: [{ nkey: ${key.publicKey} }] }`,
  });
  await workbench.choose(files.write("stranger.nk", `${stranger.seed}\n`));
  await workbench.expectSelected(stranger.publicKey);
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("refused");
  await expect
    .poll(() => workbench.causes())
    .toEqual(["server/nkey-not-listed possible", "server/wants-jwt possible"]);
  await expect(workbench.verdict).toContainText(`{ nkey: ${stranger.publicKey} }`);

  await workbench.choose(files.write("listed.nk", `${key.seed}\n`));
  await workbench.expectSelected(key.publicKey);
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  // The account of that connection shows that this server has its own users.
  await workbench.select(stranger.publicKey);
  await expect.poll(() => workbench.causes()).toEqual(["server/nkey-not-listed proven"]);

  const user = lab.trust.user();
  await workbench.choose(files.write("user.creds", user.creds));
  await workbench.expectSelected(user.key.publicKey);
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("refused");
  await expect.poll(() => first(workbench)).toBe("server/not-jwt proven");
});
