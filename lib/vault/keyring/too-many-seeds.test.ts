// More bare seeds than become entries, in one large text. The vault answers while it reads them, and another
// connection receives.

import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { countAnswers, factsOf, LARGE_IMPORT_MS, openText } from "@/lib/testing/creds/large-text";
import { bareSeeds } from "@/lib/testing/creds/many-creds";
import { startReceiving } from "@/lib/testing/creds/receiving-session";
import { endServers } from "@/lib/testing/real-server";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

let rig: Rig;
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());
afterAll(endServers);

it(
  "100,000 bare seeds in a folder: 30,000 entries, and the last says how many are left",
  async () => {
    const session = await startReceiving(rig);
    const work = openText(rig, bareSeeds(100_000), true);
    const [answers] = await Promise.all([countAnswers(rig, work), session.expectDuring(work)]);
    const { added, skipped } = await work;
    expect(added).toHaveLength(30_000);
    expect(skipped).toBe(0);
    // At least one break for every 16 parts.
    expect(answers).toBeGreaterThan(30_000 / 32);
    expect((await factsOf(rig, added[0])).seed.state).toBe("unmatched");
    expect((await factsOf(rig, added.at(-2))).seed.state).toBe("unmatched");
    expect((await factsOf(rig, added.at(-1))).unusable).toEqual({
      code: "creds/too-many",
      params: { read: 29_999, left: 70_001 },
    });
    const sizes = rig.events.map((event) =>
      event.kind === "entriesChanged" ? event.entries.length : 0,
    );
    expect(Math.max(...sizes)).toBeLessThan(300);
    expect(rig.events.filter((event) => event.kind === "batchProgressed").length).toBeGreaterThan(
      2,
    );
  },
  LARGE_IMPORT_MS,
);
