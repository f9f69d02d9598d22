import { expect, it } from "vitest";
import { lowerFirst } from "./lower-first";

it("lowers the first letter of a plain word only", () => {
  expect(
    ["The seed is missing", "A limit ended it", "JWT too large", "JetStream is off", ""].map(
      lowerFirst,
    ),
  ).toEqual(["the seed is missing", "a limit ended it", "JWT too large", "JetStream is off", ""]);
});
