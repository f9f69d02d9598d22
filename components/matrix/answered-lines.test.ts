import { expect, it } from "vitest";
import type { Rights } from "@/lib/page/permissions/rule-set";
import { compileRules } from "@/lib/page/permissions/rule-set";
import { serverModel } from "@/lib/page/permissions/versions/server-model";
import { answeredLines, chosenLines, countKinds, decisionsOf } from "./answered-lines";

const rights: Rights = {
  permissions: {
    publish: { allow: ["orders.>"], deny: null },
    subscribe: { allow: ["orders.>"], deny: ["orders.secret"] },
    responses: null,
  },
  origin: "user-jwt",
  scopeRole: null,
  doubt: null,
  mappings: null,
  lacksQueues: false,
  lacksEmptyAllow: false,
  renamesImports: false,
};
const lines = answeredLines(
  compileRules(rights, serverModel(null)),
  "orders.secret\n# a note\nsub orders.*\nno such thing here\npub other",
);

it("decides what each line asks, and keeps lines with a fault", () => {
  expect(
    lines.map(({ line, publish, subscribe }) => [line.line, publish?.kind, subscribe?.kind]),
  ).toEqual([
    [1, "allowed", "denied"],
    [3, undefined, "filtered"],
    [4, undefined, undefined],
    [5, "denied", undefined],
  ]);
  expect(countKinds(lines)).toEqual({ allowed: 1, denied: 2, filtered: 1, unknown: 0 });
  expect(decisionsOf(lines)).toHaveLength(4);
});

it("chooses lines by decision and by text", () => {
  const numbers = (...[choice, find]: [Parameters<typeof chosenLines>[1], string]) =>
    chosenLines(lines, choice, find).map(({ line }) => line.line);
  expect(numbers("denied", "")).toEqual([1, 5]);
  expect(numbers("all", "ORDERS")).toEqual([1, 3]);
  expect(numbers("filtered", "secret")).toEqual([]);
});
