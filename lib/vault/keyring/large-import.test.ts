// Large files in a whole vault: everything is read, and the vault answers meanwhile. What takes a minute has a separate
// file, so that it runs beside the rest.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { countAnswers, factsOf, LARGE_IMPORT_MS, openText } from "@/lib/testing/creds/large-text";
import { manyCreds } from "@/lib/testing/creds/many-creds";
import { makeUser } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { type Rig, startRig } from "@/lib/testing/vault-rig";

let rig: Rig;
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

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
  ] as const)(
    "%s: all are read, and the vault answers meanwhile",
    async (_, make, count, state) => {
      const work = openText(rig, make());
      const answers = await countAnswers(rig, work);
      const { added } = await work;
      expect(added).toHaveLength(count);
      // At least one break for every 16 parts.
      expect(answers).toBeGreaterThan(count / 32);
      expect((await factsOf(rig, added[0])).seed.state).toBe(state);
      expect((await factsOf(rig, added.at(-1))).seed.state).toBe(state);
      expect(progress().length).toBeGreaterThan(2);
      const sizes = rig.events.map((event) =>
        event.kind === "entriesChanged" ? event.entries.length : 0,
      );
      expect(Math.max(...sizes)).toBeLessThan(300);
    },
    LARGE_IMPORT_MS,
  );

  it("a large file that holds few creds is not read", async () => {
    const few = manyCreds(2).text + "word ".repeat(1_000_000);
    const none = "word ".repeat(1_000_000) + manyCreds(2).text;
    for (const text of [few, none]) {
      const { added } = await openText(rig, text);
      expect((await factsOf(rig, added[0])).unusable).toMatchObject({
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
    const { added } = await openText(rig, text);
    expect(new Set(added).size).toBe(1_000);
    expect(added[1]).toBe(`${key.publicKey}~2`);
    await rig.client.call("forget", { id: `${key.publicKey}~7` });
    const again = await openText(
      rig,
      makeUser({ name: "again", account, key, claims: { iat: 1 } }).creds,
    );
    expect(again.added).toEqual([`${key.publicKey}~7`]);
  });
});
