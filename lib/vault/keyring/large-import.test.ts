// Large files in a whole vault: everything is read, the vault answers meanwhile, and other connections receive.

import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { bareSeeds, manyCreds } from "@/lib/testing/creds/many-creds";
import { makeUser } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import {
  connectPeer,
  endServers,
  identities,
  makeWorld,
  startServer,
} from "@/lib/testing/real-server";
import { bytesOf, type Rig, startRig } from "@/lib/testing/vault-rig";

/** Node imports a key in about a millisecond, and ten times as slowly on a busy machine. */
const TIMEOUT_MS = 900_000;

let rig: Rig;
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());
afterAll(endServers);

async function open(text: string, inFolder = false) {
  const files = [{ file: new File([text], "many.txt"), path: "many.txt", inFolder }];
  const reply = await rig.client.call("openFiles", { files, before: 0, total: 1 });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

/** Asks the vault again and again until `work` has ended. Gives the number of answers. */
async function countAnswers(work: Promise<unknown>): Promise<number> {
  let isDone = false;
  const end = () => {
    isDone = true;
  };
  void work.then(end, end);
  let answers = 0;
  while (!isDone) {
    await rig.client.call("ping", {});
    answers += 1;
  }
  return answers;
}

async function factsOf(id: string | undefined) {
  const reply = await rig.client.call("readFacts", { id: id ?? "" });
  if (!reply.ok) throw new Error(reply.fault.code);
  return reply.value;
}

const progress = () => rig.events.filter((event) => event.kind === "batchProgressed");

describe("one file", () => {
  it.each([
    ["2,800 creds", () => manyCreds(2_800).text, 2_800, "matches"],
    [
      "2,500 creds with other seeds",
      () => manyCreds(2_500, { mismatched: true }).text,
      2_500,
      "mismatch",
    ],
    ["20,000 bare seeds", () => bareSeeds(20_000), 20_000, "unmatched"],
  ] as const)(
    "%s: all are read, and the vault answers meanwhile",
    async (_, make, count, state) => {
      const work = open(make());
      const answers = await countAnswers(work);
      const { added } = await work;
      expect(added).toHaveLength(count);
      // At least one break for every 16 parts.
      expect(answers).toBeGreaterThan(count / 32);
      expect((await factsOf(added[0])).seed.state).toBe(state);
      expect((await factsOf(added.at(-1))).seed.state).toBe(state);
      expect(progress().length).toBeGreaterThan(2);
      const sizes = rig.events.map((event) =>
        event.kind === "entriesChanged" ? event.entries.length : 0,
      );
      expect(Math.max(...sizes)).toBeLessThan(300);
    },
    TIMEOUT_MS,
  );

  it(
    "100,000 bare seeds in a folder: 30,000 entries, and the last says how many are left",
    async () => {
      const { added, skipped } = await open(bareSeeds(100_000), true);
      expect(added).toHaveLength(30_000);
      expect(skipped).toBe(0);
      expect((await factsOf(added.at(-2))).seed.state).toBe("unmatched");
      expect((await factsOf(added.at(-1))).unusable).toEqual({
        code: "creds/too-many",
        params: { read: 29_999, left: 70_001 },
      });
    },
    TIMEOUT_MS,
  );

  it("a large file that holds few creds is not read", async () => {
    const few = manyCreds(2).text + "word ".repeat(1_000_000);
    const none = "word ".repeat(1_000_000) + manyCreds(2).text;
    for (const text of [few, none]) {
      const { added } = await open(text);
      expect((await factsOf(added[0])).unusable).toMatchObject({
        code: "creds/too-large",
        params: { bytes: text.length, limit: 4 * 1024 * 1024 },
      });
      expect(added).toHaveLength(1);
    }
  });

  it("1,000 creds of one user are entries with different ids", async () => {
    const [account, key] = [makeKey("account"), makeKey("user")];
    const text = Array.from(
      { length: 1_000 },
      (_, n) => makeUser({ name: `n${n}`, account, key, claims: { iat: 1_700_000_000 - n } }).creds,
    ).join("");
    const { added } = await open(text);
    expect(new Set(added).size).toBe(1_000);
    expect(added[1]).toBe(`${key.publicKey}~2`);
    await rig.client.call("forget", { id: `${key.publicKey}~7` });
    const again = await open(makeUser({ name: "again", account, key, claims: { iat: 1 } }).creds);
    expect(again.added).toEqual([`${key.publicKey}~7`]);
  });
});

it(
  "a connection receives while 30,000 creds are read",
  async () => {
    const world = await makeWorld();
    const server = await startServer(world.config());
    const user = await identities.makeUser({ name: "u", account: world.account });
    const id = await rig.load(user.creds);
    expect((await rig.connect(id, server.wsUrl)).outcome).toBe("accepted");
    await rig.client.call("subscribe", { id, subject: "live", queue: "", max: 0 });
    const peer = await connectPeer(
      server.wsUrl,
      await identities.makeUser({ name: "peer", account: world.account }),
    );
    const received = async () => (await rig.window(id, "subject:live")).counts.matching;

    const text = manyCreds(30_000).text;
    const work = open(text);
    let isDone = false;
    void work.then(() => {
      isDone = true;
    });
    let sent = 0;
    let seenMeanwhile = 0;
    while (!isDone) {
      peer.publish("live", bytesOf(String(sent)));
      sent += 1;
      await peer.flush();
      const seen = await received();
      if (!isDone) seenMeanwhile = seen;
    }
    expect((await work).added).toHaveLength(30_000);
    expect(sent).toBeGreaterThan(20);
    // The last one may still have been under way.
    expect(seenMeanwhile).toBeGreaterThan(sent / 2);
    await expect.poll(received).toBe(sent);
    expect(rig.session(id)?.phase).toBe("open");
    await peer.close();
  },
  TIMEOUT_MS,
);
