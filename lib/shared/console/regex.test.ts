import { expect, it } from "vitest";
import { parseQuery } from "./query";
import type { Query } from "./query-types";
import { mayHoldRegex } from "./regex";

const hasRegex = ({ regexes, not, any }: Query): boolean =>
  regexes.length > 0 || [...not, ...any.flat()].some(hasRegex);

it.each([
  "/x/",
  "a /x/",
  "-/x/",
  "(/x/ | a)",
  "a|/x/",
  "a &&/x/",
  '"a b"/x/',
  "'A'/x/",
  "(a b)/x/",
  ".n > 1/x/",
])("the engine is loaded for %s, which has an expression", (text) => {
  expect(hasRegex(parseQuery(text).query)).toBe(true);
  expect(mayHoldRegex(text)).toBe(true);
});

it("the engine is not loaded for a filter without a slash", () => {
  expect(mayHoldRegex("orders.> -(lamp | .n > 1)")).toBe(false);
});
