// What the user adds to creds goes with them: wiped by Forget, passed on to renewed creds, and never told.
import { describe, expect, it } from "vitest";
import { makeUser, nowSec } from "@/lib/testing/jwt";
import { makeKey } from "@/lib/testing/nkey";
import { bytesOf, textOf } from "@/lib/testing/vault-rig";
import { readCreds } from "@/lib/vault/creds/read-creds";
import { Keyring } from "@/lib/vault/keyring/keyring";
import { LoginBox } from "@/lib/vault/keyring/login-box";
import { createVault } from "./vault";

function boxOf(token: string): LoginBox {
  const box = LoginBox.take({ kind: "token", token: bytesOf(token) });
  if (!box.ok) throw new Error(box.fault.code);
  return box.value;
}

async function loaded(creds: string) {
  const keyring = new Keyring();
  const [reading] = await readCreds(bytesOf(creds), { kind: "paste", name: "", bytes: 0 });
  if (reading?.kind !== "creds") throw new Error("not read");
  const arrival = keyring.add(reading, null);
  if (arrival.kind === "trust") throw new Error("no creds");
  return { keyring, id: arrival.id };
}

const isZero = (bytes: Uint8Array | null) => bytes?.every((byte) => byte === 0);

describe("a login in the keyring", () => {
  it("is zeroed when it is replaced, removed or forgotten with its creds", async () => {
    const { keyring, id } = await loaded(makeUser({ account: makeKey("account") }).creds);
    for (const end of [
      () => keyring.setLogin(id, boxOf("other")),
      () => keyring.setLogin(id, null),
      () => keyring.forget(id),
    ]) {
      const box = boxOf("letmein");
      keyring.setLogin(id, box);
      const fields = box.fields();
      expect(textOf(fields ?? new Uint8Array())).toContain("letmein");
      end();
      expect(isZero(fields)).toBe(true);
      expect(box.fields()).toBeNull();
    }
  });

  it("stays with an entry that gets the rest of its creds", async () => {
    const user = makeUser({ account: makeKey("account") });
    const vault = createVault({ pageOrigin: "http://localhost", emit: () => {} });
    await vault.openText({ bytes: bytesOf(user.key.seed) });
    const id = user.key.publicKey;
    await vault.setLogin({ id, login: { kind: "token", token: bytesOf("letmein") } });
    await vault.openText({ bytes: bytesOf(user.jwt) });
    expect(await vault.readFacts({ id })).toMatchObject({
      value: { login: "token", seed: { state: "matches" } },
    });
  });

  it("goes with renewed creds of the user, and each has its own bytes", async () => {
    const account = makeKey("account");
    const key = makeKey("user");
    const made = (iat: number) => makeUser({ account, key, claims: { iat } }).creds;
    const vault = createVault({ pageOrigin: "http://localhost", emit: () => {} });
    await vault.openText({ bytes: bytesOf(made(nowSec() - 60)) });
    const id = key.publicKey;
    await vault.setLogin({ id, login: { kind: "token", token: bytesOf("letmein") } });
    const renewed = await vault.openText({ bytes: bytesOf(made(nowSec())) });
    expect(renewed).toMatchObject({ value: { renewed: [{ id }] } });
    const kindOf = async (of: string) => {
      const facts = await vault.readFacts({ id: of });
      return facts.ok ? facts.value.login : facts.fault.code;
    };
    expect([await kindOf(id), await kindOf(`${id}~2`)]).toEqual(["token", "token"]);
    await vault.removeLogin({ id: `${id}~2` });
    expect([await kindOf(id), await kindOf(`${id}~2`)]).toEqual(["token", undefined]);
  });
});
