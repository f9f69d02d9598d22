// The planted lists are checked by tsc: were one of them to compile, its @ts-expect-error would not.

import { expect, it } from "vitest";
import { complete } from "./complete";

type Code = "a/one" | "a/two" | "b/three";

it("gives back a list that holds every code", () => {
  expect(complete<Code>()(["b/three", "a/one", "a/two"])).toEqual(["b/three", "a/one", "a/two"]);
});

it("does not compile with a code missing, or one that is unknown", () => {
  const list = complete<Code>();
  // @ts-expect-error a/two is missing
  expect(list(["b/three", "a/one"])).toHaveLength(2);
  // @ts-expect-error a/four is no code
  expect(list(["b/three", "a/one", "a/two", "a/four"])).toHaveLength(4);
});
