// No seed leaves the vault, wherever a file or a server put it.

import { describe, expect, it } from "vitest";
import { HIDDEN_SEED } from "@/lib/shared/base/secret-patterns";
import { credsText, makeUser } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { startRig } from "@/lib/testing/vault-rig";

describe("what the vault says", () => {
  it("hides a seed in the name, the tags and other claims of a JWT, and in the name of its file", async () => {
    const stray = makeKey("account").seed;
    const user = makeUser({
      account: makeKey("account"),
      name: `svc ${stray}`,
      claims: { note: { deep: [stray] } },
      nats: { tags: ["a", stray], pub: { allow: [`x.${stray}`] } },
    });
    const rig = startRig();
    try {
      const text = credsText(user.jwt, user.key.seed);
      const file = new File([text], `${stray}.creds`);
      const opened = await rig.client.call("openFiles", {
        files: [{ file, path: file.name, inFolder: false }],
        before: 0,
        total: 1,
      });
      const id = opened.ok ? (opened.value.added[0] ?? "") : "";
      const facts = await rig.client.call("readFacts", { id });
      if (!facts.ok) throw new Error(facts.fault.code);
      const { jwt, sources, seed } = facts.value;
      expect(jwt?.name).toBe(`svc ${HIDDEN_SEED}`);
      expect(jwt?.holdsSeed).toBe(true);
      expect(jwt?.user?.tags).toEqual(["a", HIDDEN_SEED]);
      expect(sources[0]?.name).toBe(`${HIDDEN_SEED}.creds`);
      // The creds themselves still work.
      expect(seed.state).toBe("matches");
      expect(jwt?.signature).toBe("valid");
      const said = JSON.stringify([opened, facts, rig.events], (_, value) =>
        value instanceof Map ? [...value] : value,
      );
      expect(said).not.toContain(stray);
      expect(said).toContain(HIDDEN_SEED);
    } finally {
      await rig.close();
    }
  });
});
