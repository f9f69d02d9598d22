import { expect, test } from "vitest";
import { toBytes } from "@/lib/shared/base/bytes";
import { textOf } from "@/lib/testing/creds/make-creds";
import { randomOf } from "@/lib/testing/random";
import { crc16, decodeBase32, encodeBase32 } from "./base32";

test("encodes and decodes the vectors of RFC 4648 without padding", () => {
  const vectors = {
    "": "",
    f: "MY",
    fo: "MZXQ",
    foo: "MZXW6",
    foob: "MZXW6YQ",
    fooba: "MZXW6YTB",
    foobar: "MZXW6YTBOI",
  };
  for (const [plain, encoded] of Object.entries(vectors)) {
    expect(textOf(encodeBase32(toBytes(plain)))).toBe(encoded);
    expect(decodeBase32(toBytes(encoded))).toEqual(toBytes(plain));
  }
});

test("decodes what it encodes, for any bytes", () => {
  const random = randomOf(1);
  for (let length = 0; length < 80; length++) {
    const bytes = Uint8Array.from({ length }, () => random() * 256);
    expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes);
  }
});

test.each(["MZXW6y", "MZXW 6", "MZXW0", "MZXW1", "MZXW8", "MZXW9", "MZ=", "M@", "M["])(
  "%j is not base32",
  (text) => {
    expect(decodeBase32(toBytes(text))).toBeNull();
  },
);

test("CRC-16/XMODEM check value", () => {
  expect(crc16(toBytes("123456789"))).toBe(0x31c3);
});
