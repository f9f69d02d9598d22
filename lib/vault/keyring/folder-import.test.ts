// A folder of 30,000 files: each is read, progress is told, and the vault answers meanwhile.

import { expect, it } from "vitest";
import { manyUsers } from "@/lib/testing/creds/many-creds";
import { startRig } from "@/lib/testing/vault-rig";

const COUNT = 30_000;
/** The page asks in parts of this size (lib/page/actions/file-actions.ts). */
const PART = 512;

it("30,000 files in a folder are read, with progress, and pings are answered meanwhile", async () => {
  const rig = startRig();
  const users = manyUsers(COUNT);
  const files = users.map(({ creds }, n) => {
    const path = `fleet/${n}.creds`;
    return { file: new File([creds], path), path, inFolder: true };
  });
  let isOver = false;
  let pings = 0;
  const pinging = (async () => {
    while (!isOver) {
      const reply = await rig.client.call("ping", {});
      if (!reply.ok) throw new Error(reply.fault.code);
      pings += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  })();
  const replies = [];
  for (let before = 0; before < COUNT; before += PART) {
    const part = files.slice(before, before + PART);
    replies.push(rig.client.call("openFiles", { files: part, before, total: COUNT }));
  }
  const added = (await Promise.all(replies)).flatMap((reply) => {
    if (!reply.ok) throw new Error(reply.fault.code);
    return reply.value.added;
  });
  isOver = true;
  await pinging;

  expect(new Set(added)).toEqual(new Set(users.map(({ key }) => key.publicKey)));
  const done = rig.events.flatMap((event) => (event.kind === "batchProgressed" ? event.done : []));
  expect(done.every((n, i) => n >= (done[i - 1] ?? 0))).toBe(true);
  expect(done.at(-1)).toBe(COUNT);
  expect(done.length).toBeGreaterThan(20);
  expect(pings).toBeGreaterThan(20);
  await rig.close();
}, 600_000);
