import { describe, expect, it } from "vitest";
import { toBytes, toText } from "@/lib/shared/base/bytes";
import { LoginBox } from "./login-box";

const isZero = (bytes: Uint8Array) => bytes.length > 0 && bytes.every((byte) => byte === 0);

describe("the box of a login", () => {
  it("takes the bytes of the request, and zeroes them", () => {
    const token = toBytes("letmein");
    const box = LoginBox.take({ kind: "token", token });
    if (!box.ok) throw new Error(box.fault.code);
    expect(isZero(token)).toBe(true);
    expect(toText(box.value.fields() ?? new Uint8Array())).toBe('"auth_token":"letmein",');
    expect(JSON.stringify(box.value)).not.toContain("letmein");
  });

  it("is zero after it was wiped, and so is its own copy", () => {
    const [user, password] = [toBytes("anna"), toBytes("secret")];
    const box = LoginBox.take({ kind: "password", user, password });
    if (!box.ok) throw new Error(box.fault.code);
    expect([isZero(user), isZero(password)]).toEqual([true, true]);
    const copy = box.value.copy();
    const [own, copied] = [box.value.fields(), copy?.fields()];
    if (!own || !copied) throw new Error("no fields");
    box.value.wipe();
    expect(isZero(own)).toBe(true);
    expect(box.value.fields()).toBeNull();
    expect(box.value.copy()).toBeNull();
    expect(toText(copied)).toBe('"user":"anna","pass":"secret",');
    copy?.wipe();
    expect(isZero(copied)).toBe(true);
  });

  it("refuses what no server takes, and zeroes that as well", () => {
    const long = new Uint8Array(40_000).fill(97);
    expect(LoginBox.take({ kind: "token", token: long })).toMatchObject({
      fault: { code: "login-invalid", params: { reason: "too-long" } },
    });
    expect(isZero(long)).toBe(true);
    const password = toBytes("secret");
    expect(LoginBox.take({ kind: "password", user: toBytes(""), password })).toMatchObject({
      fault: { code: "login-invalid", params: { reason: "empty" } },
    });
    expect(isZero(password)).toBe(true);
  });
});
