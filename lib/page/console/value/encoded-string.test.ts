import { expect, it } from "vitest";
import { decodeInside, encodingOf } from "./encoded-string";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const url = (text: string) => Buffer.from(text).toString("base64url");
const JWT = `${url('{"typ":"JWT","alg":"HS256"}')}.${url('{"sub":"zoë","exp":1}')}.${url("sig")}`;
/** The shape of a seed, not a key. */
const SEED = `SU${"A".repeat(56)}`;

const partsOf = (text: string) => {
  const encoding = encodingOf(text);
  const inside = encoding === null ? null : decodeInside(text, encoding);
  return inside?.ok ? inside.value.parts : (inside?.fault.code ?? null);
};

it("decodes text in base64, in both alphabets, with and without padding", () => {
  for (const text of ["hello, world", "größer ÿÿÿ>>>???", "a\nb\tc and more", "x".repeat(9_999)]) {
    expect(partsOf(base64(text)), text.slice(0, 20)).toEqual([{ name: "", text }]);
    expect(partsOf(url(text)), text.slice(0, 20)).toEqual([{ name: "", text }]);
  }
  // The head of 256 digits ends within a character.
  const cut = `${"x".repeat(191)}ü${"y".repeat(30)}`;
  expect(partsOf(base64(cut))).toEqual([{ name: "", text: cut }]);
  expect(partsOf(base64('{"a":[1,2,3]}'))).toEqual([
    { name: "", text: '{\n  "a": [\n    1,\n    2,\n    3\n  ]\n}' },
  ]);
});

it("decodes the header and the claims of a JWT", () => {
  expect(partsOf(JWT)).toEqual([
    { name: "Header", text: '{\n  "typ": "JWT",\n  "alg": "HS256"\n}' },
    { name: "Claims", text: '{\n  "sub": "zoë",\n  "exp": 1\n}' },
  ]);
  expect(partsOf("eyJub3Q.a.b")).toBeNull();
  expect(partsOf("eyJub3QganNvbg.abcde.b")).toBe("inside/malformed");
});

it("leaves alone what is no text in base64", () => {
  for (const text of [
    "",
    "short",
    "a sentence with words",
    "internationalisation",
    "0123456789abcdef0123456789abcdef",
    "9f1c2d3e-4b5a-6978-8796-a5b4c3d2e1f0",
    "2026-11-29T13:00:00.000Z",
    Buffer.from(Array.from({ length: 90 }, (_, n) => n * 7)).toString("base64"),
  ]) {
    expect(encodingOf(text), text).toBeNull();
  }
});

it("decodes no seed", () => {
  expect(encodingOf(SEED)).toBeNull();
  expect(encodingOf(`${JWT}${SEED}`)).toBeNull();
  const held = base64(`-----BEGIN USER NKEY SEED-----\n${SEED}\n`);
  expect(partsOf(held)).toBe("inside/seed");
  expect(partsOf(base64(SEED.toLowerCase()))).toBe("inside/seed");
  expect(partsOf(`${url('{"alg":"x"}')}.${url(`{"seed":"${SEED}"}`)}.x`)).toBe("inside/seed");
});
