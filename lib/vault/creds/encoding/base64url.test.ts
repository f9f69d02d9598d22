import { expect, test } from "vitest";
import { randomOf } from "@/lib/testing/random";
import { decodeBase64url } from "./base64url";

test("decodes what Node encodes", () => {
  const random = randomOf(2);
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, () => random() * 256);
    expect(decodeBase64url(Buffer.from(bytes).toString("base64url"))).toEqual(bytes);
  }
});

test.each([
  "A",
  "AAAAA",
  "AA==",
  "AA+A",
  "AA/A",
  "AA A",
  "AA\n",
  "AAé",
  "A\u0130AA",
  "AA[A",
  "AA@A",
  "AA`A",
  "AA:A",
])("%j is not base64url", (text) => {
  expect(decodeBase64url(text)).toBeNull();
});
