// The seed's secrecy in one test: after drop, connect and use the seed is only in the vault, as bytes; after
// Forget it is nowhere. A second test plants a line that reads the file on the page, and the same check finds
// that leak.
import { expect } from "@playwright/test";
import { LOGIN, makeCalloutWorld, startCallout, TOKEN } from "@/lib/testing/callout";
import { credsText, makeUser, signToken, standardClaims } from "@/lib/testing/jwt";
import { type KeyKind, makeKey, type NatsKey } from "@/lib/testing/nkey";
import { makeSubject } from "../fixtures/connected";
import { startInstance } from "../fixtures/instance";
import { stretch } from "../fixtures/pace";
import { plantReader } from "../fixtures/secrecy/page-scripts";
import { SecrecyBench } from "../fixtures/secrecy/secrecy-bench";
import type { TemporaryFiles } from "../fixtures/temporary-files";
import { pageUrl, test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

async function openPageOn(bench: SecrecyBench, url = pageUrl()): Promise<Workbench> {
  const workbench = new Workbench(bench.page, new Watch(bench.page, url));
  await workbench.open(url);
  return workbench;
}

test("the seed stays in the vault, and Forget removes it", async ({ lab, files }) => {
  const server = await lab.server();
  const chosen = lab.trust.user({ name: "svc-chosen" });
  const dropped = lab.trust.user({ name: "svc-dropped" });
  const keys = [chosen.key, dropped.key];
  const bench = await SecrecyBench.start();
  const workbench = await openPageOn(bench);

  await workbench.choose(files.write("chosen.creds", chosen.creds));
  await expect(workbench.key(chosen.key.publicKey)).toBeVisible();
  await workbench.drop(files.write("dropped.creds", dropped.creds));
  await expect(workbench.key(dropped.key.publicKey)).toBeVisible();
  expect(await bench.findLeaks(keys), "loaded").toEqual([]);

  const other = await lab.client(server.wsUrl);
  const subject = makeSubject();
  other.subscribe(subject, {
    callback: (_error, message) => message.respond(Buffer.from("the answer")),
  });
  await other.flush();
  for (const key of keys) {
    await workbench.select(key.publicKey);
    await workbench.connect(server.wsUrl);
    await workbench.expectVerdict("accepted");
    await workbench.subscribe(`${subject}.>`);
    await workbench.sendMode("Request");
    await workbench.send(subject, "a question");
    await expect(workbench.payload).toContainText("the answer");
  }
  await other.close();
  const frames = bench.protocol.frames.join("\n");
  expect(frames.match(/CONNECT \{.*"sig":"/g), "the frames were seen").toHaveLength(2);
  expect(await bench.findLeaks(keys), "connected").toEqual([]);

  const obstacle = bench.whyNoMemorySearch();
  if (obstacle !== undefined) {
    test.info().annotations.push({ type: "memory not searched", description: obstacle });
  } else {
    // The search finds the vault's keys while they are loaded, so it works.
    expect((await bench.findInMemory(keys)).map(({ needle }) => needle)).toEqual(
      expect.arrayContaining(["seed 0 as 32 bytes", "seed 1 as 32 bytes"]),
    );
  }

  await workbench.forgetAll();
  await expect(workbench.page.locator("[data-key]")).toHaveCount(0);
  expect(await bench.findLeaks(keys), "forgotten").toEqual([]);
  if (obstacle === undefined) {
    // The system reuses and unmaps freed memory some time later.
    await expect
      .poll(() => bench.findInMemory(keys), {
        timeout: stretch(60_000),
        intervals: [250, 500, 1_000],
      })
      .toEqual([]);
  }
  workbench.watch.check();
  await bench.end();
});

/** In decoded copies, as parts, and beside others. Each text is one row. */
function encodedSeeds(
  account: NatsKey,
): readonly (readonly [name: string, text: string, key: NatsKey])[] {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const [once, twice, inState] = [0, 1, 2].map(() => makeUser({ name: "encoded", account }));
  if (!once || !twice || !inState) throw new Error("no user");
  const [alone, beside] = [makeKey("user"), makeKey("account")];
  const state = JSON.stringify({ account_seed: beside.seed, creds: inState.creds });
  return [
    ["once.txt", base64(once.creds), once.key],
    ["twice.txt", base64(base64(twice.creds)), twice.key],
    ["alone.txt", base64(alone.seed), alone],
    ["state.txt", base64(state), beside],
  ];
}

/** Each kind of seed that the product knows, in a file, and the key whose seed is searched for. */
function seedsOfEachKind(
  account: NatsKey,
): readonly (readonly [name: string, text: string, key: NatsKey])[] {
  const { jwt } = makeUser({ name: "svc-other", account });
  const inCreds = (kind: KeyKind): [string, string, NatsKey] => {
    const key = makeKey(kind);
    return [`${kind}-in-creds.creds`, credsText(jwt, key.seed), key];
  };
  const [alone, broken, owner, odd] = [
    makeKey("user"),
    makeKey("user"),
    makeKey("account"),
    makeKey("account"),
  ];
  // One of the last characters is changed, so the checksum is wrong and the 32 bytes are the same.
  const last = broken.seed.at(-2) === "A" ? "B" : "A";
  const spoilt = broken.seed.slice(0, -2) + last + broken.seed.slice(-1);
  const claims = {
    ...standardClaims("APP", owner, account),
    nats: { type: "account", version: 2 },
  };
  return [
    inCreds("user"),
    inCreds("account"),
    inCreds("operator"),
    inCreds("cluster"),
    inCreds("server"),
    inCreds("curve"),
    ["alone.nk", `${alone.seed}\n`, alone],
    ["broken.creds", credsText(jwt, spoilt), { ...broken, seed: spoilt }],
    ["account.creds", credsText(signToken(claims, account), owner.seed), owner],
    ["odd.creds", makeUser({ name: "odd", account, key: odd }).creds, odd],
    ...encodedSeeds(account),
  ];
}

async function expectForgotten(
  bench: SecrecyBench,
  workbench: Workbench,
  account: NatsKey,
  files: TemporaryFiles,
): Promise<void> {
  const seeds = seedsOfEachKind(account);
  const keys = seeds.map(([, , key]) => key);
  await workbench.choose(...seeds.map(([name, text]) => files.write(name, text)));
  await workbench.expectKeys(seeds.length);
  const joined = makeUser({ name: "joined", account });
  keys.push(joined.key);
  await workbench.choose(files.write("joined.nk", joined.key.seed));
  await workbench.choose(files.write("joined.jwt", joined.jwt));
  await workbench.expectKeys(keys.length);
  await workbench.expectCheck("seed", "pass");
  expect(await bench.findLeaks(keys), "loaded").toEqual([]);
  await workbench.forgetAll();
  await expect(workbench.page.locator("[data-key]")).toHaveCount(0);
  expect(await bench.findLeaks(keys), "forgotten").toEqual([]);
  const obstacle = bench.whyNoMemorySearch();
  if (obstacle !== undefined) {
    test.info().annotations.push({ type: "memory not searched", description: obstacle });
    return;
  }
  await expect
    .poll(() => bench.findInMemory(keys), {
      timeout: stretch(90_000),
      intervals: [250, 500, 1_000, 2_000],
    })
    .toEqual([]);
}

test("seeds that do not fit, of other kinds, alone and broken go with Forget", async ({
  lab,
  files,
}) => {
  test.setTimeout(stretch(240_000));
  const bench = await SecrecyBench.start();
  const workbench = await openPageOn(bench);
  await expectForgotten(bench, workbench, lab.trust.orders, files);
  workbench.watch.check();
  await bench.end();
});

test("a token and a password are in the vault alone, and go with Forget", async ({
  lab,
  files,
}) => {
  test.setTimeout(stretch(240_000));
  const world = await makeCalloutWorld();
  const { wsUrl, clientUrl } = await lab.serve({ config: world.config });
  const service = await startCallout(world, clientUrl);
  const bench = await SecrecyBench.start();
  const workbench = await openPageOn(bench);
  const { page, identity } = workbench;
  await workbench.choose(files.write("sentinel.creds", world.sentinel.creds));
  await workbench.expectSelected(world.sentinel.publicKey);
  // One key after the other, so that no message of the test holds the whole.
  const typeInto = async (name: string, text: string) => {
    await page.getByRole("textbox", { name, exact: true }).focus();
    for (const character of text) await page.keyboard.type(character);
  };
  const secrets = [LOGIN.password, TOKEN];
  await workbench.button("Add token or password").click();
  await typeInto("User", LOGIN.user);
  await typeInto("Password", LOGIN.password);
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expect(identity.locator("[data-extra-login='password']")).toBeVisible();
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  await workbench.button("Disconnect").click();
  await identity.getByRole("button", { name: "Replace", exact: true }).click();
  await typeInto("Token", TOKEN);
  await page.keyboard.press("Enter");
  await expect(identity.locator("[data-extra-login='token']")).toBeVisible();
  await workbench.connect(wsUrl);
  await workbench.expectVerdict("accepted");
  expect(await bench.findText(secrets), "connected").toEqual([]);

  const obstacle = bench.whyNoMemorySearch();
  // The vault holds it as the JSON of CONNECT.
  const held = { token: Buffer.from(JSON.stringify(TOKEN).slice(1, -1)) };
  if (obstacle === undefined) {
    const found = await bench.searchMemory(held);
    expect(found.map(({ needle }) => needle)).toContain("token");
  } else {
    test.info().annotations.push({ type: "memory not searched", description: obstacle });
  }
  await workbench.forgetAll();
  await expect(page.locator("[data-key]")).toHaveCount(0);
  expect(await bench.findText(secrets), "forgotten").toEqual([]);
  if (obstacle === undefined) {
    await expect
      .poll(() => bench.searchMemory(held), {
        timeout: stretch(60_000),
        intervals: [250, 500, 1_000],
      })
      .toEqual([]);
  }
  await service.stop();
  await bench.end();
});

test("where WebCrypto is missing, they go as well", async ({ lab, files }) => {
  test.setTimeout(stretch(240_000));
  const instance = await startInstance({ hosts: ["insecure.test"] });
  const bench = await SecrecyBench.start(undefined, [
    "--host-resolver-rules=MAP insecure.test localhost",
  ]);
  const workbench = await openPageOn(bench, instance.url.replace("localhost", "insecure.test"));
  expect(await bench.page.evaluate(() => isSecureContext)).toBe(false);
  await expectForgotten(bench, workbench, lab.trust.orders, files);
  await bench.end();
  await instance.stop();
});

test("a planted line that reads the file on the page is found", async ({ lab, files }) => {
  const user = lab.trust.user();
  const bench = await SecrecyBench.start(plantReader);
  const workbench = await openPageOn(bench);
  await workbench.choose(files.write("user.creds", user.creds));
  await expect(workbench.key(user.key.publicKey)).toBeVisible();
  await expect.poll(() => bench.page.evaluate(() => window.kept.length)).toBe(1);
  const leaks = await bench.findLeaks([user.key]);
  expect(leaks).toContain("page called text()");
  expect(leaks).toContain("page heap: seed");
  expect(leaks.filter((leak) => leak.startsWith("worker heap"))).toEqual([]);
  await bench.end();
});
