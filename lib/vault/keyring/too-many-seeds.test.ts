// More bare seeds than become entries.

import { afterEach, beforeEach, expect, it } from "vitest";
import { factsOf, LARGE_IMPORT_MS, openText } from "@/lib/testing/creds/large-text";
import { bareSeeds } from "@/lib/testing/creds/many-creds";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

let rig: Rig;
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

it(
  "100,000 bare seeds in a folder: 30,000 entries, and the last says how many are left",
  async () => {
    const { added, skipped } = await openText(rig, bareSeeds(100_000), true);
    expect(added).toHaveLength(30_000);
    expect(skipped).toBe(0);
    expect((await factsOf(rig, added.at(-2))).seed.state).toBe("unmatched");
    expect((await factsOf(rig, added.at(-1))).unusable).toEqual({
      code: "creds/too-many",
      params: { read: 29_999, left: 70_001 },
    });
  },
  LARGE_IMPORT_MS,
);
