// The seed's secrecy in one test: after drop, connect and use the seed is only in the vault, as bytes; after
// Forget it is nowhere. A second test plants a line that reads the file on the page, and the same check finds
// that leak.
import { expect } from "@playwright/test";
import { makeSubject } from "../fixtures/connected";
import { stretch } from "../fixtures/pace";
import { plantReader } from "../fixtures/secrecy/page-scripts";
import { SecrecyBench } from "../fixtures/secrecy/secrecy-bench";
import { pageUrl, test } from "../fixtures/test";
import { Watch } from "../fixtures/watch";
import { Workbench } from "../fixtures/workbench";

async function openPageOn(bench: SecrecyBench): Promise<Workbench> {
  const workbench = new Workbench(bench.page, new Watch(bench.page, pageUrl()));
  await workbench.open(pageUrl());
  return workbench;
}

test("the seed stays in the vault, and Forget removes it", async ({ lab, files }) => {
  test.setTimeout(stretch(180_000));
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

  await workbench.button("Forget all").click();
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

test("a planted line that reads the file on the page is found", async ({ lab, files }) => {
  test.setTimeout(stretch(60_000));
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
