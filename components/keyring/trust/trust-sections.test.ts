import { expect, it } from "vitest";
import { makeKey } from "@/lib/testing/nkey";
import { makeOperator } from "@/lib/testing/trust";
import { startRig } from "@/lib/testing/vault-rig";
import { trustSections } from "./trust-sections";

async function read(jwts: readonly string[]) {
  const rig = startRig();
  for (const jwt of jwts) {
    await rig.client.call("openText", { bytes: new TextEncoder().encode(jwt) });
  }
  const trust = rig.events.findLast((event) => event.kind === "trustChanged")?.trust ?? [];
  const lines = trust.flatMap((one) =>
    trustSections(one.jwt).flatMap(({ title, lines: all }) =>
      all.map(({ name, text }) => `${title}: ${name} ${text}`.trim()),
    ),
  );
  return { rig, trust, lines };
}

it("says what an account and its operator say, and forgets them one by one", async () => {
  const operator = makeOperator("OP");
  const [account, signer, user] = [makeKey("account"), makeKey("account"), makeKey("user")];
  const jwt = operator.account("ORDERS", account, {
    signing_keys: [
      makeKey("account").publicKey,
      {
        kind: "user_scope",
        key: signer.publicKey,
        role: "reader",
        template: { pub: { deny: [">"] }, sub: { allow: ["orders.>"] } },
      },
    ],
    revocations: { [user.publicKey]: 1_800_000_000 },
    exports: [{ name: "all", subject: "orders.>", type: "stream" }],
    mappings: { a: [{ subject: "b", weight: 40 }] },
    tags: ["eu"],
  });
  const { rig, trust, lines } = await read([jwt, operator.jwt]);
  expect(lines).toContain("Limits: subs no limit");
  expect(lines).toContain(
    `Signing keys: ${signer.publicKey} scoped, role reader; publish anything but not >; subscribe orders.>`,
  );
  expect(lines).toContain("Exports: orders.> stream, all, public");
  expect(lines).toContain("Mappings: a b 40 %");
  expect(lines).toContain("Tags: eu");
  expect(lines.some((one) => one.startsWith(`Revocations: ${user.publicKey}`))).toBe(true);
  expect(lines).toContain(`Settings: system_account ${operator.system.publicKey}`);

  expect(trust).toHaveLength(2);
  expect(await rig.client.call("forgetTrust", { id: account.publicKey })).toMatchObject({
    ok: true,
  });
  const left = rig.events.findLast((event) => event.kind === "trustChanged")?.trust ?? [];
  expect(left.map(({ jwt: one }) => one.kind)).toEqual(["operator"]);
  expect(await rig.client.call("forgetTrust", { id: account.publicKey })).toMatchObject({
    fault: { code: "not-loaded" },
  });
  await rig.close();
});
