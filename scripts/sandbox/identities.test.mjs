// The reference library verifies what the makers of identities sign.
import { decode } from "@nats-io/jwt";
import { fromPublic } from "@nats-io/nkeys";
import { describe, expect, it } from "vitest";
import {
  claimsOf,
  credsText,
  keyFromSeed,
  makeAccount,
  makeKey,
  makeOperator,
  makeUser,
  makeVersion1User,
  signAgain,
} from "./identities.mjs";

const operator = await makeOperator({ name: "op" });
const account = await makeAccount({ name: "A", operator });
const user = await makeUser({ name: "u", account, exp: 2_000_000_000, claims: { tags: ["x:1"] } });

describe("keys", () => {
  it("sign so that nkeys verifies it, and are the same when made from their seed", () => {
    const key = makeKey("user");
    const data = new TextEncoder().encode("nonce");
    const again = keyFromSeed(key.seed);
    expect(again.publicKey).toBe(key.publicKey);
    expect(fromPublic(key.publicKey).verify(data, again.pair.sign(data))).toBe(true);
  });
});

describe("JWTs", () => {
  it("form a chain that decodes with valid signatures", () => {
    expect(decode(operator.jwt)).toMatchObject({
      iss: operator.publicKey,
      sub: operator.publicKey,
    });
    expect(decode(account.jwt)).toMatchObject({ iss: operator.publicKey, sub: account.publicKey });
    expect(decode(user.jwt)).toMatchObject({
      iss: account.publicKey,
      sub: user.publicKey,
      exp: 2_000_000_000,
      nats: { type: "user", version: 2, subs: -1, tags: ["x:1"] },
    });
  });

  it("carry account limits in full, because an absent one is zero", () => {
    const limits = claimsOf(account.jwt)["nats"].limits;
    for (const name of ["subs", "data", "payload", "conn", "leaf", "imports", "exports"]) {
      expect(limits[name]).toBe(-1);
    }
  });

  it("can be of version 1", () => {
    const old = makeVersion1User({ name: "old", account });
    expect(decode(old.jwt)).toMatchObject({ type: "user", sub: old.publicKey });
  });

  it("can be changed and signed again, in either version", () => {
    for (const { jwt } of [user, makeVersion1User({ name: "old", account })]) {
      const changed = signAgain(jwt, account, (claims) => {
        claims["iat"] = 1;
      });
      expect(decode(changed)).toMatchObject({ iat: 1, iss: account.publicKey });
      expect(changed.split(".")[0]).toBe(jwt.split(".")[0]);
    }
  });
});

describe("creds text", () => {
  it("has both blocks and the wanted line ends", () => {
    expect(user.creds).toContain(
      `-----BEGIN NATS USER JWT-----\n${user.jwt}\n------END NATS USER JWT------\n`,
    );
    expect(user.creds).toContain(`-----BEGIN USER NKEY SEED-----\n${user.seed}\n------END`);
    expect(credsText("a", "b", "\r\n")).not.toMatch(/[^\r]\n/);
  });
});
