// An account or operator JWT is given out as it was issued, unless a claim of it holds a seed.

import { afterEach, beforeEach, expect, it } from "vitest";
import { signToken, standardClaims } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { makeTrust, OPEN_LIMITS } from "@/lib/testing/trust";
import { startRig } from "@/lib/testing/vault-rig";

let rig: ReturnType<typeof startRig>;
beforeEach(() => {
  rig = startRig();
});
afterEach(() => rig.close());

async function load(text: string): Promise<void> {
  const file = new File([text], "one.jwt");
  const files = [{ file, path: file.name, inFolder: false }];
  await rig.client.call("openFiles", { files, before: 0, total: 1 });
}

it("gives the JWT as issued, without the line breaks of its file, until it is forgotten", async () => {
  const { orders, ordersJwt } = makeTrust();
  await load(`${ordersJwt.slice(0, 64)}\n${ordersJwt.slice(64)}\n`);
  const id = orders.publicKey;
  expect(await rig.client.call("readTrustJwt", { id })).toEqual({
    ok: true,
    value: { encoded: ordersJwt },
  });
  await rig.client.call("forgetTrust", { id });
  expect(await rig.client.call("readTrustJwt", { id })).toMatchObject({
    ok: false,
    fault: { code: "not-loaded" },
  });
});

it("does not give out a JWT with a seed in its claims", async () => {
  const key = makeKey("account");
  const { seed } = makeKey("account");
  const nats = { limits: OPEN_LIMITS, type: "account", version: 2, description: seed };
  await load(signToken({ ...standardClaims("ORDERS", key, key), nats }, key));
  const told = rig.events.flatMap((event) => (event.kind === "trustChanged" ? event.trust : []));
  expect(told).toMatchObject([{ id: key.publicKey, jwt: { holdsSeed: true } }]);
  expect(await rig.client.call("readTrustJwt", { id: key.publicKey })).toMatchObject({ ok: false });
});
