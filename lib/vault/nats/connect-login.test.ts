import { describe, expect, it } from "vitest";
import { toBytes, toText } from "@/lib/shared/base/bytes";
import { randomOf } from "@/lib/testing/random";
import { loginFields, withLogin } from "./connect-login";

const FRAME = 'CONNECT {"protocol":1,"jwt":"ey","name":"Credence"}\r\nPING\r\n';

const readConnect = (frame: Uint8Array): Record<string, unknown> => {
  const [line = "", ...rest] = toText(frame).split("\r\n");
  expect(rest).toEqual(["PING", ""]);
  return JSON.parse(line.slice("CONNECT ".length));
};

describe("a login in CONNECT", () => {
  it("is beside what nats.ws wrote, and is not in the shown frame", () => {
    const fields = loginFields([["auth_token", toBytes("letmein")]]);
    const { sent, shown } = withLogin(toBytes(FRAME), "token", fields);
    const written = { protocol: 1, jwt: "ey", name: "Credence" };
    expect(readConnect(sent)).toEqual({ auth_token: "letmein", ...written });
    expect(readConnect(shown)).toEqual({ auth_token: "[hidden]", ...written });
  });

  it("has user and password", () => {
    const fields = loginFields([
      ["user", toBytes("anna")],
      ["pass", toBytes("")],
    ]);
    const { sent, shown } = withLogin(toBytes(FRAME), "password", fields);
    expect(readConnect(sent)).toMatchObject({ user: "anna", pass: "" });
    expect(readConnect(shown)).toMatchObject({ user: "[hidden]", pass: "[hidden]" });
  });

  it("is JSON for every character, in one line", () => {
    const random = randomOf(1);
    for (let round = 0; round < 300; round += 1) {
      const value = Array.from({ length: 12 }, () => {
        const wide = random() < 0.5 ? 0x80 : 0x11_0000;
        const code = Math.floor(random() * wide);
        return code >= 0xd800 && code <= 0xdfff ? '"' : String.fromCodePoint(code);
      }).join("");
      const fields = loginFields([["auth_token", toBytes(value)]]);
      expect(fields.some((byte) => byte < 32)).toBe(false);
      expect(readConnect(withLogin(toBytes(FRAME), "token", fields).sent)).toMatchObject({
        auth_token: value,
      });
    }
  });

  it("goes into a CONNECT only", () => {
    expect(() => withLogin(toBytes("PING\r\n"), "token", toBytes(""))).toThrow("no CONNECT");
  });
});
