import { expect, it } from "vitest";
import { jetStreamPrefix } from "./jetstream-api";

it.each([
  ["", "$JS.API"],
  ["hub", "$JS.hub.API"],
  ["JS.acme.API", "JS.acme.API"],
  ["$JS.hub.API", "$JS.hub.API"],
])("'%s' is asked on %s", (place, prefix) => {
  expect(jetStreamPrefix(place)).toBe(prefix);
});
