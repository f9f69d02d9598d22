// A folder of 30,000 files: each is read, progress is told, and meanwhile the vault answers and another connection
// receives.

import { afterAll, expect, it } from "vitest";
import { countAnswers, LARGE_IMPORT_MS } from "@/lib/testing/creds/large-text";
import { manyUsers } from "@/lib/testing/creds/many-creds";
import { startReceiving } from "@/lib/testing/creds/receiving-session";
import { endServers } from "@/lib/testing/real-server";
import { startRig } from "@/lib/testing/vault-rig";

const COUNT = 30_000;
/** The page asks in parts of this size (lib/page/actions/file-actions.ts). */
const PART = 512;

afterAll(endServers);

it(
  "30,000 files in a folder are read, with progress, while pings are answered and a connection receives",
  async () => {
    const rig = startRig();
    const session = await startReceiving(rig);
    const users = manyUsers(COUNT);
    const files = users.map(({ creds }, n) => {
      const path = `fleet/${n}.creds`;
      return { file: new File([creds], path), path, inFolder: true };
    });
    const parts = [];
    for (let before = 0; before < COUNT; before += PART) {
      const part = files.slice(before, before + PART);
      parts.push(rig.client.call("openFiles", { files: part, before, total: COUNT }));
    }
    const work = Promise.all(parts);
    const meanwhile = Promise.all([countAnswers(rig, work, 50), session.expectDuring(work)]);
    const added = (await work).flatMap((reply) => {
      if (!reply.ok) throw new Error(reply.fault.code);
      return reply.value.added;
    });
    const [answers] = await meanwhile;

    expect(new Set(added)).toEqual(new Set(users.map(({ key }) => key.publicKey)));
    const done = rig.events.flatMap((event) =>
      event.kind === "batchProgressed" ? event.done : [],
    );
    expect(done.every((n, i) => n >= (done[i - 1] ?? 0))).toBe(true);
    expect(done.at(-1)).toBe(COUNT);
    expect(done.length).toBeGreaterThan(20);
    expect(answers).toBeGreaterThan(20);
    await rig.close();
  },
  LARGE_IMPORT_MS,
);
