import { expect, it } from "vitest";
import { basePathFrom, ownPath } from "./base-path";

it.each([
  ["./_next/", "https://a.example/", ""],
  ["./_next/", "https://a.example/security?x=/y#server=/z", ""],
  ["./_next/", "https://a.example/tools/credence/", "/tools/credence"],
  ["./_next/", "https://a.example/tools/credence/index.html", "/tools/credence"],
  ["../_next/", "https://a.example/tools/credence/help/", "/tools/credence"],
  ["../_next/", "https://a.example/help/index.html", ""],
  [undefined, "http://localhost:4300/", ""],
])("chunks at %s of %s: the export is below %j", (chunks, page, expected) => {
  expect(basePathFrom(chunks, page)).toBe(expected);
});

it("is the root where no page says otherwise", () => {
  expect(ownPath("/config.json")).toBe("/config.json");
});
